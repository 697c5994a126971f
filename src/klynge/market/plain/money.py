"""Amounts in euro, for comparing only; pages show what was published.

The rates are a dated table (`rates.csv`: currency, units for one euro, the day from which it is taken, source). An amount is
turned with the newest rate that held on its day, or the oldest there is.
"""

import csv
from bisect import bisect_right
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from klynge.core.money import Money

_CENT = Decimal("0.01")
MOST = Decimal("1e15")  # more than any contract; such amounts are slips of the pen and are compared with nothing


@cache
def _rates() -> dict[str, tuple[list[date], list[Decimal]]]:
    table: dict[str, tuple[list[date], list[Decimal]]] = {}
    with (Path(__file__).parent / "rates.csv").open(newline="", encoding="utf-8") as file:
        for row in sorted(csv.DictReader(file), key=lambda row: row["from"]):
            days, rates = table.setdefault(row["currency"], ([], []))
            days.append(date.fromisoformat(row["from"]))
            rates.append(Decimal(row["rate"]))
    return table


def in_euro(money: Money | None, on: date | None = None) -> Decimal | None:
    """The amount in euro, to the cent; None when nothing, an absurd amount or an unknown currency was given."""
    if money is None or not money.amount.is_finite() or not 0 < money.amount < MOST:
        return None
    if money.currency == "EUR":
        return money.amount.quantize(_CENT)
    if money.currency not in _rates():
        return None
    days, rates = _rates()[money.currency]
    return (money.amount / rates[max(0, bisect_right(days, on or days[-1]) - 1)]).quantize(_CENT)


def kept(money: Money | None) -> Decimal | None:
    """The amount as a column can hold it, else None (the notice's content keeps what was written)."""
    if money is None or not money.amount.is_finite() or not abs(money.amount) < MOST:
        return None
    return money.amount.quantize(_CENT)
