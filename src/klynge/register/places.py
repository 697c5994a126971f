"""Which region a municipality lies in on a day, from the tables in `reference`. Regions change; municipalities have been the same
since 2007, and each lies in one NUTS area whatever the regions are called."""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from klynge.web.denmark import municipality, regions

FOLDER = Path(__file__).parent / "reference"


@dataclass(frozen=True, slots=True)
class Region:
    """`nuts`: the NUTS 2 areas of which it is made. It holds from `from_on` until the day before `to_on`."""

    key: str
    da: str
    en: str
    nuts: frozenset[str]
    from_on: date
    to_on: date | None

    def holds(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day < self.to_on)


def regions_on(day: date, language: str) -> dict[str, str]:
    """The regions of the day, from the north and west: key -> name."""
    found = sorted((region for region in _regions() if region.holds(day)), key=lambda region: max(region.nuts), reverse=True)
    return {region.key: region.da if language == "da" else region.en for region in found}


def region_of(code: str, day: date) -> str:
    """The region's key of a municipality ("0791"), "" for one that does not exist."""
    return _of_nuts(_nuts().get(code, "")[:4], day)


def region_on(mapped: str, day: date) -> str:
    """The key of the day's region in which a region of the map (by its number) lies."""
    return _of_nuts(regions()[mapped].nuts, day)


def name_of(code: str) -> str:
    """The municipality's name, "" for one that does not exist."""
    place = municipality(code) if code else None
    return place.name if place else ""


@lru_cache(maxsize=1000)
def _of_nuts(nuts: str, day: date) -> str:
    return next((region.key for region in _regions() if nuts in region.nuts and region.holds(day)), "")


@cache
def _regions() -> tuple[Region, ...]:
    return tuple(
        Region(
            key=row["code"],
            da=row["da"],
            en=row["en"],
            nuts=frozenset(row["nuts"].split()),
            from_on=date.fromisoformat(row["valid_from"]),
            to_on=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        )
        for row in _read("regions.csv")
    )


@cache
def _nuts() -> dict[str, str]:
    return {row["code"]: row["nuts3"] for row in _read("municipalities.csv")}


def _read(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
