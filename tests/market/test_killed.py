"""kill -9 in the middle of intake and of matching: what was done stays, the rest is done by the next run, and all rows end as if
nothing had happened."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def work(home: Path, *steps: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "KLYNGE_HOME": str(home), "KLYNGE_DATABASE": "", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    command = [sys.executable, "-m", "tests.market.killed", *steps]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def done(home: Path, *steps: str) -> list[str]:
    """The lines of work that ran to its end."""
    with work(home, *steps) as process:
        lines = process.stdout.read().splitlines()
        assert process.wait(120) == 0, steps
    return lines


def killed(home: Path, *steps: str, says: str, times: int) -> str:
    """Kills the work a moment after it has said something so many times, most often within a transaction; its first line."""
    with work(home, *steps) as process:
        first = line = process.stdout.readline()
        while line and (times := times - (says in line)) > 0:
            line = process.stdout.readline()
        time.sleep(random.random() * 0.02)
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
    return first


@pytest.fixture(scope="module")
def prepared(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("prepared")
    done(home, "prepare")
    return home


@pytest.fixture(scope="module")
def clean(prepared, tmp_path_factory) -> tuple[str, Path]:
    """The hash of all rows of a run that nobody killed, and its home."""
    home = tmp_path_factory.mktemp("clean") / "home"
    shutil.copytree(prepared, home)
    return done(home, "intake", "match", "rows")[-1], home


def test_intake_and_matching_end_alike_however_often_they_are_killed(prepared, clean, tmp_path):
    home = tmp_path / "home"
    shutil.copytree(prepared, home)
    killed(home, "intake", says="Reading notices", times=2)
    killed(home, "intake", says="Reading notices", times=7)
    first = killed(home, "intake", "match", says="Writing down", times=4)
    assert int(first.split()[1]) > 0  # it went on from a mark
    assert done(home, "match", "rows")[-1] == clean[0]


def test_taking_in_and_matching_again_changes_nothing(clean):
    rows, home = clean
    lines = done(home, "intake", "match", "rows")
    assert not any("Comparing" in line for line in lines)
    assert lines[-1] == rows
