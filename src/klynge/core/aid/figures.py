"""The figures of a firm and of those that it is tied to, added up for one year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from klynge.core.aid.group import Tie
from klynge.core.aid.limits import EURO, Limit, Size
from klynge.core.money import Money
from klynge.core.steps import Step


@dataclass(frozen=True, slots=True)
class Year:
    """One accounting year of one firm. `staff` in annual work units; amounts in any currency; None is unknown."""

    staff: Decimal | None = None
    turnover: Money | None = None
    balance: Money | None = None


@dataclass(frozen=True, slots=True)
class Firm:
    """`kind` as the register has it ("company", "university", "authority", ...). `years`: year -> figures."""

    id: int
    name: str
    kind: str
    years: Mapping[int, Year]


class Sums:
    """Figures of one year as they are added up. An amount that a firm lacks makes that sum unknown, not small."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.steps: list[Step] = []
        self.doubts: list[Step] = []
        self.staff = Decimal(0)
        self.turnover: Decimal | None = Decimal(0)
        self.balance: Decimal | None = Decimal(0)

    def add(self, firm: Firm, step: Step, percent: Decimal = Decimal(100)) -> None:
        """`step` is said with the firm's head count, when that is known; the rest is a doubt."""
        figures, part = firm.years.get(self.year, Year()), percent / 100
        if figures.staff is None:
            facts = {"name": firm.name, "year": self.year}
            self.doubts.append(Step("The head count of %(name)s in %(year)d is not known; it was left out.", facts))
        else:
            self.staff += figures.staff * part
            self.steps.append(Step(step.template, {"name": firm.name, "staff": figures.staff, **step.facts}))
        self.turnover = _plus(self.turnover, figures.turnover, part)
        self.balance = _plus(self.balance, figures.balance, part)

    def size(self, limits: Sequence[Limit]) -> Size:
        for limit in limits:
            if self.staff >= limit.staff:
                continue
            amounts = [(self.turnover, limit.turnover), (self.balance, limit.balance)]
            unknown = all(amount is None for amount, _ in amounts)
            if unknown or any(amount is not None and amount <= most for amount, most in amounts):
                return limit.size
        return Size.LARGE


def _plus(total: Decimal | None, money: Money | None, part: Decimal) -> Decimal | None:
    if total is None or money is None or money.currency not in EURO:
        return None
    return total + money.amount / EURO[money.currency] * part


def linked(firm: int, ties: Sequence[Tie], up: bool = False) -> set[int]:
    """The firm and all that are linked with it, up, down and along the chain; with `up` only those that stand above it."""
    group, rim = {firm}, [firm]
    while rim:
        at = rim.pop()
        for tie in ties:
            if tie.links and (at == tie.owned or (at == tie.owner and not up)):
                other = tie.owned if at == tie.owner else tie.owner
                if other not in group:
                    group.add(other)
                    rim.append(other)
    return group


def partners(group: set[int], ties: Sequence[Tie]) -> dict[int, Decimal]:
    """Firms outside the group with a partner's share in it, or of which it holds one; the higher of cross-shares."""
    found: dict[int, Decimal] = {}
    for tie in ties:
        if tie.partners and (tie.owner in group) != (tie.owned in group):
            other = tie.owned if tie.owner in group else tie.owner
            found[other] = max(found.get(other, Decimal(0)), tie.share)
    return found
