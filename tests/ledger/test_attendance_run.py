"""Attendance is booked by night: what ended, on grants that count it, each once; what cannot be booked says why; killed, it goes on."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import override_settings
from django.utils import timezone

from klynge.ledger import tasks
from klynge.ledger.actions.locks import lock_month
from klynge.ledger.actions.take_part import take_part
from klynge.ledger.models import Activity
from klynge.ledger.queries.taking import Taken
from klynge.ops import schedule
from klynge.ops.models import Run
from klynge.site import cli
from tests.ledger.things import DAY, WHY, activity, anna, annas, ben, copenhagen, finance, grant, hours, rate, spent

ROOT = Path(__file__).resolve().parents[2]
TIMES = {"from_at": copenhagen(DAY, "09:00"), "to_at": copenhagen(DAY, "12:00")}


@pytest.fixture
def paid(cast):
    rate(cast)
    return grant(cast, attendance_counts=True)[1]


def took(cast, one, *taken):
    take_part(by=cast.clara, activity_id=one.pk, taken=taken)


@pytest.mark.django_db
def test_every_activity_that_ended_is_booked_once(cast, paid):
    for title in ("First", "Second"):
        took(cast, activity(cast, paid, title=title), anna(cast, **TIMES) if title == "First" else ben(cast, **TIMES))
    took(cast, activity(cast, grant(cast, name="No attendance")[1]), anna(cast, **TIMES))
    done = tasks.attendance()
    assert (dict(done.counts), dict(done.left)) == ({"activities": 2, "booked": 2, "corrected": 0, "withdrawn": 0}, {})
    assert sorted(row.person_id for row in hours()) == sorted([cast.anna.person_id, cast.ben.person_id])
    again = tasks.attendance()
    assert (again.counts["booked"], again.counts["corrected"], again.counts["withdrawn"], hours().count()) == (0, 0, 0, 2)


@pytest.mark.django_db
def test_what_has_not_ended_was_cancelled_or_lies_in_a_closed_month_waits(cast, paid):
    running, gone, closed = (activity(cast, paid, title=title) for title in ("Running", "Gone", "Closed"))
    for one in (running, gone, closed):
        took(cast, one, anna(cast, **TIMES))
    Activity.objects.system_rows(WHY).filter(pk=running.pk).update(to_at=timezone.now() + timedelta(days=400))
    Activity.objects.system_rows(WHY).filter(pk=gone.pk).update(cancelled_at=timezone.now())
    lock_month(by=finance(cast), grant_id=paid.grant_id, month=DAY.replace(day=1))
    assert (dict(tasks.attendance().counts), hours().count()) == ({}, 0)


@pytest.mark.django_db
def test_what_is_left_out_says_why_and_keeps_nothing_else_back(cast, paid, capsys):
    annas(cast, spent(paid, hours=2, activity_id=activity(cast, paid, title="By hand").pk))
    one = Activity.objects.system_rows(WHY).get(title="By hand")
    took(cast, one, anna(cast, **TIMES), ben(cast, **TIMES))
    other = grant(cast, name="Without a rate", rules="deb", attendance_counts=True)[1]
    later = {"from_at": copenhagen(DAY, "13:00"), "to_at": copenhagen(DAY, "14:00")}
    took(cast, activity(cast, other, title="No rate"), Taken(cast.kite.pk, cast.ben.person_id, **later))
    done = tasks.attendance()
    assert dict(done.counts) == {
        "activities": 2,
        "booked": 1,
        "corrected": 0,
        "withdrawn": 0,
        "recorded by hand": 1,
        "no rate": 1,
    }
    assert {title for title, _why in done.left} == {"By hand", "No rate"}
    assert cli.main(["attendance", "--json"]) == 3
    told = json.loads(capsys.readouterr().out)
    assert (told["booked"], len(told["facts"]), "has recorded hours for this activity by hand already" in told["facts"][0]) == (
        0,
        2,
        True,
    )


@pytest.mark.django_db
def test_the_schedule_queues_it_once_a_night_and_not_in_the_demonstration(monkeypatch):
    for demonstration, planned in ((True, []), (False, ["attendance"])):
        monkeypatch.setattr(schedule, "_plans", [])
        with override_settings(DEMO=demonstration):
            tasks.plan_all()
        assert [one.kind for one in schedule.plans()] == planned
    assert [schedule.queue_what_is_due(), schedule.queue_what_is_due()] == [1, 0]
    assert [(run.kind, run.state) for run in Run.objects.system_rows(WHY)] == [("attendance", "queued")]


def work(home: Path, *steps: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "KLYNGE_HOME": str(home), "KLYNGE_DATABASE": "", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    command = [sys.executable, "-m", "tests.ledger.killed", *steps]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def lines(home: Path, *steps: str) -> list[str]:
    with work(home, *steps) as process:
        told = process.stdout.read().splitlines()
        assert process.wait(120) == 0, steps
    return told


def killed(home: Path, times: int) -> int:
    """Kills the booking a moment after it has told its progress so many times; how many activities it had before it."""
    with work(home, "book") as process:
        first = line = process.stdout.readline()
        while line and (times := times - 1) > 0:
            line = process.stdout.readline()
        time.sleep(random.random() * 0.02)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    return int(first.split()[1])


def test_a_run_that_was_killed_goes_on_and_all_rows_end_as_if_nothing_had_happened(tmp_path):
    clean, home = tmp_path / "clean", tmp_path / "home"
    clean.mkdir()
    lines(clean, "prepare")
    shutil.copytree(clean, home)
    whole = lines(clean, "book", "rows")[-1]
    assert whole.split()[0] == "48"
    before, later = killed(home, 5), killed(home, 6)
    assert (before, 0 < later < before) == (24, True)  # the second went on from the mark of the first
    told = lines(home, "book", "rows")
    assert int(told[0].split()[1]) < later
    assert told[-1] == whole
    assert lines(home, "book", "rows")[-1] == whole  # once more changes nothing
