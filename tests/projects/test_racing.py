"""The same cost, partner and step from two processes at once: each is done once, and the others are told."""

import os
import subprocess
import sys
from collections import Counter

from tests.ledger.test_racing import ROOT, lines, place

__all__ = ["place"]  # a fixture


def start(place, *told):
    environment = {**os.environ, **place, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    command = [sys.executable, "-m", "tests.projects.racing", *told]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def test_what_is_done_twice_at_once_is_done_once(place):  # noqa: F811  # the fixture
    lines(start(place, "prepare"))
    counts: Counter[str] = Counter()
    for process in [start(place, "race", "12") for _ in range(2)]:
        for line in lines(process):
            count, _, answer = line.partition(" ")
            counts[answer] += int(count)
    once = {f"{name}: accepted": 1 for name in ("cost", "partner", "stage")}
    assert counts == {**once, **{f"{name}: Conflict": 7 for name in ("cost", "partner", "stage")}}
    # Four partners of each project, and the one that joined.
    assert lines(start(place, "look")) == ["1 9", "[None, None, None, None, None]"]
