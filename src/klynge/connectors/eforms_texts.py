"""What is said in eForms: text in every language in which it stands, lists of codes, and what is withheld."""

from collections.abc import Iterable

from klynge.connectors.languages import language
from klynge.connectors.ted_values import money
from klynge.connectors.xml import Element, every, first, text, tidy, within
from klynge.core.money import Money
from klynge.core.notice import NO_TEXT, Text

# The form's own extensions stand three wrappers deep, below the root and below many other elements.
EXTENSION = "UBLExtensions/UBLExtension/ExtensionContent/EformsExtension"


def words(element: Element | None, path: str) -> Text:
    """The text at `path` in all its languages. Several texts of one language are paragraphs of one."""
    if element is None:
        return NO_TEXT
    by_language: dict[str, str] = {}
    for found in every(element, path):
        said = tidy(within(found))
        if said:
            tongue = language(found.get("languageID", ""))
            by_language[tongue] = f"{by_language[tongue]}\n{said}" if tongue in by_language else said
    return Text(by_language) if by_language else NO_TEXT


def joined(texts: Iterable[Text]) -> Text:
    """Texts one after the other, language by language, each said once."""
    by_language: dict[str, list[str]] = {}
    for each in texts:
        for tongue, said in each.items():
            paragraphs = by_language.setdefault(tongue, [])
            if said not in paragraphs:
                paragraphs.append(said)
    return Text({tongue: "\n".join(paragraphs) for tongue, paragraphs in by_language.items()})


def code(element: Element | None, path: str, listed: str = "") -> str:
    """The first code at `path`; with `listed`, the first one of that code list (`@listName`)."""
    if element is None:
        return ""
    for found in every(element, path):
        if not listed or found.get("listName") == listed:
            return text(found)
    return ""


def amount(element: Element | None, path: str) -> Money | None:
    found = first(element, path) if element is not None else None
    return money(text(found), found.get("currencyID", "")) if found is not None else None


def withheld(element: Element) -> frozenset[str]:
    """The fields of this element that the buyer keeps back for now, as codes of `non-publication-identifier` ("not-val").
    Their values are masks or, before publication, secrets; either way they are not read."""
    return frozenset(text(found, "FieldIdentifierCode") for found in every(element, "FieldsPrivacy"))
