"""A place in a TED_EXPORT form, said in each language in which the buyer sent the form."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from klynge.connectors.languages import country, language
from klynge.connectors.ted_values import cpv, money, once, place
from klynge.connectors.xml import Element, deep, every, first, name, text, tidy, within
from klynge.core.money import Money
from klynge.core.notice import Party, Place, Text


@dataclass(frozen=True, slots=True)
class Said:
    """One element of the form, and the same element in the form's other original languages (a Belgian buyer sends two)."""

    element: Element
    language: str
    others: tuple[tuple[str, Element], ...] = ()

    def at(self, path: str) -> "Said | None":
        found = first(self.element, path)
        if found is None:
            return None
        if not self.others:
            return Said(found, self.language)
        others = ((tongue, first(other, path)) for tongue, other in self.others)
        return Said(found, self.language, tuple((tongue, other) for tongue, other in others if other is not None))

    def each(self, path: str) -> Iterator["Said"]:
        """All elements at `path`. The languages are paired by position, and only where they have the same number of elements."""
        return self._paired(every(self.element, path), [(tongue, every(other, path)) for tongue, other in self.others])

    def deep(self, *names: str) -> Iterator["Said"]:
        """All elements of these names anywhere below."""
        others = [(tongue, list(deep(other, *names))) for tongue, other in self.others]
        return self._paired(list(deep(self.element, *names)), others)

    def _paired(self, found: list[Element], others: list[tuple[str, list[Element]]]) -> Iterator["Said"]:
        alike = [(tongue, elements) for tongue, elements in others if len(elements) == len(found)]
        for at, element in enumerate(found):
            yield Said(element, self.language, tuple((tongue, elements[at]) for tongue, elements in alike))

    def names(self) -> frozenset[str]:
        """The names of the elements directly below."""
        return frozenset(name(child) for child in self.element)

    def has(self, path: str) -> bool:
        return first(self.element, path) is not None

    def text(self, path: str = "") -> str:
        return text(self.element, path)

    def value(self, path: str, attribute: str) -> str:
        found = first(self.element, path)
        return found.get(attribute, "").strip() if found is not None else ""

    def words(self, *paths: str) -> Text:
        """The text at these paths in all languages, one after the other; of the element itself without a path."""
        by_language = {}
        for tongue, element in ((self.language, self.element), *self.others):
            parts = [element] if not paths else [part for path in paths for part in every(element, path)]
            said = "\n".join(filter(None, map(paragraphs, parts)))
            if said:
                by_language[tongue] = said
        return Text(by_language)


def paragraphs(element: Element) -> str:
    """The text below an element, a line for each P; line breaks within a P are only the file's layout."""
    lines = (" ".join(within(p).split()) for p in (list(deep(element, "P")) or [element]))
    return tidy("\n".join(line for line in lines if line))


def originals(root: Element) -> Said | None:
    """The form as the buyer sent it: the sections marked ORIGINAL, the main language first. Translations are the office's."""
    section = first(root, "FORM_SECTION")
    if section is None:
        return None
    forms = [form for form in section if form.get("CATEGORY") == "ORIGINAL"]
    if not forms:
        return None
    main = text(root, "CODED_DATA_SECTION/NOTICE_DATA/LG_ORIG")[:2]  # or several in one element: "FR NL"
    forms.sort(key=lambda form: form.get("LG", "") != main)
    spoken = [(language(form.get("LG", "")), form) for form in forms]
    return Said(spoken[0][1], spoken[0][0], tuple(spoken[1:]))


def is_withheld(said: Said | None) -> bool:
    """Whether the buyer agreed to printing this part only outside the notice."""
    return said is not None and said.element.get("PUBLICATION") == "NO"


def amount(said: Said, path: str) -> Money | None:
    """The amount at `path` (VAL_TOTAL and its like), unless it may not be printed."""
    found = said.at(path)
    if found is None or is_withheld(found):
        return None
    return money(found.element.get("FMTVAL") or found.text(), found.element.get("CURRENCY", ""))


def upper_end(said: Said, path: str) -> Money | None:
    """The upper end of a range of values (VAL_RANGE_TOTAL)."""
    found = said.at(path)
    if found is None or is_withheld(found):
        return None
    return money(found.text("HIGH"), found.element.get("CURRENCY", ""))


def codes(said: Said, path: str) -> list[str]:
    return [cpv(each.element.get("CODE", "")) for each in said.each(path)]


def places(elements: Iterator[Element]) -> tuple[Place, ...]:
    """The places of NUTS elements."""
    return once(place(element.get("CODE", "")) for element in elements)


def party(address: Said, *, size: str = "", activity: str = "") -> Party | None:
    """The organisation of an address block of any generation; None when it has no name."""
    name = address.words("OFFICIALNAME") or address.words("ORGANISATION/OFFICIALNAME") or address.words("ORGANISATION")
    if not name:
        return None
    return Party(
        name=name,
        national_id=address.text("NATIONALID") or address.text("ORGANISATION/NATIONALID"),
        country=country(address.value("COUNTRY", "VALUE")),
        nuts=address.value("NUTS", "CODE"),
        town=address.text("TOWN"),
        size=size,
        activity=activity,
    )


def weighted(said: Text, weight: str, tongue: str) -> Text:
    """An award criterion with its weight as the buyer wrote it."""
    if weight in ("", "0"):
        return said
    return Text({lang: f"{words} ({weight})" for lang, words in said.items()}) if said else Text({tongue: weight})


def whole_number(written: str) -> int | None:
    return int(Decimal(written)) if written.isdecimal() and len(written) < 7 else None
