"""At the same moment, from two processes: fifty promises are never above the ceiling, and no room is lost; nothing is recorded behind a
lock; a moment of a person is recorded once."""

import os
import subprocess
import sys
import uuid
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def place(tmp_path):
    """A home, and a database of its own on the engine that is tested."""
    address = os.environ.get("KLYNGE_DATABASE", "")
    if not address:
        yield {"KLYNGE_HOME": str(tmp_path), "KLYNGE_DATABASE": ""}
        return
    import psycopg

    base, _, _ = address.rpartition("/")
    name = f"racing_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
    yield {"KLYNGE_HOME": str(tmp_path), "KLYNGE_DATABASE": f"{base}/{name}"}
    with psycopg.connect(f"{base}/postgres", autocommit=True) as server:
        server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def start(place, *told, of="racing"):
    environment = {**os.environ, **place, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    command = [sys.executable, "-m", f"tests.ledger.{of}", *told]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def lines(process):
    said = process.communicate(timeout=120)[0].splitlines()
    assert process.returncode == 0
    return said


def together(place, *told, of="racing"):
    """What two processes answer, added up."""
    return added(*[start(place, *told, of=of) for _ in range(2)])


def added(*processes):
    counts: dict[str, int] = {}
    for process in processes:
        for line in lines(process):
            count, _, answer = line.partition(" ")
            counts[answer] = counts.get(answer, 0) + int(count)
    return counts


def test_fifty_promises_at_once_never_pass_the_ceiling(place):
    """5,000 euro of 300,000 are taken: 29 of 10,000 fit."""
    lines(start(place, "prepare"))
    assert together(place, "promise", "25") == {"accepted": 29, "%(euro)s is more than may be p": 21}


def test_nothing_is_recorded_behind_a_lock_and_a_moment_is_recorded_once(place):
    lines(start(place, "prepare", of="racing_hours"))
    said = together(place, "rush", "10", of="racing_hours")
    assert said == {"accepted": said["accepted"], "%(month)s is locked for %(gran": 20 - said["accepted"]}
    assert together(place, "moment", "6", of="racing_hours") == {"accepted": 1, "%(name)s has hours on %(day)s ": 11}
    rows = said["accepted"]  # without the lock, with the one of the moment
    assert added(start(place, "report", of="racing_hours")) == {
        "late": 0,
        "rows": rows,
        "locks": 1,
        "broken": 0,
        "sheets": 1 + (rows > 1),
    }
