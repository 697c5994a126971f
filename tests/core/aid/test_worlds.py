"""The room for aid in worlds that nobody thought of, against a slow rule that tries each day and shares no code."""

import os
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from klynge.core.aid.deminimis import Allowed, check, headroom
from klynge.core.aid.group import Tie
from klynge.core.aid.window import Award, back_on, since
from tests.core.aid.values import law
from tests.oracle import aid as slow

WORLDS = int(os.environ.get("KLYNGE_WORLDS", "200"))
DAY = timedelta(days=1)
CEILINGS = [(20_000_000, date(2014, 1, 1), date(2023, 12, 31)), (30_000_000, date(2024, 1, 1), date(2030, 12, 31))]
EDGES = (date(2020, 2, 29), date(2021, 3, 1), date(2023, 12, 31), date(2024, 1, 1), date(2024, 2, 29), date(2027, 2, 28))


def day(throw: Random) -> date:
    """Often near an edge: the leap day, the change of the ceiling, three years before or after one."""
    if throw.random() < 0.6:
        edge = throw.choice(EDGES)
        year = edge.year + throw.choice((-3, 0, 0, 3))
        near = date(year, edge.month, 28 if edge.day == 29 and year % 4 else edge.day)
        return near + throw.randint(-2, 2) * DAY
    return date(2018, 1, 1) + throw.randrange(4300) * DAY


def world(seed: int) -> tuple[list[tuple], list[tuple]]:
    """Up to six firms whose ties come and go, and aid of which some is already above the ceiling when firms merge."""
    throw = Random(seed)
    ties = []
    for _ in range(throw.randrange(7)):
        first = day(throw)
        last = first + throw.randrange(1500) * DAY if throw.random() < 0.6 else None
        share, control = Decimal(throw.choice(("25", "50", "50.01", "100"))), throw.random() < 0.2
        ties.append((throw.randint(1, 6), throw.randint(1, 6), share, control, first, last))
    cents = (1, 9_999_999, 10_000_000, 10_000_001, 15_000_000, 5_000_050)
    awards = [(throw.randint(1, 6), day(throw), throw.choice(cents)) for _ in range(throw.randrange(12))]
    return ties, awards


def test_the_room_is_what_the_slow_rule_finds_in_any_world():
    tight = later = refused = 0
    for seed in range(WORLDS):
        throw = Random(-seed - 1)
        ties, awards = world(seed)
        fast_ties = [Tie(*tie) for tie in ties]
        fast = [Award(n, who, on, Decimal(cents) / 100, "") for n, (who, on, cents) in enumerate(awards)]
        on, firm = min(day(throw), date(2030, 12, 31)), throw.randint(1, 6)
        found = headroom(firm, on, fast, fast_ties, law())
        assert found.group == slow.group(firm, on, ties), seed
        assert found.used * 100 == slow.used(firm, on, awards, ties), seed
        room = slow.room(firm, on, awards, ties, CEILINGS)
        assert found.room * 100 == room, seed
        counted = {n for n, (who, awarded, _) in enumerate(awards) if who in found.group and slow.counts(awarded, on)}
        assert {award.id for award in found.counted} == counted, seed
        for back in found.back:
            assert back.room * 100 == slow.room(firm, back.on, awards, ties, CEILINGS), (seed, back)
        euro = throw.choice((found.room, found.room + Decimal("0.01"), Decimal(100_000), Decimal(300_000), Decimal("300000.01")))
        answer = check(firm, euro, on, fast, fast_ties, law())
        assert isinstance(answer, Allowed) == slow.fits(firm, int(euro * 100), on, awards, ties, CEILINGS), seed
        tight += room < (20_000_000 if on.year < 2024 else 30_000_000)
        later += room < (found.ceiling.amount - found.used) * 100 and found.used < found.ceiling.amount
        if not isinstance(answer, Allowed):
            refused += 1
            assert answer.short == euro - found.room
            first = slow.first_day(firm, int(euro * 100), on, awards, ties, CEILINGS)
            assert answer.back_on == first, seed
    # The worlds are worth their time only if they come near the limits.
    assert (tight > WORLDS / 10, later > WORLDS / 100, refused > WORLDS / 5) == (True, True, True)


def test_the_two_edges_of_a_window_are_one_rule():
    for years in (1, 3, 10):
        for n in range(3000):
            on = date(2019, 1, 1) + n * DAY
            leaves = back_on(on, years)
            assert since(leaves - DAY, years) <= on < since(leaves, years), (on, years)
