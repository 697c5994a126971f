"""The bench of the ledger on a small one: what it counts, not how long it takes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SMALL = ("--activities", "30", "--participations", "401", "--organisations", "40", "--groups", "4", "--times", "5", "--json")


@pytest.fixture(scope="module")
def told():
    """On the engine that is tested: the bench makes a database of its own on the server that KLYNGE_DATABASE names."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT), os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, "-m", "bench.ledger", *SMALL]
    return json.loads(subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=True, text=True).stdout)


def test_the_ledger_is_as_large_as_asked_and_its_chains_are_whole(told):
    chains = {row["method"]: (row["rows"], row["broken"]) for row in told["rows"] if row["method"].startswith("chain of ")}
    assert chains == {
        "chain of participation": (401, 0),
        "chain of hours": (100, 0),
        "chain of aid": (20, 0),
        "chain of cost": (10, 0),
        "chain of result": (20, 0),
    }
    assert told["candidates"] == 401
    assert next(row["rows"] for row in told["rows"] if row["method"] == "build") == 551


def test_fifty_promises_at_once_take_all_the_room_and_no_more(told):
    [race] = [row for row in told["rows"] if row["method"] == "50 promises at once"]
    assert (race["above"], race["lost"]) == (0, 0)
    assert race["accepted"] * 10_000 <= race["room"]


def test_every_indicator_is_measured_for_a_half_year_and_a_whole_grant(told):
    rows = [row["method"] for row in told["rows"] if "seconds" in row and not row["method"].startswith("pack of")]
    spans = {span: {name.removesuffix(span) for name in rows if name.endswith(span)} for span in (", half-year", ", whole grant")}
    assert spans[", half-year"] == spans[", whole grant"]
    assert {"ufs-companies", "deb-supported", "all of ufs", "all of deb", "slowest indicator"} <= spans[", half-year"]
