"""The window over which small aid is added up: three years that roll by the day.

Aid counts from the day on which the right to it arises. An award of 2 January 2024 counts up to and including 1 January 2027, as the
Danish Business Authority's example has it; one of 29 February 2024 up to and including 28 February 2027.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from klynge.core.errors import Wrong
from klynge.core.law import ONE_DAY


def back_on(on: date, years: int) -> date:
    """The first day on which aid of the day `on` no longer counts."""
    try:
        return on.replace(year=on.year + years)
    except ValueError:  # 29 February, in a year that has none
        return date(on.year + years, 3, 1)


def since(day: date, years: int) -> date:
    """The first day whose aid still counts on `day`: the window is from it up to and including `day`."""
    try:
        return day.replace(year=day.year - years) + ONE_DAY
    except ValueError:
        return date(day.year - years, 3, 1)


@dataclass(frozen=True, slots=True)
class Award:
    """Aid to the legal unit that benefits. `on` is the day on which the right to it arises; `euro` the actual amount once it is
    known, else the expected one."""

    id: int | str
    organisation: int
    on: date
    euro: Decimal
    what: str

    def __post_init__(self) -> None:
        if not self.euro.is_finite() or self.euro < 0:
            raise Wrong(
                "The aid “%(what)s” of %(day)s is EUR %(euro)s. Aid is zero or more; enter the corrected amount itself.",
                what=self.what,
                day=self.on,
                euro=self.euro,
            )


class Account:
    """The awards of some firms taken together, in the order of their days."""

    __slots__ = ("_sums", "awards", "days")

    def __init__(self, awards: Iterable[Award]) -> None:
        self.awards = tuple(sorted(awards, key=lambda award: (award.on, str(award.id))))
        self.days = [award.on for award in self.awards]
        self._sums = [Decimal(0)]
        for award in self.awards:
            self._sums.append(self._sums[-1] + award.euro)

    def between(self, first: date, last: date) -> tuple[Award, ...]:
        """The awards of the days from `first` up to and including `last`."""
        return self.awards[bisect_left(self.days, first) : bisect_right(self.days, last)]

    def sum(self, first: date, last: date) -> Decimal:
        return self._sums[bisect_right(self.days, last)] - self._sums[bisect_left(self.days, first)]


class Awards:
    """All awards, found by firm. Built once, asked for many firms and days."""

    __slots__ = ("_accounts", "_by_firm")

    def __init__(self, awards: Iterable[Award]) -> None:
        self._by_firm: dict[int, list[Award]] = {}
        for award in awards:
            self._by_firm.setdefault(award.organisation, []).append(award)
        self._accounts: dict[frozenset[int], Account] = {}

    def of(self, group: frozenset[int]) -> Account:
        """The awards of all firms of a group."""
        account = self._accounts.get(group)
        if account is None:
            account = Account(award for firm in group for award in self._by_firm.get(firm, ()))
            self._accounts[group] = account
        return account
