"""What is done by itself, and when: rows of a table, not branches. A worker asks once a second; the runs tell what was done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from klynge.ops.models import Run

AGAIN = timedelta(minutes=1)  # after which work that waits for a moment is tried again, when the last try left it undone


@dataclass(frozen=True, slots=True)
class Plan:
    """`queue` puts the work in the queue. Due when no run of `kind` and `subject` was queued since the last time that it was
    `weekday` (0 Monday, None any day) and `hour` o'clock, local time. With `waits` it is not the clock that is asked but that:
    whether something waits now; then hour and weekday say nothing."""

    kind: str
    subject: str
    hour: int
    weekday: int | None
    queue: Callable[[], object]
    waits: Callable[[datetime], bool] | None = None


_plans: list[Plan] = []


def plan(entry: Plan) -> None:
    """An app adds its own work when it is set up."""
    _plans.append(entry)


def plans() -> tuple[Plan, ...]:
    return tuple(_plans)


def last_time(entry: Plan, now: datetime) -> datetime:
    """The latest moment at or before `now` (aware) at which the work was to start."""
    if entry.waits is not None:
        return now - AGAIN
    local = timezone.localtime(now)
    at = local.replace(hour=entry.hour, minute=0, second=0, microsecond=0)
    while at > local or (entry.weekday is not None and at.weekday() != entry.weekday):
        at -= timedelta(days=1)
    return at


def queue_what_is_due(now: datetime | None = None) -> int:
    """Queues what is due and not yet queued; says how many. Two workers at once queue it once: the rows are looked at and
    written in one transaction, which SQLite begins immediately and PostgreSQL serialises by a lock on the newest run."""
    queued = 0
    now = now or timezone.now()
    for entry in _plans:
        if entry.waits is not None and not entry.waits(now):
            continue
        with transaction.atomic():
            since = last_time(entry, now)
            rows = Run.objects.system_rows("the schedule looks at what was done")
            newest = rows.select_for_update().filter(kind=entry.kind, subject=entry.subject).order_by("-pk").first()
            if newest is None or newest.queued_at < since:
                entry.queue()
                queued += 1
    return queued
