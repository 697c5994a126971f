"""Runs remember how far they came."""

import socket
import subprocess
import sys

import pytest
from django.utils import timezone

from klynge.core.errors import Refused, Wrong
from klynge.ops import runs
from klynge.ops.models import Run

pytestmark = pytest.mark.django_db


def test_a_run_that_ends_well_is_done_with_its_counts(cast):
    with runs.running("intake", "x") as run:
        run.count("new", 3)
        run.progress(3, 3, "Reading")
    (seen,) = runs.runs(cast.clara)
    assert (seen.state, seen.counts, seen.share) == (Run.DONE, {"new": 3}, 1.0)


def test_a_run_that_was_cut_off_gives_its_mark_to_the_next():
    def cut_off():
        with runs.running("intake", "x") as run:
            run.mark("page 4")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        cut_off()
    with runs.running("intake", "x") as again:
        assert again.earlier_mark == "page 4"
    with runs.running("intake", "x") as fresh:
        assert fresh.earlier_mark == ""


def test_the_same_work_does_not_run_twice_at_once():
    with runs.running("match"), pytest.raises(Wrong), runs.running("match"):
        pass


def test_a_run_stops_when_asked_and_only_by_the_secretariat(cast):
    with runs.running("match") as run:
        with pytest.raises(Refused):
            runs.ask_to_stop(by=cast.anna, run_id=run.id)
        runs.ask_to_stop(by=cast.clara, run_id=run.id)
        run.progress(1, 2)
    assert runs.one_run(cast.clara, run.id).state == Run.STOPPED


def test_a_run_whose_worker_died_is_reaped(cast):
    run_id = runs.queued("match")
    Run.objects.system_rows("test").update(state=Run.RUNNING, seen_at=timezone.now() - 2 * runs.SILENT)
    assert runs.reap() == 1
    assert runs.one_run(cast.clara, run_id).state == Run.FAILED


def test_a_run_of_a_killed_process_is_taken_over_at_once():
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    run_id = runs.queued("match")
    worker = f"{socket.gethostname()}:{dead.pid}"
    Run.objects.system_rows("test").update(state=Run.RUNNING, seen_at=timezone.now(), worker=worker, mark="row 7")
    with runs.running("match") as run:
        assert (run.id != run_id, run.earlier_mark) == (True, "row 7")


def test_members_see_no_run(cast):
    runs.queued("match")
    assert runs.runs(cast.anna) == []
