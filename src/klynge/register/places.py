"""Which region a municipality lies in on a day. Regions change; municipalities have been the same since 2007."""

from dataclasses import dataclass
from datetime import date

from klynge.web.denmark import municipality, regions


@dataclass(frozen=True, slots=True)
class Merger:
    """From `on` the regions `parts` are one."""

    on: date
    parts: frozenset[str]
    key: str
    da: str
    en: str


# Denmark's health care reform of 2024 makes two regions into one; it has no number of Statistics Denmark yet, so the key is ours.
MERGERS = (Merger(date(2027, 1, 1), frozenset({"1084", "1085"}), "east", "Region Østdanmark", "Region of Eastern Denmark"),)


def region_on(region: str, day: date) -> str:
    """The key of the region that this one (by its number before 2027) is, or is part of, on the day."""
    return next((merger.key for merger in MERGERS if region in merger.parts and merger.on <= day), region)


def region_of(code: str, day: date) -> str:
    """The region's key of a municipality ("0791"), "" for one that does not exist."""
    place = municipality(code) if code else None
    return region_on(place.region, day) if place else ""


def regions_on(day: date, language: str) -> dict[str, str]:
    """The regions of the day, north to south and west to east: key -> name."""
    found: dict[str, str] = {}
    for code, region in regions().items():
        key = region_on(code, day)
        merger = next((merger for merger in MERGERS if merger.key == key), None)
        found[key] = getattr(merger or region, "da" if language == "da" else "en")
    return found


def name_of(code: str) -> str:
    """The municipality's name, "" for one that does not exist."""
    place = municipality(code) if code else None
    return place.name if place else ""
