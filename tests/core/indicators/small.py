"""A small ledger: rows in few words."""

from datetime import date
from itertools import count as numbers

from klynge.core.indicators import rule as rules
from klynge.core.indicators.count import count
from klynge.core.indicators.shapes import Counted, Period, Row

YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
ANNA, BEN, FJORD, UNI, SMITH = 1, 2, 3, 4, 5  # firms of Anna and Ben, one more, a university, a foreign smith


class Ledger(list[Row]):
    """`row("06-15", ANNA, 7)` is Anna's part in activity 7 on 15 June 2026. Ids count up from 1; a firm alone is its own group."""

    def __init__(self) -> None:
        super().__init__()
        self._ids = numbers(1)

    def row(self, day: str, organisation: int, activity: int, **facts) -> Row:
        facts.setdefault("group", organisation)
        when = day if len(day) == 10 else f"2026-{day}"
        made = Row(id=next(self._ids), day=date.fromisoformat(when), organisation=organisation, activity=activity, **facts)
        self.append(made)
        return made


def counts(told: object, rows: list[Row], period: Period = YEAR) -> Counted:
    return count(rules.read(told), rows, period)


def keys(counted: Counted) -> dict[int, tuple[int, ...]]:
    return {key.key: key.rows for key in counted.keys}
