"""Law as data: a value has a name, a unit, the days on which it holds, a source, and whether a person has confirmed it.

`Law` finds the value of a day and never guesses one. `Reading` is one calculation's look at it: it remembers what was used, so that
a page can show each source, and the mark "not confirmed" where it belongs.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from klynge.core.errors import Wrong

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Value:
    """`unit`: "EUR", "%", "years", "staff", "inhabitants", or "date" with the amount written as 20261231. It holds from `from_on` up to
    and including `to_on`, or until further notice. `confirmed`: a person has held it against the act itself."""

    name: str
    amount: Decimal
    unit: str
    from_on: date
    to_on: date | None
    source: str
    confirmed: bool

    @property
    def day(self) -> date:
        """The amount of a value whose unit is "date"."""
        number = int(self.amount)
        return date(number // 10000, number // 100 % 100, number % 100)


def unconfirmed(values: Iterable[Value]) -> tuple[Value, ...]:
    """Those that nobody has confirmed yet; a page marks them."""
    return tuple(value for value in values if not value.confirmed)


class Law:
    """All values, by name and day. Does not change once it is made; a new rule is a new row."""

    __slots__ = ("_by_name",)

    def __init__(self, values: Iterable[Value]) -> None:
        by_name: dict[str, list[Value]] = {}
        for value in values:
            by_name.setdefault(value.name, []).append(_whole(value))
        self._by_name: dict[str, tuple[list[date], tuple[Value, ...]]] = {}
        for name, rows in by_name.items():
            rows.sort(key=lambda value: value.from_on)
            for before, after in pairwise(rows):
                if before.to_on is None or before.to_on >= after.from_on:
                    raise Wrong(
                        "Two values of “%(name)s” hold on %(day)s: %(one)s and %(other)s. End the older one on the day before.",
                        name=name,
                        day=after.from_on,
                        one=before.amount,
                        other=after.amount,
                    )
            self._by_name[name] = ([value.from_on for value in rows], tuple(rows))

    def find(self, name: str, day: date) -> Value | None:
        """The value that holds on the day, if there is one."""
        days, rows = self._by_name.get(name, ([], ()))
        place = bisect_right(days, day)
        if not place:
            return None
        value = rows[place - 1]
        return value if value.to_on is None or day <= value.to_on else None

    def at(self, name: str, day: date) -> Value:
        """The value that holds on the day. Raises Wrong when there is none."""
        value = self.find(name, day)
        if value is None:
            raise Wrong(
                "No value of “%(name)s” is known for %(day)s. Enter it in the table of legal values, with its source and the days "
                "on which it holds.",
                name=name,
                day=day,
            )
        return value

    def of(self, name: str) -> tuple[Value, ...]:
        """All values of a name, oldest first."""
        return self._by_name.get(name, ([], ()))[1]

    def changes(self, *names: str) -> frozenset[date]:
        """The days on which a value of one of the names begins, or is the first day without it."""
        values = [value for name in names for value in self.of(name)]
        ends = {value.to_on + ONE_DAY for value in values if value.to_on is not None and value.to_on < date.max}
        return frozenset({value.from_on for value in values} | ends)


def _whole(value: Value) -> Value:
    if not value.amount.is_finite():
        raise Wrong("“%(name)s” is %(amount)s. A legal value is a number.", name=value.name, amount=value.amount)
    if value.to_on is not None and value.to_on < value.from_on:
        raise Wrong(
            "“%(name)s” ends on %(end)s, before it begins on %(begin)s. Correct one of the days.",
            name=value.name,
            end=value.to_on,
            begin=value.from_on,
        )
    return value


class Reading:
    """What one calculation reads in the law. `values`: all that it used, each once, in the order in which they were first used."""

    __slots__ = ("_law", "_used")

    def __init__(self, law: Law) -> None:
        self._law = law
        self._used: dict[tuple[str, date], Value] = {}

    def at(self, name: str, day: date) -> Value:
        """As `Law.at`."""
        value = self._law.at(name, day)
        return self._used.setdefault((name, value.from_on), value)

    @property
    def values(self) -> tuple[Value, ...]:
        return tuple(self._used.values())
