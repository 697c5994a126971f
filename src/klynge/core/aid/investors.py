"""Investors that may hold a quarter of a firm or more, as long as they are not linked with it, and leave it autonomous; and public
bodies, which may not (GBER, annex I, article 3(2) and 3(4))."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from klynge.core.aid.limits import EURO
from klynge.core.law import Reading
from klynge.core.money import Money
from klynge.core.steps import Step


class Kind(StrEnum):
    """What the investor is. PUBLIC is any public body but the ones that are named here."""

    FIRM = "firm"
    PUBLIC_INVESTMENT = "public_investment"
    VENTURE = "venture"
    ANGELS = "angels"
    UNIVERSITY = "university"
    RESEARCH = "research"  # a research centre that makes no profit
    INSTITUTIONAL = "institutional"  # regional development funds among them
    AUTHORITY = "authority"  # a local authority that governs itself
    PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Investor:
    """What a firm declares about an owner. `invested`: all that the angels put into the firm. `budget` (a year) and `inhabitants`:
    those of a local authority."""

    kind: Kind = Kind.FIRM
    invested: Money | None = None
    budget: Money | None = None
    inhabitants: int | None = None

    @property
    def public(self) -> bool:
        """Whether its share is public control, unless it is exempt."""
        return self.kind in (Kind.PUBLIC, Kind.AUTHORITY)


FIRM = Investor()


@dataclass(frozen=True, slots=True)
class Exempt:
    """Whether the investor is exempt. `because` says it; as a doubt where a fact is missing, and then it is not."""

    exempt: bool
    because: Step | None = None
    doubt: bool = False


def exempt(name: str, share: Decimal, investor: Investor, law: Reading, day: date) -> Exempt:
    """Whether the share of an investor that is not linked leaves the firm autonomous."""
    facts: dict[str, object] = {"name": name, "share": share}
    match investor.kind:
        case Kind.FIRM | Kind.PUBLIC:
            return Exempt(False)
        case Kind.ANGELS:
            most = law.at("sme.angels.investment", day).amount
            facts |= {"most": Money(most, "EUR"), "invested": investor.invested}
            put = _in_euro(investor.invested)
            if put is None:
                return Exempt(
                    False, Step("What %(name)s invested is not known in euro or kroner; the share was counted.", facts), True
                )
            if put >= most:
                return Exempt(False, Step("%(name)s invested %(invested)s, which is not below %(most)s.", facts))
        case Kind.AUTHORITY:
            most, people = law.at("sme.authority.budget", day).amount, law.at("sme.authority.inhabitants", day).amount
            facts |= {"most": Money(most, "EUR"), "people": int(people)}
            budget = _in_euro(investor.budget)
            if budget is None or investor.inhabitants is None:
                return Exempt(
                    False, Step("The budget or the inhabitants of %(name)s are not known; it was not exempted.", facts), True
                )
            if budget >= most or investor.inhabitants >= people:
                return Exempt(
                    False,
                    Step(
                        "%(name)s is an authority with a budget of %(most)s or more, or with %(people)d inhabitants or more.",
                        facts,
                    ),
                )
    return Exempt(True, Step("%(name)s owns %(share)s %% but is an investor that the rule exempts.", facts))


def _in_euro(money: Money | None) -> Decimal | None:
    return money.amount / EURO[money.currency] if money is not None and money.currency in EURO else None
