"""The quick count and the slow one agree over worlds that nobody thought of. KLYNGE_WORLDS says how many."""

import os
import random

from klynge.core.indicators import rule as rules
from klynge.core.indicators.count import count
from klynge.core.indicators.definition import Definition
from klynge.core.indicators.evidence import Evidence, freeze, gathered, recounted, thaw
from klynge.core.indicators.shapes import Period
from klynge.core.indicators.split import split
from tests.core.indicators.worlds import FIRST, days, rows, rule
from tests.oracle import indicators as slow

WORLDS = int(os.environ.get("KLYNGE_WORLDS", "1500"))


def test_the_count_agrees_with_the_slow_one_in_value_keys_rows_and_what_is_not_known():
    counts = {"some": 0, "unknown": 0, "two keys": 0}
    for world in range(WORLDS):
        chance = random.Random(world)
        given, told, period = rows(chance), rule(chance), days(chance)
        quick = count(rules.read(told), given, Period(*period))
        value, kept, perhaps = slow.counted(told, [row._asdict() for row in given], period)
        assert (world, quick.value, {key.key: list(key.rows) for key in quick.keys}) == (world, value, kept)
        assert (world, list(quick.left_out), quick.unknown) == (world, perhaps, len(perhaps))
        assert [key.key for key in quick.keys] == sorted(kept)
        counts["some"] += bool(kept)
        counts["unknown"] += bool(perhaps)
        counts["two keys"] += len(kept) > 1
    assert min(counts.values()) > WORLDS / 20  # the worlds are not empty


def test_every_split_agrees_with_the_slow_one_and_adds_up():
    for world in range(WORLDS):
        chance = random.Random(world)
        given, told, period = rows(chance), rule(chance), days(chance)
        quick = count(rules.read(told), given, Period(*period))
        by = chance.choice(["region", "member", "org_kind", "kind", "capacity"])
        parts = split(quick, given, by)
        assert (world, sum(part.value for part in parts)) == (world, quick.value)
        assert sorted(key for part in parts for key in part.keys) == list(quick.keys)
        _, kept, _ = slow.counted(told, [row._asdict() for row in given], period)
        shares = slow.parts(kept, [row._asdict() for row in given], by)
        assert (world, {part.name: {key.key for key in part.keys} for part in parts}) == (world, shares)


def test_the_evidence_alone_gives_the_same_bytes():
    for world in range(WORLDS):
        chance = random.Random(world)
        given, period = rows(chance), Period(*days(chance))
        asked = [
            Definition(f"i{number}", 1, (("en", "n"),), rules.read(rule(chance)), "firms", "a test", True, FIRST)
            for number in range(2)
        ]
        frozen = freeze(gathered(asked, given, period))
        assert (world, freeze(thaw(frozen))) == (world, frozen)
        assert (world, freeze(recounted(thaw(frozen)))) == (world, frozen)
        assert isinstance(thaw(frozen), Evidence)
