"""Cells that hold one of a few words, in Danish or English: kinds, types, countries, municipalities, bands, currencies."""

import re
from functools import lru_cache

from klynge.core.errors import Wrong
from klynge.core.identifiers import municipality as municipality_code
from klynge.core.words import fold, plain
from klynge.register.fields import SIZE_BANDS
from klynge.register.texts import tidy
from klynge.web.denmark import municipalities

KINDS = {
    "virksomhed": "company", "company": "company", "firma": "company", "universitet": "university", "university": "university",
    "institut": "institute", "institute": "institute", "gts": "institute", "myndighed": "authority", "authority": "authority",
    "klynge": "cluster", "cluster": "cluster", "forening": "association", "association": "association",
}  # fmt: skip
TYPES = {
    "virksomhed": "company", "virksomhedsmedlem": "company", "company": "company", "company member": "company",
    "videninstitution": "knowledge", "vidensinstitution": "knowledge", "knowledge": "knowledge",
    "knowledge institution": "knowledge", "associeret": "associate", "associeret medlem": "associate", "associate": "associate",
    "associate member": "associate", "start-up": "start-up", "startup": "start-up", "iværksætter": "start-up",
}  # fmt: skip
_COUNTRIES = {
    "danmark": "DK", "denmark": "DK", "sverige": "SE", "sweden": "SE", "norge": "NO", "norway": "NO", "finland": "FI",
    "tyskland": "DE", "germany": "DE", "holland": "NL", "nederlandene": "NL", "netherlands": "NL", "frankrig": "FR",
    "france": "FR", "storbritannien": "GB", "united kingdom": "GB", "uk": "GB", "usa": "US", "polen": "PL", "poland": "PL",
    "estland": "EE", "estonia": "EE", "letland": "LV", "latvia": "LV", "litauen": "LT", "lithuania": "LT", "færøerne": "FO",
    "faroe islands": "FO", "grønland": "GL", "greenland": "GL", "island": "IS", "iceland": "IS",
}  # fmt: skip


def country(cell: str) -> str:
    said = tidy(cell)
    found = _COUNTRIES.get(fold(said), said.upper())
    if not re.fullmatch(r"[A-Z]{2}", found):
        raise Wrong("“%(text)s” is no country that is known. Write its two letters, as in SE.", text=said[:40])
    return found


def municipality(cell: str) -> str:
    """A code, or a name ("Viborg", "Viborg Kommune")."""
    said = tidy(cell)
    if said[:1].isdigit():
        code = municipality_code(said).value
        if code in municipalities():
            return code
    found = _municipality_names().get(plain(re.sub(r"(?i)s?\s+kommune$", "", said)))
    if found is None:
        raise Wrong("There is no municipality “%(text)s”. Write its name or its four digits.", text=said[:40])
    return found


@lru_cache(maxsize=1)
def _municipality_names() -> dict[str, str]:
    names = {plain(one.name): code for code, one in municipalities().items()}
    # "Frederiksbergs Kommune" and "Frederiksberg Kommune" are one; a name that ends in s loses it above.
    return {**{name.removesuffix("s"): code for name, code in names.items()}, **names}


def band(cell: str) -> str:
    said = re.sub(r"\s+", "", tidy(cell)).replace("–", "-").rstrip("+")
    found = {one: one for one in SIZE_BANDS} | {"250": "250-", "250-": "250-"}
    if said not in found:
        raise Wrong("“%(text)s” is no size band. Write one of: %(bands)s.", text=cell[:40], bands=", ".join(SIZE_BANDS))
    return found[said]


def currency(cell: str) -> str:
    said = tidy(cell).upper()
    if not re.fullmatch(r"[A-Z]{3}", said):
        raise Wrong("“%(text)s” is no currency. Write its three letters, as in DKK.", text=said[:40])
    return said
