"""What the publishers of OCDS write in their own ways: languages, countries, places and codes."""

import re
from dataclasses import dataclass

from klynge.connectors.clean import clean
from klynge.connectors.fields import Section, section, sections, word
from klynge.connectors.json import Json
from klynge.connectors.languages import country, language
from klynge.core.notice import Place, Text

# Publishers that name their country as their language. The standard's default for `language` is English.
_LANGUAGE = {"md": "ro", "mo": "ro", "ua": "uk", "cz": "cs", "dk": "da", "gr": "el", "se": "sv", "": "en"}
_OTHER_SCRIPT = frozenset({"hy", "uk", "ru", "bg", "el", "ka", "mk", "kk", "ky"})
_VARIANT = re.compile(r"_([a-z]{2,3})(?:[-_][A-Za-z]{2,4})?|([A-Z][a-z])")

# The registered prefixes of ocids (https://standard.open-contracting.org/latest/en/schema/identifiers/) that we have met:
# the country of the publisher, for those who leave it out of their buyers' addresses.
_PREFIXES = {
    "ocds-b5fd17": "GB",
    "ocds-h6vhtk": "GB",
    "ocds-r6ebe6": "GB",
    "ocds-kuma6s": "GB",
    "ocds-ngfbwp": "MD",
    "ocds-be6bcu": "UA",
    "ocds-43qwtd": "AU",
    "ocds-34a6hz": "CA",
    "ocds-a1234567-mt": "CA",
    "am-pps": "AM",
}
_NAMES = {
    name: code
    for code, names in {
        "AM": "armenia",
        "AT": "austria/österreich",
        "AU": "australia",
        "BE": "belgium/belgique/belgië",
        "BG": "bulgaria/българия",
        "CA": "canada",
        "CH": "switzerland/schweiz/suisse",
        "CY": "cyprus",
        "CZ": "czechia/czech republic/česko",
        "DE": "germany/deutschland",
        "DK": "denmark/danmark",
        "EE": "estonia/eesti",
        "ES": "spain/españa",
        "FI": "finland/suomi",
        "FO": "faroe islands/færøerne/føroyar",
        "FR": "france",
        "GB": "united kingdom/great britain/england/scotland/wales/northern ireland/uk",
        "GE": "georgia",
        "GL": "greenland/grønland/kalaallit nunaat",
        "GR": "greece/ελλάδα",
        "HR": "croatia/hrvatska",
        "HU": "hungary/magyarország",
        "IE": "ireland/éire",
        "IS": "iceland/ísland",
        "IT": "italy/italia",
        "LT": "lithuania/lietuva",
        "LU": "luxembourg",
        "LV": "latvia/latvija",
        "MD": "moldova/republica moldova/republic of moldova",
        "MT": "malta",
        "NL": "netherlands/nederland/the netherlands",
        "NO": "norway/norge",
        "PL": "poland/polska",
        "PT": "portugal",
        "RO": "romania/românia",
        "SE": "sweden/sverige",
        "SI": "slovenia/slovenija",
        "SK": "slovakia/slovensko",
        "TR": "turkey/türkiye",
        "UA": "ukraine/україна/украина",
        "US": "united states/united states of america/usa",
    }.items()
    for name in names.split("/")
}
# Contracts Finder names the twelve regions of the first NUTS level instead of coding them.
_REGIONS = {
    "north east": "UKC",
    "north west": "UKD",
    "yorkshire and the humber": "UKE",
    "east midlands": "UKF",
    "west midlands": "UKG",
    "east of england": "UKH",
    "london": "UKI",
    "south east": "UKJ",
    "south west": "UKK",
    "wales": "UKL",
    "scotland": "UKM",
    "northern ireland": "UKN",
}
_NUTS = re.compile(r"[A-Z]{2}[0-9A-Z]{0,3}")
_CPV = re.compile(r"(\d{2,8})(?:-\d)?")
# CPV under its own name, and under that of the Ukrainian standard which is its translation.
_CPV_SCHEMES = ("CPV", "ДК021", "ДК 021", "DK021")


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language of a release, and the country of its publisher ("" when not known): all its buyers are there."""

    language: str
    country: str

    def text(self, value: Json, *keys: str) -> Text:
        """The text at the first of `keys` that has one, with its sisters in other languages (`title_fr`, `nameHy`)."""
        if isinstance(value, dict):
            for key in keys:
                found = self._texts(value, key)
                if found:
                    return Text(found)
        return Text()

    def _texts(self, value: Section, key: str) -> dict[str, str]:
        found: dict[str, str] = {}
        plain = word(value, key)
        for name, other in value.items():
            if len(name) > len(key) and name.startswith(key) and isinstance(other, str):
                variant = _VARIANT.fullmatch(name, len(key))
                if variant and (said := clean(other)):
                    found[spoken((variant[1] or variant[2]).lower())] = said
        if plain:
            mine = self.language
            if plain.isascii() and mine in _OTHER_SCRIPT:
                mine = "en"  # Armenia writes English, or transliteration, in the plain field of an Armenian release
            return {mine: plain} | {k: v for k, v in found.items() if k != mine and v != plain}
        return dict(sorted(found.items(), key=lambda pair: pair[0] != self.language))


def tongue(release: Section) -> Tongue:
    ocid = word(release, "ocid").lower()
    prefix = next((code for start, code in _PREFIXES.items() if ocid.startswith(start)), "")
    return Tongue(spoken(word(release, "language")), prefix)


def spoken(code: str) -> str:
    """ "en-GB" -> "en", "HY" -> "hy", "md" -> "ro" """
    short = re.split("[-_]", code.strip().lower())[0]
    known = language(_LANGUAGE.get(short, short))
    return known if len(known) in (2, 3) and known.isascii() and known.isalpha() else "en"


def land(value: Json) -> str:
    """The country of an address, ISO 3166-1 alpha-2; "" when it says none that we know."""
    for said in (word(value, "country"), word(value, "countryName")):
        if len(said) in (2, 3) and said.isascii() and said.isalpha() and len(country(said)) == 2:
            return country(said)
        if said.casefold() in _NAMES:
            return _NAMES[said.casefold()]
    nuts = region(value)
    return country(nuts[:2]) if nuts else ""


def region(value: Json) -> str:
    """The NUTS code of an address, "" when its region is only a name."""
    said = word(value, "region")
    if said.casefold() in _REGIONS:
        return _REGIONS[said.casefold()]
    return said if len(said) > 2 and _NUTS.fullmatch(said) and any(c.isdigit() or said[:2] == "UK" for c in said) else ""


def places(items: list[Section]) -> tuple[Place, ...]:
    """Where the items go, each place once."""
    found: dict[Place, None] = {}
    for item in items:
        for where in (*sections(item, "deliveryAddresses"), *sections(item, "deliveryAddress")):
            if land(where):
                found[Place(land(where), region(where))] = None
    return tuple(found)


def codes(*holders: Section) -> tuple[str, ...]:
    """The CPV codes of tenders, lots or items, eight digits, in the order of the source: main code first."""
    found: dict[str, None] = {}
    for holder in holders:
        for coded in (section(holder, "classification"), *sections(holder, "additionalClassifications")):
            code = cpv(coded)
            if code:
                found[code] = None
    return tuple(found)


def cpv(coded: Section) -> str:
    """ "39121200-8" -> "39121200", "9000000" -> "09000000" (a spreadsheet ate the nought), "45" -> "45000000"; "" if no CPV."""
    scheme, written = word(coded, "scheme").upper(), _CPV.fullmatch(word(coded, "id"))
    if written is None:
        return ""
    bare = not scheme and len(word(coded, "id")) == 10
    if not bare and scheme not in _CPV_SCHEMES and not scheme.startswith(("ДК021", "ДК 021")):
        return ""
    digits = written[1]
    return digits.zfill(8) if len(digits) > 6 else digits.ljust(8, "0")
