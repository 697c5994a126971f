"""Hours from the attendance of every activity that ended, as a run: each activity in one transaction with the mark behind it, so that a run
that was killed goes on after the last whole one."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from klynge.access.viewer import Viewer
from klynge.core.errors import Wrong
from klynge.ledger.actions.attendance import BY_HAND, hours_from_attendance
from klynge.ledger.queries.cofinancing import ended
from klynge.ledger.queries.hour_faults import NO_RATE, NOT_AFFILIATED, OTHER_CURRENCY
from klynge.ops.runs import Running

# What the run counts those by whose attendance is no hours; every other reason is counted as “left out”.
REASONS = {NOT_AFFILIATED: "not affiliated", NO_RATE: "no rate", OTHER_CURRENCY: "no rate", BY_HAND: "recorded by hand"}
LEFT = "left out"


def book_attendance(run: Running, *, by: Viewer, now: datetime) -> Iterator[tuple[str, Wrong]]:
    """Counts: activities, booked, corrected, withdrawn, and those left out by their reason. Yields the title of the activity and the
    reason of each that was left out. Again changes nothing."""
    passed = int(run.earlier_mark) if run.earlier_mark.isdigit() else 0
    waiting = [one for one in ended(by, now) if one[0] > passed]
    for n, (activity_id, title) in enumerate(waiting):
        run.progress(n, len(waiting), "Booking hours from attendance")
        with transaction.atomic():
            left = _one(run, by, activity_id)
            run.mark(str(activity_id))
        yield from ((title, why) for why in left)
    run.progress(len(waiting), len(waiting))


def _one(run: Running, by: Viewer, activity_id: int) -> list[Wrong]:
    try:
        made = hours_from_attendance(by=by, activity_id=activity_id)
    except Wrong as why:  # cancelled in the meantime
        run.count(LEFT)
        return [why]
    run.count("activities")
    for name, rows in (("booked", made.new), ("corrected", made.corrected), ("withdrawn", made.withdrawn)):
        run.count(name, len(rows))
    for one in made.left:
        run.count(REASONS.get(one.why.template, LEFT))
    return [one.why for one in made.left]
