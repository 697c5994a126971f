"""Fifty promises at the same moment, from two processes: never above the ceiling, and no room is lost."""

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


def start(place, *told):
    environment = {**os.environ, **place, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    command = [sys.executable, "-m", "tests.ledger.racing", *told]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def lines(process):
    said = process.communicate(timeout=120)[0].splitlines()
    assert process.returncode == 0
    return said


def test_fifty_promises_at_once_never_pass_the_ceiling(place):
    """5,000 euro of 300,000 are taken: 29 of 10,000 fit."""
    lines(start(place, "prepare"))
    both = [start(place, "promise", "25") for _ in range(2)]
    counts: dict[str, int] = {}
    for process in both:
        for line in lines(process):
            count, _, answer = line.partition(" ")
            counts[answer] = counts.get(answer, 0) + int(count)
    assert counts == {"accepted": 29, "%(euro)s is more than may be p": 21}
