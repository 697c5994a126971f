"""Runs: long work that shows how far it is, can be stopped, and goes on where it was after a fault.

with running("intake", subject="ted-xml", by=viewer) as run:
    for n, batch in enumerate(batches):
        with transaction.atomic():
            store(batch)
            run.count("new", len(batch))
            run.mark(batch.mark)          # committed with the rows
        run.progress(n, total, "Reading notices")
"""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import ANYONE, Viewer
from klynge.core.errors import KlyngeError, Wrong
from klynge.ops.models import Run
from klynge.ops.progress import Printer
from klynge.ops.words import KINDS, STATES

_WHY = "a worker writes down how its own work goes"
SILENT = timedelta(minutes=5)  # a run without a sign of life for so long has lost its worker


class Stopped(KlyngeError):
    """Somebody asked the run to stop; raised out of `progress`."""


class Running:
    """A run while it runs. `earlier_mark` is where an earlier run of the same work was cut off, "" for a fresh start."""

    def __init__(self, run: Run, earlier_mark: str, printer: Printer | None = None) -> None:
        self.id: int = run.pk
        self.earlier_mark = earlier_mark
        self.counts: dict[str, int] = {}
        self._printer = printer

    def progress(self, done: int, total: int | None = None, doing: str = "") -> None:
        """Says how far the work is (an English template as `doing`). Raises Stopped when somebody asked for it. Call it between
        transactions, a few times a second at most."""
        rows = Run.objects.system_rows(_WHY).filter(pk=self.id)
        rows.update(done=done, total=total, doing=doing[:200], seen_at=timezone.now(), counts=self.counts)
        if self._printer is not None:
            self._printer.show(done, total, doing)
        if rows.filter(stop_asked=True).exists():
            raise Stopped("The work was stopped.")

    def count(self, name: str, n: int = 1) -> None:
        self.counts[name] = self.counts.get(name, 0) + n

    def mark(self, mark: str) -> None:
        """Where to go on; write it in the same transaction as the rows it stands for."""
        Run.objects.system_rows(_WHY).filter(pk=self.id).update(mark=mark, counts=self.counts, seen_at=timezone.now())


def queued(kind: str, subject: str = "", *, by: Viewer = ANYONE) -> int:
    """A run that waits for a worker; its id."""
    run = Run.objects.create(kind=kind, subject=subject[:200], asked_by_id=by.person_id, queued_at=timezone.now())
    return int(run.pk)


@contextmanager
def running(
    kind: str, subject: str = "", *, by: Viewer = ANYONE, run_id: int | None = None, printer: Printer | None = None
) -> Iterator[Running]:
    """Does work as a run: done at the end, stopped or failed (with the fault kept) when it is left by an error."""
    earlier = (
        Run.objects.system_rows(_WHY).filter(kind=kind, subject=subject[:200]).exclude(state=Run.QUEUED).order_by("-pk").first()
    )
    mark = earlier.mark if earlier is not None and earlier.state != Run.DONE else ""
    if earlier is not None and earlier.state == Run.RUNNING and _alive(earlier):
        raise Wrong(
            "“%(kind)s %(subject)s” is running already. Wait for it, or stop it on the page of runs.", kind=kind, subject=subject
        )
    Run.objects.system_rows(_WHY).filter(kind=kind, subject=subject[:200], state=Run.RUNNING).update(
        state=Run.FAILED, fault="The worker ended without a word.", ended_at=timezone.now()
    )
    now = timezone.now()
    run = Run.objects.system_rows(_WHY).get(pk=run_id if run_id is not None else queued(kind, subject, by=by))
    run.state, run.started_at, run.seen_at, run.mark, run.worker = Run.RUNNING, now, now, mark, _worker()
    run.save()
    live = Running(run, mark, printer)
    try:
        yield live
    except Stopped:
        _end(live, Run.STOPPED)
    except BaseException as fault:
        _end(live, Run.FAILED, fault=f"{type(fault).__name__}: {fault}"[:2000])
        raise
    else:
        _end(live, Run.DONE)


def _worker() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def _alive(run: Run) -> bool:
    """Whether the run's worker still lives: on this host its process tells, on another its last sign of life."""
    host, _, process = run.worker.rpartition(":")
    if host == socket.gethostname() and int(process) != os.getpid():
        try:
            os.kill(int(process), 0)
        except ProcessLookupError:
            return False
    return bool(run.seen_at) and timezone.now() - run.seen_at < SILENT


def _end(live: Running, state: str, fault: str = "") -> None:
    now = timezone.now()
    values: dict[str, Any] = {"state": state, "ended_at": now, "seen_at": now, "counts": live.counts, "fault": fault}
    Run.objects.system_rows(_WHY).filter(pk=live.id).update(**values)


def ask_to_stop(*, by: Viewer, run_id: int) -> None:
    with transaction.atomic():
        run = the(Run, by, verb="change", pk=run_id)
        Run.objects.system_rows(_WHY).filter(pk=run.pk).update(stop_asked=True)
        record(by=by, verb="stop", what=run, kind=run.kind)


def reap() -> int:
    """Marks runs whose worker died as failed, so that they can be started again where they were; says how many."""
    rows = Run.objects.system_rows(_WHY).filter(state=Run.RUNNING, seen_at__lt=timezone.now() - SILENT)
    return rows.update(state=Run.FAILED, fault="The worker ended without a word.", ended_at=timezone.now())


@dataclass(frozen=True, slots=True)
class RunCard:
    """A run as a page shows it. `share` is 0..1, None while the total is unknown."""

    id: int
    kind: str
    subject: str
    state: str
    doing: str
    done: int
    total: int | None
    counts: dict[str, int]
    fault: str
    queued_at: Any
    ended_at: Any

    @property
    def share(self) -> float | None:
        return min(1.0, self.done / self.total) if self.total else None

    @property
    def title(self) -> str:
        return str(KINDS.get(self.kind, self.kind))

    @property
    def about(self) -> str:
        """Of what, in short: a source, and its file's name or how many files."""
        source, _dot, files = self.subject.partition(" · ")
        name, _space, mark = files.rpartition(" (")
        n = int(mark.partition(",")[0]) if mark.partition(",")[0].isdigit() else 0
        if n > 1:
            name = ngettext("%(n)s file", "%(n)s files", n) % {"n": n}
        return " · ".join(filter(None, (source, name)))[:80]

    @property
    def state_name(self) -> str:
        return str(STATES[self.state])

    @property
    def live(self) -> bool:
        return self.state in (Run.QUEUED, Run.RUNNING)


def card(run: Run) -> RunCard:
    return RunCard(
        run.pk,
        run.kind,
        run.subject,
        run.state,
        run.doing,
        run.done,
        run.total,
        run.counts,
        run.fault,
        run.queued_at,
        run.ended_at,
    )


def runs(viewer: Viewer, *, limit: int = 50) -> list[RunCard]:
    return [card(run) for run in Run.objects.visible_to(viewer)[:limit]]


def broken(viewer: Viewer) -> list[RunCard]:
    """Work that stands still: of each kind and subject the newest run, where that one failed. Looks at the newest 200 runs."""
    return [card(run) for run in Run.objects.visible_to(viewer).filter(pk__in=_broken(viewer))]


def how_many_broken(viewer: Viewer) -> int:
    """How many runs `broken` gives."""
    return len(_broken(viewer))


def _broken(viewer: Viewer) -> list[int]:
    newest: dict[tuple[str, str], tuple[int, str]] = {}
    ended = Run.objects.visible_to(viewer).exclude(state__in=(Run.QUEUED, Run.RUNNING))
    for pk, kind, subject, state in ended.values_list("pk", "kind", "subject", "state")[:200]:
        newest.setdefault((kind, subject), (pk, state))
    return [pk for pk, state in newest.values() if state == Run.FAILED]


def one_run(viewer: Viewer, run_id: int) -> RunCard:
    return card(the(Run, viewer, pk=run_id))
