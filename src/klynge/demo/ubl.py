"""Small aids for writing UBL with lxml: prefixes instead of addresses, paths instead of nests, codes as eForms wants them."""

from datetime import date

from lxml import etree

from klynge.core.notice import Text

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_EFORMS = "http://data.europa.eu/p27/eforms-ubl-"
NAMESPACES = {
    "cac": f"{_UBL}CommonAggregateComponents-2",
    "cbc": f"{_UBL}CommonBasicComponents-2",
    "ext": f"{_UBL}CommonExtensionComponents-2",
    "efext": f"{_EFORMS}extensions/1",
    "efac": f"{_EFORMS}extension-aggregate-components/1",
    "efbc": f"{_EFORMS}extension-basic-components/1",
}
_THREE = {
    **{"da": "DAN", "en": "ENG", "de": "DEU", "sv": "SWE", "fr": "FRA"},
    **{"DK": "DNK", "SE": "SWE", "NO": "NOR", "FI": "FIN", "EE": "EST", "LV": "LVA", "PL": "POL", "DE": "DEU"},
    **{"FR": "FRA", "NL": "NLD", "BE": "BEL", "LU": "LUX", "GB": "GBR", "IE": "IRL"},
}


def three(code: str) -> str:
    """A language (ISO 639-1) or country (alpha-2) in the three letters of eForms. KeyError for one that no bank uses."""
    return _THREE[code]


def day(value: date) -> str:
    """A day with the zone that eForms demands; Danish winter time all year round, which is allowed and plain."""
    return f"{value.isoformat()}+01:00"


def root(name: str) -> etree._Element:
    """The root element of a notice with all namespaces declared."""
    own = f"{_UBL}{name}-2"
    return etree.Element(f"{{{own}}}{name}", nsmap={None: own, **NAMESPACES})


def _tag(name: str) -> str:
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def grow(at: etree._Element, path: str) -> etree._Element:
    """New elements along a path below `at` ("cac:Party/cbc:ID"); returns the last one. Nothing that exists is used again."""
    for name in path.split("/"):
        at = etree.SubElement(at, _tag(name))
    return at


def leaf(at: etree._Element, path: str, words: str, **attributes: str) -> None:
    """A new element along a path with text and attributes."""
    element = grow(at, path)
    element.text = words
    for name, value in attributes.items():
        element.set(name, value)


def texts(at: etree._Element, name: str, words: Text) -> None:
    """One element for each language."""
    for language, sentence in words.items():
        leaf(at, name, sentence, languageID=three(language))
