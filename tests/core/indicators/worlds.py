"""Small worlds at random, from a number: rows, a period and a rule as JSON gives it."""

import random
from datetime import date, timedelta
from decimal import Decimal

from klynge.core.indicators.shapes import Row

FIRST = date(2028, 2, 20)  # so that the leap day is among the days
_TESTS = (
    ["kind", "in", ["event", "course"]],
    ["kind", "not in", ["project"]],
    ["capacity", "in", ["dedicated"]],
    ["sme", "in", [True]],
    ["sme", "not in", [True]],
    ["staff", "under", 50],
    ["staff", "at least", 10],
    ["staff", "unknown"],
    ["region", "known"],
    ["region", "not in", ["DK041"]],
    ["member", "in", ["full"]],
    ["member", "in", [""]],
    ["person", "known"],
    ["amount", "at least", "0.01"],
    ["hours", "under", "1.5"],
    ["organisation", "not in", [1]],
    ["org_kind", "in", ["university", "institute"]],
)
UNIQUES = ("organisation", "group", "person", "activity", "row")


def rows(chance: random.Random) -> list[Row]:
    made = []
    for number in range(chance.randint(0, 14)):
        organisation = chance.randint(1, 4)
        made.append(
            Row(
                id=number + 1,
                of=chance.choice(["participation", "participation", "participation", "hours"]),
                day=FIRST + timedelta(days=chance.randint(0, 20)),
                activity=chance.randint(1, 4),
                kind=chance.choice(["event", "course", "project"]),
                capacity=chance.choice(["participant", "dedicated"]),
                organisation=organisation,
                group=chance.choice([10 + organisation % 2, 10 + organisation % 2, 12, 13]),
                person=chance.choice([None, 1, 2, 3]),
                sme=chance.choice([True, False, None]),
                staff=chance.choice([None, 0, 9, 10, 49, 50, 250]),
                member=chance.choice(["", "full", "associate"]),
                region=chance.choice(["", "DK041", "DK042"]),
                org_kind=chance.choice(["company", "university", ""]),
                hours=Decimal(chance.randint(0, 12)) / 4,
                amount=Decimal(chance.randint(0, 3)) / 100,
            )
        )
    chance.shuffle(made)
    return made


def rule(chance: random.Random, depth: int = 0, unique: str = "") -> dict[str, object]:
    told: dict[str, object] = {
        "of": chance.choice(["participation", "participation", "hours"]),
        "unique": unique or chance.choice(UNIQUES),
        "where": chance.sample(_TESTS, chance.randint(0, 2)),
        "measure": chance.choice(["count", "count", "hours", "amount"]),
    }
    if chance.random() < 0.4:
        told["of_each"] = chance.choice([each for each in ("activity", "organisation") if each != told["unique"]])
        told["at_least"] = chance.randint(1, 3)
    if depth < 2 and chance.random() < 0.5:
        how = chance.choice(["or", "among", "not among"])
        other = rule(chance, depth + 1, str(told["unique"]) if how == "or" else "")
        told["together"] = {"how": how, "rule": other}
    return told


def days(chance: random.Random) -> tuple[date, date]:
    start = chance.randint(0, 10)
    return FIRST + timedelta(days=start), FIRST + timedelta(days=start + chance.randint(0, 14))
