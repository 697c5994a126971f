"""Money, and what it is in euro on a day.

Amounts are exact decimals with an ISO 4217 currency. Turning one into euro is one exact division and one rounding, half up to the
cent, at the very end. Nothing is guessed: a currency without a rate for the day is an error, not a zero.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from klynge.core.errors import Wrong

OLDEST = timedelta(days=40)  # central banks publish monthly averages some days into the next month


@dataclass(frozen=True, slots=True)
class Money:
    amount: Decimal
    currency: str

    def __str__(self) -> str:
        return f"{self.currency} {self.amount}"

    def plus(self, other: "Money") -> "Money":
        """The sum. Raises Wrong when the currencies differ: turn both into euro first."""
        if other.currency != self.currency:
            raise Wrong(
                "%(one)s and %(other)s cannot be added, as they are in different currencies. Turn both into euro first.",
                one=self,
                other=other,
            )
        return Money(self.amount + other.amount, self.currency)


def total(amounts: Iterable[Money], currency: str = "EUR") -> Money:
    """The sum of amounts of this one currency; of none it is 0. Raises Wrong at an amount of another currency."""
    found = Money(Decimal(0), currency)
    for one in amounts:
        found = found.plus(one)
    return found


@dataclass(frozen=True, slots=True)
class Rate:
    """`per_euro` units of the currency for one euro, as `source` published it for the day `on`."""

    currency: str
    on: date
    per_euro: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Euro:
    """An amount in euro, to the cent, and the rate that made it."""

    amount: Decimal
    rate: Rate


class Rates:
    """The rates that are known. Does not change once it is made."""

    __slots__ = ("_by_currency",)

    def __init__(self, rows: Iterable[Rate]) -> None:
        by_day: dict[str, dict[date, Rate]] = {}
        for row in rows:
            if not row.per_euro.is_finite() or row.per_euro <= 0:
                raise Wrong(
                    "The rate of %(currency)s on %(day)s is %(rate)s. A rate is a number above zero; correct it in the table of "
                    "exchange rates.",
                    currency=row.currency,
                    day=row.on,
                    rate=row.per_euro,
                )
            known = by_day.setdefault(row.currency, {}).setdefault(row.on, row)
            if known.per_euro != row.per_euro:
                raise Wrong(
                    "There are two rates of %(currency)s on %(day)s: %(one)s and %(other)s. Keep one of them.",
                    currency=row.currency,
                    day=row.on,
                    one=known.per_euro,
                    other=row.per_euro,
                )
        self._by_currency = {
            currency: (sorted(rates), [rates[day] for day in sorted(rates)]) for currency, rates in by_day.items()
        }

    def at(self, currency: str, on: date) -> Rate:
        """The last rate on or before the day. Raises Wrong when there is none, or when it is older than 40 days."""
        if currency == "EUR":
            return Rate("EUR", on, Decimal(1), "")
        days, rates = self._by_currency.get(currency, ([], []))
        place = bisect_right(days, on)
        if not place:
            raise Wrong(
                "No exchange rate of %(currency)s is known by %(day)s. Enter one for that day in the table of exchange rates.",
                currency=currency,
                day=on,
            )
        if on - days[place - 1] > OLDEST:
            raise Wrong(
                "The last exchange rate of %(currency)s before %(day)s is of %(last)s, which is too old. Enter a newer one in the "
                "table of exchange rates.",
                currency=currency,
                day=on,
                last=days[place - 1],
            )
        return rates[place - 1]

    def euro(self, money: Money, on: date) -> Euro:
        """The amount in euro by the rate of the day. Raises Wrong when no usable rate is known."""
        if not money.amount.is_finite():
            raise Wrong("%(amount)s is not an amount. Write a number.", amount=money)
        rate = self.at(money.currency, on)
        return Euro(_to_the_cent(Fraction(money.amount) / Fraction(rate.per_euro)), rate)


def _to_the_cent(exact: Fraction) -> Decimal:
    """Half up, away from zero, as an invoice is rounded."""
    doubled = 200 * abs(exact.numerator) + exact.denominator
    cents = doubled // (2 * exact.denominator)
    return Decimal(cents if exact >= 0 else -cents).scaleb(-2)
