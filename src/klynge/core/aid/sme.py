"""The EU size class of a firm (Recommendation 2003/361/EC, annex), as far as the data allow, with the way it was reached.

Head count is compulsory and one of the two money limits suffices. A firm's own figures are joined by those of the firms it is
tied to: linked ones (a majority, or control without it) in full, at both ends and along the chain; partners of any of these
(25 % or more) by their share. Whether an investor is one of the exempt ones is not in the register, so unless the firm declares it,
it is said as a doubt, except for universities, which are exempt by the text. A class changes only when a year's figures and those of
the year before agree; and a firm of which public bodies control a quarter is none of the small or medium ones.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

from klynge.core.aid.figures import Firm, Sums, linked, partners
from klynge.core.aid.group import Tie
from klynge.core.aid.investors import Investor, exempt
from klynge.core.aid.limits import LIMITS, ORDER, Size, limits
from klynge.core.law import Law, Reading, Value
from klynge.core.steps import Step

NOBODY: Mapping[int, Investor] = {}


@dataclass(frozen=True, slots=True)
class SizeClass:
    """`staff`, `turnover`, `balance` (euro) are what was held against the limits, ties counted in. `steps` is how, in order;
    `doubts` is what is not known and could change the class: with any, `sure` is false. `values`: the limits that it rests on."""

    size: Size
    year: int | None
    staff: Decimal | None
    turnover: Decimal | None
    balance: Decimal | None
    steps: tuple[Step, ...]
    doubts: tuple[Step, ...]
    values: tuple[Value, ...] = ()

    @property
    def sure(self) -> bool:
        return self.size is not Size.UNKNOWN and not self.doubts

    @property
    def sme(self) -> bool | None:
        """None when it is not known."""
        return None if self.size is Size.UNKNOWN else self.size is not Size.LARGE


@dataclass(frozen=True, slots=True)
class _Partner:
    """A partner of the firm's group with its share; `owns`: it holds the share in the group, not the other way round; `firms`: itself
    and those that are linked with it."""

    id: int
    share: Decimal
    owns: bool
    firms: set[int]


def size_class(
    firm: int, firms: Iterable[Firm], ties: Sequence[Tie], investors: Mapping[int, Investor] = NOBODY, law: Law = LIMITS
) -> SizeClass:
    """The class of one firm. `ties` are those that hold on the day asked about; firms that a tie names must be in `firms`.
    `investors`: what is declared about owners, by firm."""
    return class_of(firm, {one.id: one for one in firms}, ties, investors, law)


def class_of(
    firm: int,
    known: Mapping[int, Firm],
    ties: Sequence[Tie],
    investors: Mapping[int, Investor] = NOBODY,
    law: Law = LIMITS,
    before: Size | None = None,
) -> SizeClass:
    """`size_class` for many firms in a row: `known` are the firms by id. `before` is the class that the firm had before the first of
    its years; without it, that year's own."""
    own = known[firm]
    years = sorted(year for year, figures in own.years.items() if figures.staff is not None)
    if not years:
        step = Step("The head count of %(name)s is not known, and without it the rule gives no class.", {"name": own.name})
        return SizeClass(Size.UNKNOWN, None, None, None, None, (step,), ())
    reading = Reading(law)
    group = linked(own.id, ties)
    beside = [
        _Partner(id, share, any(tie.owner == id and tie.owned in group for tie in ties if tie.partners), linked(id, ties) - group)
        for id, share in sorted(partners(group, ties).items())
    ]
    found = [_one_year(own, year, known, group, beside, investors, reading) for year in years]
    standing = _standing(found, before)
    last = replace(found[-1], doubts=_doubts(found), values=reading.values)
    if public := _public_share(own, known, ties, investors, reading, _end(years[-1])):
        return replace(last, size=Size.LARGE, steps=(*last.steps, public), values=reading.values)
    if standing is last.size:
        return last
    why = Step(
        "By %(year)d alone the class would be %(waiting)s. A class is lost or won only after two years in a row, so it is "
        "%(standing)s.",
        {"year": last.year, "waiting": last.size.value, "standing": standing.value},
    )
    return replace(last, size=standing, steps=(*last.steps, why))


def _doubts(found: Sequence[SizeClass]) -> tuple[Step, ...]:
    """Those of the last year, and of the year before, which may decide with it."""
    told = list(found[-1].doubts)
    if len(found) > 1 and found[-2].year == (found[-1].year or 0) - 1:
        told += [doubt for doubt in found[-2].doubts if doubt not in told]
    return tuple(told)


def _standing(found: Sequence[SizeClass], standing: Size | None) -> Size:
    """The class after all years. Two years in a row on the same side of it move it, as far as the nearer of the two."""
    standing = standing or found[0].size
    for before, at in pairwise(found):
        places = sorted((ORDER.index(before.size), ORDER.index(at.size)))
        if at.year != (before.year or 0) + 1:
            standing = at.size
        else:
            standing = ORDER[min(max(ORDER.index(standing), places[0]), places[1])]
    return standing


def _one_year(
    own: Firm,
    year: int,
    known: Mapping[int, Firm],
    group: set[int],
    beside: Sequence[_Partner],
    investors: Mapping[int, Investor],
    law: Reading,
) -> SizeClass:
    sums, day = Sums(year), _end(year)
    for member in sorted(group):
        if member == own.id:
            sums.add(own, Step("%(name)s itself: %(staff)s.", {}))
        else:
            sums.add(known[member], Step("%(name)s is linked and counts in full: %(staff)s.", {}))
    for partner in beside:
        declared = investors.get(partner.id)
        if partner.owns and _left_out(known[partner.id], partner.share, declared, sums, law, day):
            continue
        for each in sorted(partner.firms):
            step = Step("%(name)s is a partner and counts by %(share)s %%: %(staff)s.", {"share": partner.share})
            sums.add(known[each], step, partner.share)
    size = sums.size(limits(law, day))
    if size is not Size.LARGE and sums.turnover is None and sums.balance is None:
        sums.doubts.append(Step("Neither turnover nor balance is known; the class rests on the head count alone.", {}))
    together = Step("Together %(staff)s in %(year)d: %(size)s.", {"staff": sums.staff, "year": year, "size": size.value})
    return SizeClass(size, year, sums.staff, sums.turnover, sums.balance, (*sums.steps, together), tuple(sums.doubts))


def _end(year: int) -> date:
    """The day whose limits a year's figures are held against. Accounts from before the rule are held against its first limits."""
    return date(max(year, 2005), 12, 31)


def _left_out(other: Firm, share: Decimal, declared: Investor | None, sums: Sums, law: Reading, day: date) -> bool:
    """Whether an owner with a partner's share is exempt, with the reason among the steps or the doubts."""
    facts = {"name": other.name, "share": share}
    if declared is not None:
        found = exempt(other.name, share, declared, law, day)
        if found.because is not None:
            (sums.doubts if found.doubt else sums.steps).append(found.because)
        return found.exempt
    if other.kind == "university":
        sums.steps.append(Step("%(name)s owns %(share)s %% but is a university, which the rule exempts.", facts))
        return True
    if other.kind == "authority":
        sums.doubts.append(Step("%(name)s is a public owner. Whether it is exempt is not known.", facts))
    else:
        sums.doubts.append(Step("Whether %(name)s is an exempt investor is not known; it was counted.", facts))
    return False


def _public_share(
    own: Firm, known: Mapping[int, Firm], ties: Sequence[Tie], investors: Mapping[int, Investor], law: Reading, day: date
) -> Step | None:
    """Why the firm is none of the small or medium ones, when declared public bodies hold too much of it or of a firm above it."""
    if not any(investor.public for investor in investors.values()):
        return None
    most = law.at("sme.public.share", day).amount
    for firm in sorted(linked(own.id, ties, up=True)):
        held = Decimal(0)
        for tie in ties:
            investor = investors.get(tie.owner)
            if tie.owned != firm or investor is None or not investor.public:
                continue
            if tie.links:
                held += max(tie.share, most)
            elif not exempt(known[tie.owner].name, tie.share, investor, law, day).exempt:
                held += tie.share
        if held >= most:
            return Step(
                "Public bodies control %(held)s %% of %(name)s, and from %(most)s %% on a firm counts as large.",
                {"held": held, "name": known[firm].name, "most": most},
            )
    return None
