"""Attendance as co-financing: who was there, for a firm, from when to when, counts as hours on the grant that pays, where its rules say
so. A moment counts once: what the person has recorded elsewhere already is left out."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from klynge.access.chain import hold
from klynge.access.journal import record
from klynge.access.viewer import Viewer
from klynge.core.errors import Wrong
from klynge.core.hours import Worked, counted, pieces
from klynge.ledger.actions import book
from klynge.ledger.actions.activities import open_activity
from klynge.ledger.actions.hours import changes_of, row_of, stand
from klynge.ledger.models import Activity, Funding, Grant, Hours, Participation
from klynge.ledger.queries.spent import Spent, zone
from klynge.ledger.queries.working import Known, known_of
from klynge.register.models import Organisation

CHANGED = gettext_noop("Who was there, or from when to when, was corrected.")
GONE = gettext_noop("The attendance does not count as hours any more.")
BY_HAND = gettext_noop("%(name)s has recorded hours for this activity by hand already.")
_CAPACITIES = ("participant", "dedicated", "economic")
_WHY = "attendance counts whoever books it"
_COMPARED = ("person_id", "organisation_id", "grant_id", "work_package_id", "on", "from_at", "to_at", "hours")


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody's attendance that could not be booked, and why."""

    participation_id: int
    why: Wrong


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows that are new, corrected and withdrawn; what was right already is in none of them."""

    new: tuple[Hours, ...]
    corrected: tuple[Hours, ...]
    withdrawn: tuple[Hours, ...]
    left: tuple[Left, ...]


def hours_from_attendance(*, by: Viewer, activity_id: int) -> Counted:
    """Makes the hours of an activity what its participations say now; again changes nothing. One person's fault keeps nobody else's
    hours back. Of several grants that count attendance the first pays. Raises Refused for whoever does not record on the activity."""
    with transaction.atomic():
        activity = open_activity(by, activity_id)
        hold(Hours._meta.db_table)
        rows = list(Participation.objects.system_rows(_WHY).filter(activity=activity).order_by("pk"))
        paid = _paid(activity)
        booked = _booked(activity, rows)
        live: dict[int, Participation] = {_root(row, rows): row for row in rows if row.live}
        made = _Made(by, activity)
        for root in sorted(live.keys() | booked.keys()):
            counts = root in live and paid is not None and _counts(live[root])
            try:
                with transaction.atomic():
                    wanted = made.wanted(live[root], booked[root], paid) if counts and paid else []
                    made.settle(booked[root], wanted)
            except Wrong as why:
                made.left.append(Left(live[root].pk if root in live else root, why))
        found = Counted(tuple(made.new), tuple(made.corrected), tuple(made.withdrawn), tuple(made.left))
        if found.new or found.corrected or found.withdrawn:
            numbers = {"new": len(found.new), "corrected": len(found.corrected), "withdrawn": len(found.withdrawn)}
            record(by=by, verb="hours from attendance", what=activity, **numbers)
    return found


class _Made:
    def __init__(self, by: Viewer, activity: Activity) -> None:
        self.by, self.activity = by, activity
        self.new: list[Hours] = []
        self.corrected: list[Hours] = []
        self.withdrawn: list[Hours] = []
        self.left: list[Left] = []

    def wanted(self, row: Participation, old: Sequence[Hours], paid: Funding) -> list[Hours]:
        """The rows that this attendance comes to: what of its time nobody recorded before, cut at midnight."""
        assert row.from_at is not None  # or it would not count
        assert row.to_at is not None
        assert row.person_id is not None
        worked = Worked(0, row.person_id, row.from_at, row.to_at, row.on, row.hours, self.activity.title)
        if worked.hours <= 0:
            return []
        spent = Spent(paid.work_package_id, row.on, None, row.from_at, row.to_at, self.activity.pk)
        known = known_of(self.by, row.person_id, row.organisation_id, spent.split())
        mine = {one.pk for one in old}
        known.registered[:] = [one for one in known.registered if one.worked.id not in mine]
        by_hand = [one for one in known.registered if one.activity_id == self.activity.pk and one.source == "sheet"]
        if any(one.worked.span is None for one in by_hand):
            raise Wrong(BY_HAND, name=known.person)
        last = max((one.worked.id for one in known.registered), default=0) + 1
        mine_now = Worked(last, worked.person, worked.from_at, worked.to_at, worked.day, worked.hours, worked.what)
        kept = counted([*(one.worked for one in known.registered), mine_now])[last]
        return stand([self._row(row, paid, piece, known) for piece in pieces(kept, zone())])

    def _row(self, row: Participation, paid: Funding, piece: Any, known: Known) -> Hours:
        spent = Spent(paid.work_package_id, piece.day, piece.hours, piece.span.from_at, piece.span.to_at, self.activity.pk)
        return row_of(spent, known, source="attendance", participation=row)

    def settle(self, old: Sequence[Hours], wanted: Sequence[Hours]) -> None:
        """Rows that say the same stay; the others are corrected in their order, and what is left over is withdrawn or new."""
        same = {_said(row) for row in old} & {_said(row) for row in wanted}
        old = [row for row in old if _said(row) not in same]
        wanted = [row for row in wanted if _said(row) not in same]
        corrected = [book.correct(self.by, was, reason=CHANGED, **changes_of(now)) for was, now in zip(old, wanted, strict=False)]
        withdrawn = [book.withdraw(self.by, row, reason=GONE) for row in old[len(wanted) :]]
        new = book.book(self.by, wanted[len(old) :])
        self.corrected += corrected
        self.withdrawn += withdrawn
        self.new += new


def _counts(row: Participation) -> bool:
    known = row.person_id is not None and row.from_at is not None and row.to_at is not None and row.from_at < row.to_at
    return known and row.capacity in _CAPACITIES and row.kind == Organisation.COMPANY


def _paid(activity: Activity) -> Funding | None:
    rows = list(Funding.objects.system_rows(_WHY).filter(activity=activity).order_by("pk"))
    counts = Grant.objects.system_rows(_WHY).filter(pk__in=[row.grant_id for row in rows], attendance_counts=True)
    ids = set(counts.values_list("pk", flat=True))
    return next((row for row in rows if row.grant_id in ids), None)


def _booked(activity: Activity, rows: Sequence[Participation]) -> "defaultdict[int, list[Hours]]":
    """First row of a participation -> the live hours from it, whichever of its corrections they name."""
    found: defaultdict[int, list[Hours]] = defaultdict(list)
    by_id = {row.pk: row for row in rows}
    for one in (
        Hours.objects.system_rows(_WHY).filter(activity=activity, source="attendance", live=True).order_by("on", "from_at")
    ):
        if one.participation_id in by_id:
            found[_root(by_id[one.participation_id], rows)].append(one)
    return found


def _root(row: Participation, rows: Sequence[Participation]) -> int:
    before: Mapping[int, int | None] = {one.pk: one.corrects_id for one in rows}
    at = row.pk
    while (earlier := before.get(at)) is not None:
        at = earlier
    return at


def _said(row: Hours) -> tuple[object, ...]:
    return tuple(getattr(row, name) for name in _COMPARED)
