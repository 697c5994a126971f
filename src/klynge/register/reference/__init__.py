"""The tables that come with Klynge. Code tables are loaded by `klynge.register.reference_tables`; here are the regions by date.

Sources: CPV 2008 (Regulation (EC) 213/2008), EDF categories (Regulation (EU) 2021/697), EU Common Military List (headings in our own
words), DB25 groups (Statistics Denmark, NACE Rev. 2.1), NUTS 2021, and Act no. 699 of 20 June 2025, which makes Region Østdanmark of
two regions from 2027. The capabilities are Klynge's own. Names and positions of municipalities stand in `klynge.web.denmark`.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Region:
    """`code` as Statistics Denmark writes it ("1082"), where it has one; `nuts` are the NUTS 2 areas that it covers; `valid_to` is the
    first day on which it no longer is."""

    code: str
    da: str
    en: str
    nuts: tuple[str, ...]
    valid_from: date
    valid_to: date | None

    def name(self, language: str) -> str:
        return self.da if language == "da" else self.en


def all_regions() -> tuple[Region, ...]:
    """Those that there were, are, or are decided to be."""
    return _regions()


def regions_on(day: date) -> tuple[Region, ...]:
    """The regions of Denmark on a day: five until the end of 2026, four from then on."""
    return tuple(r for r in _regions() if r.valid_from <= day and (r.valid_to is None or day < r.valid_to))


@lru_cache(maxsize=1000)
def region_of(municipality: str, day: date) -> Region:
    """The region of a municipality ("0101") on a day. KeyError for one that there is not, or before the regions of 2007."""
    area = nuts3(municipality)[:4]
    for region in regions_on(day):
        if area in region.nuts:
            return region
    raise KeyError(municipality)


def nuts3(municipality: str) -> str:
    """The NUTS 3 area of a municipality: "0101" -> "DK011". KeyError for one that there is not."""
    return _areas()[municipality]


@cache
def _regions() -> tuple[Region, ...]:
    return tuple(
        Region(
            line["code"],
            line["da"],
            line["en"],
            tuple(line["nuts"].split()),
            date.fromisoformat(line["valid_from"]),
            date.fromisoformat(line["valid_to"]) if line["valid_to"] else None,
        )
        for line in _lines("regions.csv")
    )


@cache
def _areas() -> dict[str, str]:
    return {line["code"]: line["nuts3"] for line in _lines("municipalities.csv")}


def _lines(file: str) -> list[dict[str, str]]:
    return list(csv.DictReader((files(__package__) / file).read_text(encoding="utf-8").splitlines()))
