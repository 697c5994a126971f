"""Legal values and exchange rates, as calculations need them and as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from klynge.access.viewer import Viewer
from klynge.core.law import Law, Value
from klynge.core.money import Money, Rate, Rates
from klynge.ledger.models import ExchangeRate, LegalValue

_WHY = "what the law says on a day is the same for everybody who asks"


@dataclass(frozen=True, slots=True)
class ValueLine:
    """A legal value as the table shows it."""

    id: int
    value: Value


def law() -> Law:
    """All legal values. One query."""
    rows = LegalValue.objects.system_rows(_WHY).order_by()
    told = rows.values_list("name", "amount", "unit", "from_on", "to_on", "source", "confirmed")
    return Law(Value(name, _plain(amount), *rest) for name, amount, *rest in told)


def rates() -> Rates:
    """All exchange rates. One query."""
    rows = ExchangeRate.objects.system_rows(_WHY).values_list("currency", "on", "per_euro", "source")
    return Rates(Rate(*row) for row in rows)


def euro(money: Money, on: date) -> Decimal:
    """An amount in euro by the rate of the day; at most one query. Raises Wrong as `Rates.at` does."""
    rows = ExchangeRate.objects.system_rows(_WHY).filter(currency=money.currency, on__lte=on).order_by("-on")
    last = rows.values_list("currency", "on", "per_euro", "source")[:1] if money.currency != "EUR" else ()
    return Rates(Rate(*row) for row in last).euro(money, on).amount


def legal_values(viewer: Viewer, *, on: date | None = None) -> Sequence[ValueLine]:
    """The table, by name and day; with `on` only what holds on that day."""
    rows = LegalValue.objects.visible_to(viewer)
    if on is not None:
        rows = rows.filter(from_on__lte=on).exclude(to_on__lt=on)
    return [ValueLine(row.pk, _value(row)) for row in rows.order_by("name", "from_on")]


def exchange_rates(viewer: Viewer, *, limit: int = 60) -> Sequence[Rate]:
    """The newest first."""
    rows = ExchangeRate.objects.visible_to(viewer).order_by("-on", "currency")[:limit]
    return [Rate(row.currency, row.on, row.per_euro, row.source) for row in rows]


def _value(row: LegalValue) -> Value:
    return Value(row.name, _plain(row.amount), row.unit, row.from_on, row.to_on, row.source, row.confirmed)


def _plain(amount: Decimal) -> Decimal:
    """300000.0000 as 300000: a value is shown as it is said."""
    whole = amount.to_integral_value()
    return whole if whole == amount else amount.normalize()
