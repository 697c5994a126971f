"""Which firms are one: the single undertaking of state aid, as the ties were on a day.

Two firms are linked when one has the majority of the votes in the other, or decides there without it (board, contract, articles or an
agreement of shareholders). Links count in both directions and along chains (Regulation (EU) 2023/2831, article 2(2)). A majority that
several firms hold only together is entered as `control` by the one that leads them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from klynge.core.law import ONE_DAY


@dataclass(frozen=True, slots=True)
class Tie:
    """`owner` holds `share` percent of the votes of `owned`; with `control` it decides there whatever the share. It holds from
    `from_on` up to and including `to_on`, or until further notice."""

    owner: int
    owned: int
    share: Decimal
    control: bool = False
    from_on: date = date.min
    to_on: date | None = None

    @property
    def links(self) -> bool:
        return self.control or self.share > 50

    @property
    def partners(self) -> bool:
        return not self.links and self.share >= 25

    def holds_on(self, day: date) -> bool:
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)


class Ties:
    """All ties, found by firm. Built once, asked for many firms and days."""

    __slots__ = ("_by_firm",)

    def __init__(self, ties: Iterable[Tie]) -> None:
        self._by_firm: dict[int, list[tuple[int, Tie]]] = {}
        for tie in ties:
            if tie.links and tie.owner != tie.owned:
                self._by_firm.setdefault(tie.owner, []).append((tie.owned, tie))
                self._by_firm.setdefault(tie.owned, []).append((tie.owner, tie))

    def group(self, organisation: int, on: date) -> frozenset[int]:
        """The single undertaking of a firm on a day, itself among it."""
        found, rim = {organisation}, [organisation]
        while rim:
            for other, tie in self._by_firm.get(rim.pop(), ()):
                if other not in found and tie.holds_on(on):
                    found.add(other)
                    rim.append(other)
        return frozenset(found)

    def ever(self, organisation: int) -> tuple[frozenset[int], tuple[date, ...]]:
        """All firms that could be one with this on any day, and the days on which its group may change."""
        found, rim, days = {organisation}, [organisation], set()
        while rim:
            for other, tie in self._by_firm.get(rim.pop(), ()):
                days.add(tie.from_on)
                if tie.to_on is not None and tie.to_on < date.max:
                    days.add(tie.to_on + ONE_DAY)
                if other not in found:
                    found.add(other)
                    rim.append(other)
        return frozenset(found), tuple(sorted(days))


def single_undertaking(organisation: int, ties: Iterable[Tie], on: date) -> frozenset[int]:
    """The firms that count as one with this on the day, itself among them. For many firms build `Ties` once."""
    return Ties(ties).group(organisation, on)
