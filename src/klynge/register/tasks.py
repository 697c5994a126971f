"""The register's work without a page: what the command line and the worker call."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext_noop
from django_tasks import task

from klynge.access.stopped import hash_of, note_stopped
from klynge.access.viewer import Role, Viewer
from klynge.connectors.papers.look import looked_through
from klynge.core.errors import Conflict, Unavailable, Wrong
from klynge.core.marking.look import Outcome
from klynge.ops import runs
from klynge.ops.progress import Printer
from klynge.ops.schedule import Plan, plan
from klynge.register import reference_tables
from klynge.register.actions.apply import clear
from klynge.register.actions.confirm import ask_confirmation, due
from klynge.register.actions.imports import import_members, take_in
from klynge.register.imports.reading import Problem
from klynge.register.imports.table import MOST_BYTES
from klynge.register.queries.imports import one_import

# Whoever can run commands on the server holds the database anyway; the journal says that it was done there.
_SECONDS = 60  # of looking through a list of 100,000 members
COMMAND_LINE = Viewer(name="command line", roles=frozenset({Role.SECRETARIAT}))

SCHEDULE = Viewer(name="the schedule", roles=frozenset({Role.SECRETARIAT}))
ASKING = gettext_noop("Asking members whether their entries are still right")
COUNTS = (gettext_noop("removed"), gettext_noop("asked"), gettext_noop("unreachable"), gettext_noop("failed"))


@dataclass(frozen=True, slots=True)
class Imported:
    """`problems` stop the list and `notes` do not; `counts` of rows by what they are or were: new, changed, same, wrong."""

    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    counts: Mapping[str, int]
    taken: bool


def import_file(path: Path, *, by: Viewer = COMMAND_LINE, take: bool = True, printer: Printer | None = None) -> Imported:
    """Reads a list of members and, unless there are problems or `take` is false, takes it in. Raises Wrong when the file cannot be
    read at all."""
    if path.stat().st_size > MOST_BYTES:
        raise Wrong(
            "The file has %(size)d MB; at most %(most)d MB are read. Split it, or leave out columns.",
            where="file",
            size=path.stat().st_size // 1_000_000,
            most=MOST_BYTES // 1_000_000,
        )
    today, content = timezone.localdate(), path.read_bytes()
    _look_through(by, path.name, content)
    made = import_members(by=by, name=path.name, content=content, today=today)
    card = one_import(by, made.pk)
    if take and not card.errors:
        made = take_in(by=by, import_id=made.pk, today=today, printer=printer)
    return Imported(card.errors, card.notes, dict(made.counts), made.taken_at is not None)


def _look_through(by: Viewer, name: str, content: bytes) -> None:
    """As the pages do with what is sent to them. Raises Wrong for a list that bears or names a protective mark."""
    finding = looked_through(name, content, seconds=_SECONDS)
    if finding is None:
        return
    note_stopped(by=by, finding=finding, where="members import", sha256=hash_of(content))
    if finding.outcome is Outcome.REFUSE:
        raise Wrong(
            "The file bears a protective mark (rule %(rule)s). Nothing of it was kept. Ask your security officer what to do.",
            where="file",
            rule=finding.rule,
        )
    raise Wrong(
        "The file names a protective mark, or could not be looked through for one (rule %(rule)s). Nothing of it was kept.",
        where="file",
        rule=finding.rule,
    )


def load_codes(file: Path | None = None) -> dict[str, int]:
    """The code tables that come with Klynge, or a full official CPV table from a file. Counts of codes: new, changed, same."""
    return reference_tables.load_cpv(file) if file else reference_tables.load_reference()


def ask_members(*, printer: Printer | None = None, run_id: int | None = None) -> dict[str, int]:
    """Asks those members whose entry nobody has looked at for a year. Each question is a row of its own: a run that was cut off
    asks nobody twice. Counts: asked, unreachable (nobody with an address), failed (the mail did not leave)."""
    with runs.running("ask", run_id=run_id, printer=printer) as run:
        waiting = due(SCHEDULE, timezone.localdate())
        for n, organisation in enumerate(waiting):
            run.progress(n, len(waiting), ASKING)
            run.count(_asked(organisation))
        run.progress(len(waiting), len(waiting), ASKING)
    return run.counts


def _asked(organisation: int) -> str:
    try:
        ask_confirmation(by=SCHEDULE, organisation_id=organisation)
    except Conflict:
        return "unchanged"
    except Wrong:
        return "unreachable"
    except Unavailable:
        return "failed"
    return "asked"


@task()
def ask_queued(run_id: int) -> None:
    ask_members(run_id=run_id)


def clear_applications(*, printer: Printer | None = None, run_id: int | None = None) -> dict[str, int]:
    """Takes out applications that nobody confirmed in a week, and those that were declined half a year ago. Counts: removed."""
    with runs.running("clear", run_id=run_id, printer=printer) as run:
        run.count("removed", clear(by=SCHEDULE, now=timezone.now()))
    return run.counts


@task()
def clear_queued(run_id: int) -> None:
    clear_applications(run_id=run_id)


def plan_all() -> None:
    """Questions on Tuesday morning, the rest every night."""
    plan(Plan("ask", "", 8, 1, lambda: ask_queued.enqueue(runs.queued("ask"))))
    plan(Plan("clear", "", 3, None, lambda: clear_queued.enqueue(runs.queued("clear"))))
