"""The rows that a figure stands on, each key with its rows, named as far as the viewer may see them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.indicators.difference import Difference
from klynge.core.indicators.evidence import Evidence
from klynge.core.indicators.rule import Unique
from klynge.core.indicators.shapes import Key, Period, Row, opened
from klynge.ledger.models import Activity, Grant
from klynge.programme.queries.figures import FigureCard, Figures, figures
from klynge.programme.queries.ledger_rows import rows
from klynge.register.models import Organisation, Person
from klynge.web.listing import Listing, listing

SIZE = 25
_NAMES: dict[Unique, tuple[type, str]] = {
    Unique.ORGANISATION: (Organisation, "name"),
    Unique.GROUP: (Organisation, "name"),
    Unique.PERSON: (Person, "name"),
    Unique.ACTIVITY: (Activity, "title"),
}


@dataclass(frozen=True, slots=True)
class RowLine:
    """`of` and `id` open the row in the ledger. `activity` and `firm` are "" where the viewer may not see them."""

    of: str
    id: int
    day: date
    activity_id: int | None
    activity: str
    organisation_id: int
    firm: str
    hours: Decimal
    amount: Decimal
    result: str


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One thing that counts. `name` is "" where the viewer may not see it, or where each row counts for itself."""

    key: int
    name: str
    value: int | Decimal
    rows: tuple[RowLine, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """`total` keys in all. `left_out`: these rows might have counted but for a fact that is not known."""

    figures: Figures
    card: FigureCard
    keys: Listing[KeyLine]
    left_out: bool
    by: str
    part: str | None


def behind(
    viewer: Viewer,
    grant_id: int,
    period: Period,
    key: str,
    page: int,
    *,
    left_out: bool = False,
    by: str = "",
    part: str | None = None,
) -> Behind:
    """A page of what the figure counts: all of it, with `by` one part of a split (None: where the fact is not known), or with `left_out`
    what lacked a fact. Raises Refused as `figures` does."""
    found = figures(viewer, grant_id, period, with_splits=True, key=key, whole=False)
    card, counted = found.cards[0], found.evidence.figures[0].counted
    keys: Sequence[Key] = counted.keys
    if left_out:
        keys = [Key(row, (row,), 1) for row in counted.left_out]
    elif by:
        keys = next((one.keys for name, parts in card.splits if name == by for one in parts if one.name == part), ())
    shown = listing(keys, page, SIZE)
    unique = Unique.ROW if left_out else card.definition.rule.unique
    used = {row for one in shown.items for row in one.rows}
    told = rows(viewer, the(Grant, viewer, pk=grant_id), found.seen, [card.definition.rule], ids=used)
    lines = _lines(viewer, shown.items, unique, {row.id: row for row in told})
    return Behind(found, card, Listing(lines, shown.number, shown.pages, shown.total), left_out, by, part)


def every_row(viewer: Viewer, found: Figures) -> list[tuple[KeyLine, RowLine]]:
    """All keys of a figure, a line for each of their rows: for a list that is taken out of the house."""
    figure = found.evidence.figures[0]
    lines = _lines(viewer, figure.counted.keys, figure.definition.rule.unique, {row.id: row for row in found.evidence.rows})
    return [(key, row) for key in lines for row in key.rows]


def _lines(viewer: Viewer, keys: Sequence[Key], unique: Unique, known: Mapping[int, Row]) -> list[KeyLine]:
    """Three queries, however many keys and rows. A row that was corrected since it was counted is not among the known."""
    used = [known[row] for key in keys for row in key.rows if row in known]
    activities = _names(viewer, Activity, "title", (row.activity for row in used))
    firms = _names(viewer, Organisation, "name", (row.organisation for row in used))
    own: Mapping[int, str] = {}
    if unique in _NAMES:
        model, column = _NAMES[unique]
        own = _names(viewer, model, column, (key.key for key in keys))
    return [
        KeyLine(
            key.key,
            own.get(key.key, ""),
            key.value,
            tuple(_line(known[row], activities, firms) for row in key.rows if row in known),
        )
        for key in keys
    ]


def _names(viewer: Viewer, model: Any, column: str, ids: Iterable[int]) -> dict[int, str]:
    return dict(model.objects.visible_to(viewer).filter(pk__in=set(ids)).values_list("pk", column))


def _line(row: Row, activities: Mapping[int, str], firms: Mapping[int, str]) -> RowLine:
    of, pk = opened(row.id)
    return RowLine(
        of,
        pk,
        row.day,
        row.activity or None,
        activities.get(row.activity, ""),
        row.organisation,
        firms.get(row.organisation, ""),
        row.hours,
        row.amount,
        row.result,
    )


def names_of(viewer: Viewer, unique: Unique, keys: Iterable[int]) -> dict[int, str]:
    """What counts -> its name, as far as it has one and the viewer may see it. One query."""
    return _names(viewer, *_NAMES[unique], keys) if unique in _NAMES else {}


def names_of_change(viewer: Viewer, evidence: Evidence, found: Difference) -> dict[tuple[str, int], str]:
    """(indicator, key) -> its name as far as the viewer may see it. Three queries."""
    rules = {figure.definition.key: figure.definition.rule.unique for figure in evidence.figures}
    wanted = [(change.key, rules.get(change.key), key.key) for change in found.changes for key in change.keys]
    known: dict[type, dict[int, str]] = {}
    for model, column in set(_NAMES.values()):
        ids = {key for _, unique, key in wanted if unique in _NAMES and _NAMES[unique][0] is model}
        known[model] = _names(viewer, model, column, ids)
    return {
        (name, key): known[_NAMES[unique][0]].get(key, "")
        for name, unique, key in wanted
        if unique is not None and unique in _NAMES
    }
