"""The tables that come with Klynge: codes, regions and municipalities. Kept by hand; other versions are other rows.

Sources: CPV 2008 (Regulation (EC) 213/2008), EDF categories (Regulation (EU) 2021/697), EU Common Military List (headings in our own
words), DB25 groups (Statistics Denmark, NACE Rev. 2.1), regions and municipalities (Act no. 699 of 20 June 2025 for the merger of
2027). The capabilities are Klynge's own. Coordinates are those of the main town, two decimals.
"""

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from klynge.core.codes import Row, Tree, rows_from_label_csv


@dataclass(frozen=True, slots=True)
class Table:
    """A code system as shipped: `system` is the key used in codes, `file` its table here."""

    system: str
    version: str
    file: str
    da: str
    en: str


TABLES = (
    Table("cpv", "2008", "cpv.csv", "CPV (offentlige indkøb)", "CPV (public procurement)"),
    Table("own", "1", "capabilities.csv", "Kompetencer", "Capabilities"),
    Table("edf", "2021", "edf.csv", "Den Europæiske Forsvarsfonds kategorier", "European Defence Fund categories"),
    Table("cml", "2024", "cml.csv", "EU's fælles liste over militært udstyr", "EU Common Military List"),
    Table("nace", "DB25", "nace.csv", "Branchekoder (DB25)", "Industry codes (DB25)"),
)


@dataclass(frozen=True, slots=True)
class Region:
    """`nuts` are the NUTS 2 areas that it covers, `becomes` the region that follows it when it ends."""

    code: str
    da: str
    en: str
    nuts: tuple[str, ...]
    valid_from: date
    valid_to: date | None
    becomes: str


@dataclass(frozen=True, slots=True)
class Municipality:
    """`code` has four digits. `region` is the one of 2007-2026: ask `region_of` for a day's. Latitude and longitude in degrees."""

    code: str
    da: str
    region: str
    nuts3: str
    latitude: float
    longitude: float


def rows(system: str) -> list[Row]:
    """The rows of one of TABLES. KeyError for another system."""
    return rows_from_label_csv(_content({table.system: table.file for table in TABLES}[system]))


@cache
def tree(system: str) -> Tree:
    """One of TABLES as a tree, read once."""
    version = {table.system: table.version for table in TABLES}[system]
    return Tree.from_rows(rows(system), system, version)


def trees() -> dict[str, Tree]:
    """All trees by system, as `klynge.core.fit` takes them."""
    return {table.system: tree(table.system) for table in TABLES}


@cache
def regions() -> dict[str, Region]:
    """All regions that were, are or will be, by code."""
    return {
        line["code"]: Region(
            line["code"],
            line["da"],
            line["en"],
            tuple(line["nuts"].split()),
            date.fromisoformat(line["valid_from"]),
            date.fromisoformat(line["valid_to"]) if line["valid_to"] else None,
            line["becomes"],
        )
        for line in _lines("regions.csv")
    }


def regions_on(day: date) -> tuple[Region, ...]:
    """The regions of Denmark on a day: five until the end of 2026, four from then on."""
    return tuple(r for r in regions().values() if r.valid_from <= day and (r.valid_to is None or day < r.valid_to))


@cache
def municipalities() -> dict[str, Municipality]:
    """The 98 municipalities by code."""
    return {
        line["code"]: Municipality(
            line["code"], line["da"], line["region"], line["nuts3"], float(line["latitude"]), float(line["longitude"])
        )
        for line in _lines("municipalities.csv")
    }


def region_of(municipality: str, day: date) -> Region:
    """The region that a municipality belongs to on a day. KeyError for an unknown municipality."""
    region = regions()[municipalities()[municipality].region]
    while region.valid_to is not None and day >= region.valid_to and region.becomes:
        region = regions()[region.becomes]
    return region


def _content(file: str) -> bytes:
    return (files(__package__) / file).read_bytes()


def _lines(file: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_content(file).decode().splitlines()))
