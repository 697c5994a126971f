"""Which reports are owed when, how far each is, and what is missing in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from klynge.access.verbs import the
from klynge.access.viewer import Role, Viewer
from klynge.core.indicators.shapes import Period
from klynge.ledger.models import Due, Grant
from klynge.ledger.rules import mandates
from klynge.programme.models import Pack
from klynge.programme.queries.missing import Missing, missing

AHEAD = timedelta(days=60)  # how long before its day a report is warned of
FROZEN, DRAFT, NONE = "frozen", "draft", "none"


@dataclass(frozen=True, slots=True)
class DueLine:
    """A report that is owed. `days` until it is due (negative: late); `state` of its newest pack: "frozen", "draft", "none"."""

    id: int
    grant_id: int
    grant: str
    funder: str
    kind: str
    period: Period
    due_on: date
    days: int
    state: str
    pack_id: int | None
    missing: tuple[Missing, ...]

    @property
    def done(self) -> bool:
        return self.state == FROZEN


def dues(viewer: Viewer, today: date, *, grant_id: int | None = None, ahead: timedelta | None = None) -> list[DueLine]:
    """The nearest first; with `ahead` only those that are due within so many days, or late, and not frozen. What is missing is told to
    those who can mend it. Nine queries, however many there are."""
    rows = Due.objects.visible_to(viewer).order_by("due_on", "grant_id", "pk")
    if grant_id is not None:
        rows = rows.filter(grant_id=grant_id)
    if ahead is not None:
        rows = rows.filter(due_on__lte=today + ahead)
    found = list(rows)
    grants = {row.pk: row for row in Grant.objects.visible_to(viewer).filter(pk__in={one.grant_id for one in found})}
    packs = _newest(viewer, {one.grant_id for one in found})
    lines = [one for one in found if one.grant_id in grants]
    if ahead is not None:
        lines = [one for one in lines if packs.get((one.grant_id, one.kind, one.from_on), (0, NONE))[1] != FROZEN]
    house = viewer.secretariat or Role.FINANCE in viewer.roles
    lacks: Sequence[tuple[Missing, ...]] = [()] * len(lines)
    if house:
        lacks = missing(viewer, [(grants[one.grant_id], Period(one.from_on, one.to_on)) for one in lines], today)
    return [
        _line(one, grants[one.grant_id], packs.get((one.grant_id, one.kind, one.from_on)), lack, today)
        for one, lack in zip(lines, lacks, strict=True)
    ]


def next_due(lines: Sequence[DueLine]) -> DueLine | None:
    """The nearest that is not frozen yet."""
    return next((line for line in lines if not line.done), None)


def usual_period(viewer: Viewer, grant_id: int, today: date) -> Period:
    """The days of the report that is written now: the first that is not due yet, else the last; without any, those of the grant.
    For an auditor the last report that the mandate touches, else the days of the grant. Raises Refused."""
    grant = the(Grant, viewer, pk=grant_id)
    owed = list(Due.objects.visible_to(viewer).filter(grant=grant).order_by("due_on", "pk"))
    if not (viewer.secretariat or Role.FINANCE in viewer.roles):
        spans = [(first, last) for pk, first, last in mandates(viewer) if pk == grant_id]
        owed = [one for one in owed if any(first <= one.to_on and one.from_on <= last for first, last in spans)]
        today = date.max
    row = next((one for one in owed if one.due_on >= today), owed[-1] if owed else None)
    return Period(row.from_on, row.to_on) if row else Period(grant.from_on, grant.to_on)


def _newest(viewer: Viewer, grants: set[int]) -> dict[tuple[int, str, date], tuple[int, str]]:
    rows = Pack.objects.visible_to(viewer).filter(grant_id__in=grants).order_by("version")
    return {
        (row.grant_id, row.kind, row.from_on): (row.pk, row.state) for row in rows.only("grant_id", "kind", "from_on", "state")
    }


def _line(row: Due, grant: Grant, pack: tuple[int, str] | None, lack: tuple[Missing, ...], today: date) -> DueLine:
    pack_id, state = pack or (None, NONE)
    return DueLine(
        row.pk,
        grant.pk,
        grant.name,
        grant.funder,
        row.kind,
        Period(row.from_on, row.to_on),
        row.due_on,
        (row.due_on - today).days,
        state,
        pack_id,
        lack,
    )
