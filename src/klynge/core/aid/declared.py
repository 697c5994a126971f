"""The size class from what a firm declares about itself, as a form asks for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from klynge.core.aid.figures import Firm, Year
from klynge.core.aid.group import Tie
from klynge.core.aid.investors import FIRM, Investor
from klynge.core.aid.limits import LIMITS, Size
from klynge.core.aid.sme import SizeClass, class_of
from klynge.core.errors import Wrong
from klynge.core.law import Law
from klynge.core.steps import Step


@dataclass(frozen=True, slots=True)
class Tied:
    """An enterprise that is tied to the one above it: it `owns` the share in it, or else is owned by it. `share` in percent of capital
    or votes, whichever is higher; `control` where one decides in the other without a majority. `investor` is what an owner is.
    `tied`: those that are tied to this one in turn."""

    name: str
    share: Decimal
    owns: bool
    years: Mapping[int, Year]
    control: bool = False
    investor: Investor = FIRM
    tied: tuple["Tied", ...] = ()


@dataclass(frozen=True, slots=True)
class Declared:
    """The own figures of the last two accounting years, year -> figures, and all ties. `before`: the class that the firm had until
    then, when it knows it."""

    name: str
    years: Mapping[int, Year]
    tied: tuple[Tied, ...] = ()
    before: Size | None = None


def declared_class(declared: Declared, law: Law = LIMITS) -> SizeClass:
    """The class. Raises Wrong when the years are not one or two in a row with a head count, or a share is none."""
    years = sorted(declared.years)
    if len(years) not in (1, 2) or (len(years) == 2 and years[1] != years[0] + 1):
        raise Wrong("Give the figures of two accounting years in a row, or of the only one if the firm is new.", where="years")
    for year in years:
        if declared.years[year].staff is None:
            raise Wrong("Give the head count of %(year)d, in annual work units.", where="years", year=year)
    drawn = _Drawn(declared)
    found = class_of(0, drawn.firms, drawn.ties, drawn.investors, law, declared.before)
    doubts = list(found.doubts)
    if declared.before is None and len(years) == 1:
        doubts.append(Step("Only %(year)d is given. A class is lost or won only after two years in a row.", {"year": years[0]}))
    elif declared.before is None and _moves(declared, drawn, law):
        doubts.append(
            Step(
                "The two years differ, and the class before %(year)d is not given. It decides which one holds.",
                {"year": years[0]},
            )
        )
    return replace(found, doubts=tuple(doubts))


def _moves(declared: Declared, drawn: "_Drawn", law: Law) -> bool:
    """Whether the class before would make a difference."""
    asked = (class_of(0, drawn.firms, drawn.ties, drawn.investors, law, before).size for before in (Size.MICRO, Size.LARGE))
    return len(set(asked)) > 1


class _Drawn:
    """The firms of a declaration, numbered from 0, the one that declares; and the ties between them."""

    def __init__(self, declared: Declared) -> None:
        self.firms = {0: Firm(0, declared.name, "", declared.years)}
        self.ties: list[Tie] = []
        self.investors: dict[int, Investor] = {}
        _numbers(declared.name, declared.years)
        self._draw(0, declared.tied)

    def _draw(self, above: int, tied: tuple[Tied, ...]) -> None:
        for one in tied:
            _numbers(one.name, one.years)
            if not (one.share.is_finite() and 0 <= one.share <= 100):
                raise Wrong("The share of %(name)s is %(share)s. Write percent from 0 to 100.", name=one.name, share=one.share)
            at = len(self.firms)
            self.firms[at] = Firm(at, one.name, "", one.years)
            owner, owned = (at, above) if one.owns else (above, at)
            self.ties.append(Tie(owner, owned, one.share, one.control))
            if one.owns:
                self.investors[at] = one.investor
            self._draw(at, one.tied)


def _numbers(name: str, years: Mapping[int, Year]) -> None:
    for year, figures in years.items():
        amounts = [money.amount for money in (figures.turnover, figures.balance) if money is not None]
        for number in [*amounts, *([] if figures.staff is None else [figures.staff])]:
            if not number.is_finite() or number < 0:
                raise Wrong(
                    "%(number)s cannot be a figure of %(name)s in %(year)d. Write zero or more, or leave it out if it is not known.",
                    where="years",
                    number=number,
                    name=name,
                    year=year,
                )
