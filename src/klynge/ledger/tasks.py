"""The ledger's work without a page: what the command line and the schedule do."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from klynge.access.viewer import Role, Viewer
from klynge.ledger.actions.attendance_run import book_attendance
from klynge.ledger.actions.law import load_values
from klynge.ops import runs
from klynge.ops.progress import Printer
from klynge.ops.schedule import Plan, plan

SCHEDULE = Viewer(name="the schedule", roles=frozenset({Role.SECRETARIAT}))
LINES = 40  # reasons that are printed one by one


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a run: counts by name, and why attendance was left out: activity and reason -> how often."""

    run_id: int
    counts: Mapping[str, int]
    left: Mapping[tuple[str, str], int]


def load_law() -> dict[str, int]:
    """The legal values that come with Klynge; what a person entered or confirmed stays. Counts: new, same."""
    return load_values()


def attendance(*, printer: Printer | None = None, run_id: int | None = None) -> Done:
    """Books hours from the attendance of the activities that ended, where a grant counts it; again changes nothing."""
    left: Counter[tuple[str, str]] = Counter()
    with runs.running("attendance", run_id=run_id, printer=printer) as run:
        for title, why in book_attendance(run, by=SCHEDULE, now=timezone.now()):
            left[title, str(why)] += 1
    return Done(run.id, run.counts, left)


def left_lines(done: Done) -> Iterator[str]:
    """One line for each reason, then how many there are beyond those."""
    for (title, why), n in list(done.left.items())[:LINES]:
        yield f"left out {n}: {title}: {why}"
    if len(done.left) > LINES:
        yield f"... and {len(done.left) - LINES} more reasons"


@task()
def attendance_queued(run_id: int) -> None:
    attendance(run_id=run_id)


def plan_all() -> None:
    """Every night. The demonstration plans nothing: its people were never anywhere."""
    if not settings.DEMO:
        plan(Plan("attendance", "", 2, None, lambda: attendance_queued.enqueue(runs.queued("attendance"))))
