"""The EU size class of a firm (Recommendation 2003/361/EC, annex), as far as the data allow, with the way it was reached.

Head count is compulsory and one of the two money limits suffices. A firm's own figures are joined by those of the firms it is
tied to: linked ones (a majority, or control without it) in full, at both ends and along the chain; partners of any of these
(25 % or more) by their share. Whether an investor is one of the exempt ones is not in the register, so it is said as a doubt,
except for universities, which are exempt by the text. A class changes only when a year's figures and those of the year before agree.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext_noop

from klynge.core.money import Money

# The krone is held near its central rate in ERM II (7.46038 for one euro since 1999). Other currencies are not guessed.
EURO = {"EUR": Decimal(1), "DKK": Decimal("7.46038")}


class Size(StrEnum):
    MICRO, SMALL, MEDIUM, LARGE, UNKNOWN = "micro", "small", "medium", "large", "unknown"


@dataclass(frozen=True, slots=True)
class Limit:
    """Below `staff` annual work units, and at most one of the amounts in euro."""

    size: Size
    staff: int
    turnover: Decimal
    balance: Decimal


LIMITS = (  # Annex, article 2; the amounts hold since 1 January 2005
    Limit(Size.MICRO, 10, Decimal(2_000_000), Decimal(2_000_000)),
    Limit(Size.SMALL, 50, Decimal(10_000_000), Decimal(10_000_000)),
    Limit(Size.MEDIUM, 250, Decimal(50_000_000), Decimal(43_000_000)),
)


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


@dataclass(frozen=True, slots=True)
class Tie:
    """`owner` holds `share` percent of `owned`; with `control` it decides there whatever the share."""

    owner: int
    owned: int
    share: Decimal
    control: bool = False

    @property
    def links(self) -> bool:
        return self.control or self.share > 50

    @property
    def partners(self) -> bool:
        return not self.links and self.share >= 25


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the calculation, or one doubt: an English template with its facts."""

    template: str
    facts: Mapping[str, object]

    def __str__(self) -> str:
        return self.template % self.facts


@dataclass(frozen=True, slots=True)
class SizeClass:
    """`staff`, `turnover`, `balance` (euro) are what was held against the limits, ties counted in. `steps` is how, in order;
    `doubts` is what the register does not know and could change the class: with any, `sure` is false."""

    size: Size
    year: int | None
    staff: Decimal | None
    turnover: Decimal | None
    balance: Decimal | None
    steps: tuple[Step, ...]
    doubts: tuple[Step, ...]

    @property
    def sure(self) -> bool:
        return self.size is not Size.UNKNOWN and not self.doubts

    @property
    def sme(self) -> bool | None:
        """None when it is not known."""
        return None if self.size is Size.UNKNOWN else self.size is not Size.LARGE


def size_class(firm: int, firms: Iterable[Firm], ties: Sequence[Tie]) -> SizeClass:
    """The class of one firm. `ties` are those that hold on the day asked about; firms that a tie names must be in `firms`."""
    return class_of(firm, {one.id: one for one in firms}, ties)


def class_of(firm: int, known: Mapping[int, Firm], ties: Sequence[Tie]) -> SizeClass:
    """`size_class` for many firms in a row: `known` are the firms by id."""
    own = known[firm]
    years = sorted(year for year, figures in own.years.items() if figures.staff is not None)
    if not years:
        step = Step(
            gettext_noop("The head count of %(name)s is not known, and without it the rule gives no class."), {"name": own.name}
        )
        return SizeClass(Size.UNKNOWN, None, None, None, None, (step,), ())
    found = [_one_year(own, year, known, ties) for year in years]
    standing, waiting = found[0].size, found[0].size
    for at, before in zip(found[1:], found, strict=False):
        if at.size == before.size or at.year != (before.year or 0) + 1:
            standing = at.size
        waiting = at.size
    last = found[-1]
    if standing == waiting:
        return last
    why = Step(
        gettext_noop(
            "By %(year)d alone the class would be %(waiting)s. It changes only when two years in a row agree, so it stays "
            "%(standing)s."
        ),
        {"year": last.year, "waiting": waiting.value, "standing": standing.value},
    )
    return replace(last, size=standing, steps=(*last.steps, why))


def _one_year(own: Firm, year: int, known: Mapping[int, Firm], ties: Sequence[Tie]) -> SizeClass:
    steps: list[Step] = []
    doubts: list[Step] = []
    sums = _Sums(year, steps, doubts)
    group = _linked(own.id, ties)
    for member in sorted(group):
        if member == own.id:
            sums.add(own, Decimal(1), gettext_noop("%(name)s itself: %(staff)s."))
        else:
            sums.add(known[member], Decimal(1), gettext_noop("%(name)s is linked and counts in full: %(staff)s."))
    for partner, share in sorted(_partners(group, ties).items()):
        other = known[partner]
        owns = any(tie.owner == partner and tie.owned in group for tie in ties if tie.partners)
        if owns and other.kind == "university":
            steps.append(
                Step(
                    gettext_noop("%(name)s owns %(share)s %% but is a university, which the rule exempts."),
                    {"name": other.name, "share": share},
                )
            )
            continue
        if owns and other.kind == "authority":
            doubts.append(
                Step(gettext_noop("%(name)s is a public owner. Whether it is exempt is not known."), {"name": other.name})
            )
        elif owns:
            doubts.append(
                Step(gettext_noop("Whether %(name)s is an exempt investor is not known; it was counted."), {"name": other.name})
            )
        for each in sorted(_linked(partner, ties) - group):
            sums.add(
                known[each], share / 100, gettext_noop("%(name)s is a partner and counts by %(share)s %%: %(staff)s."), share
            )
    size = _size(sums)
    if size is not Size.LARGE and sums.turnover is None and sums.balance is None:
        doubts.append(Step(gettext_noop("Neither turnover nor balance is known; the class rests on the head count alone."), {}))
    steps.append(
        Step(gettext_noop("Together %(staff)s in %(year)d: %(size)s."), {"staff": sums.staff, "year": year, "size": size.value})
    )
    return SizeClass(size, year, sums.staff, sums.turnover, sums.balance, tuple(steps), tuple(doubts))


class _Sums:
    """Figures of one year as they are added up. An amount that a firm lacks makes that sum unknown, not small."""

    def __init__(self, year: int, steps: list[Step], doubts: list[Step]) -> None:
        self.year, self.steps, self.doubts = year, steps, doubts
        self.staff = Decimal(0)
        self.turnover: Decimal | None = Decimal(0)
        self.balance: Decimal | None = Decimal(0)

    def add(self, firm: Firm, part: Decimal, template: str, share: Decimal | None = None) -> None:
        figures = firm.years.get(self.year, Year())
        if figures.staff is None:
            self.doubts.append(
                Step(
                    gettext_noop("The head count of %(name)s in %(year)d is not known; it was left out."),
                    {"name": firm.name, "year": self.year},
                )
            )
        else:
            self.staff += figures.staff * part
            self.steps.append(Step(template, {"name": firm.name, "staff": figures.staff, "share": share}))
        self.turnover = _plus(self.turnover, figures.turnover, part)
        self.balance = _plus(self.balance, figures.balance, part)


def _plus(total: Decimal | None, money: Money | None, part: Decimal) -> Decimal | None:
    if total is None or money is None or money.currency not in EURO:
        return None
    return total + money.amount / EURO[money.currency] * part


def _size(sums: _Sums) -> Size:
    for limit in LIMITS:
        if sums.staff >= limit.staff:
            continue
        amounts = [(sums.turnover, limit.turnover), (sums.balance, limit.balance)]
        if all(amount is None for amount, _ in amounts) or any(amount is not None and amount <= most for amount, most in amounts):
            return limit.size
    return Size.LARGE


def _linked(firm: int, ties: Sequence[Tie]) -> set[int]:
    """The firm and all that are linked with it, up, down and along the chain."""
    group, rim = {firm}, [firm]
    while rim:
        at = rim.pop()
        for tie in ties:
            if tie.links and at in (tie.owner, tie.owned):
                other = tie.owned if at == tie.owner else tie.owner
                if other not in group:
                    group.add(other)
                    rim.append(other)
    return group


def _partners(group: set[int], ties: Sequence[Tie]) -> dict[int, Decimal]:
    """Firms outside the group with a partner's share in it, or of which it holds one; the higher of cross-shares."""
    found: dict[int, Decimal] = {}
    for tie in ties:
        if tie.partners and (tie.owner in group) != (tie.owned in group):
            other = tie.owned if tie.owner in group else tie.owner
            found[other] = max(found.get(other, Decimal(0)), tie.share)
    return found
