"""A figure by region, size or another fact; the parts always add up to the figure."""

from collections.abc import Iterable
from decimal import Decimal, localcontext
from operator import itemgetter

from klynge.core.indicators.count import EXACT
from klynge.core.indicators.reading import not_allowed
from klynge.core.indicators.shapes import AT, UNKNOWABLE, Counted, Key, Part, Row

SIZES = ("0-9", "10-49", "50-249", "250-")
_BANDS = (10, 50, 250)  # the head counts of Recommendation 2003/361
SPLITS = ("region", "size", "field", "country", "org_kind", "member", "sme", "kind", "capacity", "result")


def split(counted: Counted, rows: Iterable[Row], by: str) -> tuple[Part, ...]:
    """The figure by one fact, as `splits` gives it by several."""
    return splits(counted, rows, [by])[by]


def splits(counted: Counted, rows: Iterable[Row], facts: Iterable[str]) -> dict[str, tuple[Part, ...]]:
    """The figure by each of these facts, which are of SPLITS. `rows` are those that were counted, or more.

    Every key falls to one part with its whole value: to the last known value of the fact among the rows for which it counts (that of
    the latest day, and of one day that of the row recorded last). So a firm that moved, or became a member, within the period stands
    under one region and one type, and the parts add up to the figure. None is not known and comes last; sizes come in their order, the
    rest by name. What should fall apart row by row counts with unique "row"."""
    asked = list(facts)
    for by in asked:
        if by not in SPLITS:
            raise not_allowed(by, "split", SPLITS)
    keys = {row: place for place, key in enumerate(counted.keys) for row in key.rows}
    latest = sorted((row for row in rows if row.id in keys), key=itemgetter(AT["id"]), reverse=True)  # two sorts by one
    latest.sort(key=itemgetter(AT["day"]), reverse=True)  # fact each are faster than one by both
    places = [keys[row.id] for row in latest]
    return {by: _parts(counted, zip(places, latest, strict=True), by) for by in asked}


def _parts(counted: Counted, latest: Iterable[tuple[int, Row]], by: str) -> tuple[Part, ...]:
    """`latest`: the place of a key and one of its rows, those of later days first."""
    last: dict[int, str] = {}
    for place, row in latest:
        if place not in last and (name := _name(row, by)) is not None:
            last[place] = name
            if len(last) == len(counted.keys):
                break
    parts: dict[str | None, list[Key]] = {}
    for place, key in enumerate(counted.keys):
        parts.setdefault(last.get(place), []).append(key)
    order = {name: place for place, name in enumerate(SIZES)}
    names = sorted((name for name in parts if name is not None), key=lambda name: (order.get(name, 0), name))
    return tuple(_part(name, parts[name], counted.value) for name in (*names, *([None] if None in parts else [])))


def _part(name: str | None, keys: list[Key], whole: int | Decimal) -> Part:
    with localcontext(EXACT):
        return Part(name, sum((key.value for key in keys), type(whole)(0)), tuple(keys))


def _name(row: Row, by: str) -> str | None:
    if by == "size":
        return None if row.staff is None else SIZES[sum(row.staff >= limit for limit in _BANDS)]
    if by == "sme":
        return None if row.sme is None else ("yes" if row.sme else "no")
    fact = str(row[AT[by]])
    return None if by in UNKNOWABLE and not fact else fact
