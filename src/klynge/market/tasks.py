"""The market's long work, for the command line, the pages and the schedule."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from klynge.market.actions.digest import send_digests
from klynge.market.actions.intake import take_in
from klynge.market.actions.match import match as match_now
from klynge.market.queries.intake import last_day, unread_of
from klynge.market.sources import Asked, connector, incoming
from klynge.ops import runs
from klynge.ops.progress import Printer
from klynge.ops.schedule import Plan, plan

AGAIN = timedelta(days=3)  # days that are asked for again: sources publish late and correct
FIRST = timedelta(days=30)  # how far back a source is asked that was never asked before
WHOLE = frozenset({"eu-calls"})  # sources that give all that is open each time; what they leave out is closed
LINES = 40  # Unread records that are printed one by one


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a run: its id, and counts by name."""

    run_id: int
    counts: Mapping[str, int]


def intake(
    source: str,
    paths: Sequence[Path] = (),
    since: date | None = None,
    *,
    printer: Printer | None = None,
    run_id: int | None = None,
) -> Done:
    """Takes in what the files hold, or what the source published since the day (by default since it was last asked)."""
    connector(source)
    today = timezone.localdate()
    since = since or (last_day(source) or today - FIRST) - AGAIN
    asked = Asked(source, tuple(Path(path) for path in paths), since, today)
    with runs.running("intake", asked.subject, run_id=run_id, printer=printer) as run:
        passed = int(run.earlier_mark) if asked.paths and run.earlier_mark.isdigit() else 0
        whole = source in WHOLE and not asked.paths and not run.earlier_mark
        take_in(source, connector(source).reads, incoming(asked, run.earlier_mark), run, passed=passed, whole=whole)
    return Done(run.id, run.counts)


def unread_lines(done: Done) -> Iterator[str]:
    """One line for each record that the run could not read, then how many of which kind there are in all."""
    found = unread_of(done.run_id)
    for line in found[:LINES]:
        yield f"unread {line.reason}: {line.where}: {line.detail}"
    if len(found) > LINES:
        yield f"... and {len(found) - LINES} more, see the page of what could not be read"
        for reason, n in Counter(line.reason for line in found).most_common():
            yield f"unread {reason}: {n}"


def match(*, printer: Printer | None = None, run_id: int | None = None) -> Done:
    """Says which open notices fit which members."""
    with runs.running("match", run_id=run_id, printer=printer) as run:
        match_now(run)
    return Done(run.id, run.counts)


def digest(*, printer: Printer | None = None, run_id: int | None = None) -> Done:
    """Sends the weekly mail to those who have not had it this week."""
    with runs.running("digest", run_id=run_id, printer=printer) as run:
        send_digests(run)
    return Done(run.id, run.counts)


@task()
def intake_queued(source: str, run_id: int) -> None:
    intake(source, run_id=run_id)


@task()
def match_queued(run_id: int) -> None:
    match(run_id=run_id)


@task()
def digest_queued(run_id: int) -> None:
    digest(run_id=run_id)


def queue_intake(source: str) -> object:
    return intake_queued.enqueue(source, runs.queued("intake", source))


def queue_match() -> object:
    return match_queued.enqueue(runs.queued("match"))


def queue_digest() -> object:
    return digest_queued.enqueue(runs.queued("digest"))


def plan_all() -> None:
    """Every morning the sources that the operator named, then the matching; the mail on Monday. The demonstration plans nothing:
    its mails would go to invented people."""
    if settings.DEMO:
        return
    for source in getattr(settings, "SOURCES", ()):
        plan(Plan("intake", source, 5, None, partial(queue_intake, source)))
    plan(Plan("match", "", 6, None, queue_match))
    plan(Plan("digest", "", 7, 0, queue_digest))
