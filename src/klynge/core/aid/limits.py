"""The size classes of firms and the limits between them (Recommendation 2003/361/EC, annex; the same in annex I of the GBER).

`LIMITS` is the law of the register, which knows no table of legal values; who has one passes it instead.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from klynge.core.law import Law, Reading, Value

# The krone is held near its central rate in ERM II (7.46038 for one euro since 1999). Other currencies are not guessed.
EURO = {"EUR": Decimal(1), "DKK": Decimal("7.46038")}
_ARTICLE_2 = (
    "Recommendation 2003/361/EC, annex, article 2; "
    "ifm-bonn.org/en/definitions/uebersetzen-nach-english-kmu-definition-der-eu-kommission"
)
_ARTICLE_3 = (
    "Regulation (EU) No 651/2014, annex I, article 3(2); legislation.gov.uk/eur/2014/651/annex/I/article/3/adopted/data.html"
)


class Size(StrEnum):
    MICRO, SMALL, MEDIUM, LARGE, UNKNOWN = "micro", "small", "medium", "large", "unknown"


ORDER = (Size.MICRO, Size.SMALL, Size.MEDIUM, Size.LARGE)


@dataclass(frozen=True, slots=True)
class Limit:
    """Below `staff` annual work units, and at most one of the amounts in euro."""

    size: Size
    staff: Decimal
    turnover: Decimal
    balance: Decimal


def limits(law: Reading, day: date) -> tuple[Limit, ...]:
    """The limits of a day, from the smallest class on. Raises Wrong when one is not known."""

    def at(size: Size, what: str) -> Decimal:
        return law.at(f"sme.{size.value}.{what}", day).amount

    return tuple(Limit(size, at(size, "staff"), at(size, "turnover"), at(size, "balance")) for size in ORDER[:-1])


def _since_2005(name: str, amount: int, unit: str, source: str = _ARTICLE_2, confirmed: bool = True) -> Value:
    return Value(name, Decimal(amount), unit, date(2005, 1, 1), None, source, confirmed)


LIMITS = Law(
    [
        _since_2005("sme.micro.staff", 10, "staff"),
        _since_2005("sme.micro.turnover", 2_000_000, "EUR"),
        _since_2005("sme.micro.balance", 2_000_000, "EUR"),
        _since_2005("sme.small.staff", 50, "staff"),
        _since_2005("sme.small.turnover", 10_000_000, "EUR"),
        _since_2005("sme.small.balance", 10_000_000, "EUR"),
        _since_2005("sme.medium.staff", 250, "staff"),
        _since_2005("sme.medium.turnover", 50_000_000, "EUR"),
        _since_2005("sme.medium.balance", 43_000_000, "EUR"),
        _since_2005(
            "sme.public.share", 25, "%", "Recommendation 2003/361/EC, annex, article 3(4); not held against the act", False
        ),
        _since_2005("sme.angels.investment", 1_250_000, "EUR", _ARTICLE_3),
        _since_2005("sme.authority.budget", 10_000_000, "EUR", _ARTICLE_3),
        _since_2005("sme.authority.inhabitants", 5_000, "inhabitants", _ARTICLE_3),
    ]
)
