"""Which region a municipality lies in on a day, in the reader's language. Regions change; municipalities have been the same since
2007, and each lies in one NUTS area whatever the regions are called."""

from datetime import date
from functools import lru_cache

from klynge.register import reference
from klynge.web.denmark import municipality
from klynge.web.maps import Region


def regions_on(day: date, language: str) -> dict[str, str]:
    """The regions of the day, from the north and west: key -> name."""
    return {region.code: region.name(language) for region in _ordered(day)}


def map_regions(day: date, language: str, urls: dict[str, str] | None = None) -> tuple[Region, ...]:
    """The regions of the day as the map draws them; `urls` by key."""
    return tuple(Region(one.name(language), frozenset(one.nuts), (urls or {}).get(one.code, "")) for one in _ordered(day))


def region_of(code: str, day: date) -> str:
    """The region's key of a municipality ("0791"), "" for one that does not exist."""
    try:
        return reference.region_of(code, day).code
    except KeyError:
        return ""


def nuts_name(nuts: str, day: date, language: str) -> str:
    """The region of the day that a Danish NUTS code lies in ("DK042"), "" for any other code."""
    return next((region.name(language) for region in _ordered(day) if nuts[:4] in region.nuts), "")


def region_name(code: str, language: str) -> str:
    """The name of a region that there is or was, by its key; the key itself where there was none."""
    return next((region.name(language) for region in reference.all_regions() if region.code == code), code)


def name_of(code: str) -> str:
    """The municipality's name, "" for one that does not exist."""
    place = municipality(code) if code else None
    return place.name if place else ""


@lru_cache(maxsize=10)
def _ordered(day: date) -> tuple[reference.Region, ...]:
    return tuple(sorted(reference.regions_on(day), key=lambda region: max(region.nuts), reverse=True))
