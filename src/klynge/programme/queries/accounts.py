"""The accounts of a grant by work package: what was spent in a period and since the grant began, and who carried it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from klynge.access.viewer import Viewer
from klynge.core.indicators.shapes import Period
from klynge.ledger.models import Cost, Grant, WorkPackage
from klynge.ledger.queries.law import rates
from klynge.programme.queries.ledger_rows import exchange, standing

NONE = Decimal(0)
KINDS = tuple(kind for kind, _ in Cost.KINDS)


@dataclass(frozen=True, slots=True)
class PackageLine:
    """A work package. `costs` of the period by kind; `hours` of the period and what they are worth; `total` is both together;
    `to_date` the same since the grant began; `own` is what members and partners brought of the period's total."""

    number: str
    name: str
    professional: bool
    budget: Decimal
    costs: Mapping[str, Decimal]
    hours: Decimal
    value: Decimal
    total: Decimal
    to_date: Decimal
    own: Decimal


@dataclass(frozen=True, slots=True)
class Accounts:
    """`need`: the own share that the grant asks of `total`. What others than the cluster brought counts as own: their hours, the costs that
    they carried, and whatever was given in kind."""

    currency: str
    lines: tuple[PackageLine, ...]
    share: Decimal

    @property
    def total(self) -> Decimal:
        return sum((line.total for line in self.lines), NONE)

    @property
    def own(self) -> Decimal:
        return sum((line.own for line in self.lines), NONE)

    @property
    def need(self) -> Decimal:
        return (self.total * self.share / 100).quantize(Decimal("0.01"))

    def of(self, professional: bool) -> Decimal:
        return sum((line.total for line in self.lines if line.professional is professional), NONE)


def accounts(viewer: Viewer, grant: Grant, period: Period) -> Accounts:
    """Four queries. Raises Wrong when an amount has no rate of exchange."""
    known = exchange(rates(), grant.currency)
    whole = Period(min(grant.from_on, period.from_on), period.to_on)
    costs: defaultdict[tuple[int, str], Decimal] = defaultdict(Decimal)
    sums: dict[str, defaultdict[int, Decimal]] = {name: defaultdict(Decimal) for name in ("hours", "value", "own", "to_date")}

    def add(package: int, on: date, amount: Decimal, own: bool) -> bool:
        """Whether the row is of the period."""
        sums["to_date"][package] += amount
        inside = period.from_on <= on
        if inside and own:
            sums["own"][package] += amount
        return inside

    told = (
        standing(viewer, grant, whole, "cost")
        .order_by("pk")
        .values_list("work_package_id", "on", "cost", "amount", "currency", "kind")
    )
    for package, on, cost, amount, currency, kind in told:
        amount = known(amount, currency, on)
        if add(package, on, amount, cost == "in kind" or kind != "cluster"):
            costs[package, cost] += amount
    worked = (
        standing(viewer, grant, whole, "hours")
        .order_by("pk")
        .values_list("work_package_id", "on", "hours", "amount", "currency", "kind")
    )
    for package, on, hours, amount, currency, kind in worked:
        amount = known(amount, currency, on)
        if add(package, on, amount, kind != "cluster"):
            sums["hours"][package] += hours
            sums["value"][package] += amount
    packages = WorkPackage.objects.visible_to(viewer).filter(grant=grant).order_by("number", "pk")
    return Accounts(grant.currency, tuple(_line(one, costs, sums) for one in packages), grant.own)


def _line(one: WorkPackage, costs: Mapping[tuple[int, str], Decimal], sums: Mapping[str, Mapping[int, Decimal]]) -> PackageLine:
    by_kind = {kind: costs.get((one.pk, kind), NONE) for kind in KINDS}
    hours, value, own, to_date = (sums[name].get(one.pk, NONE) for name in ("hours", "value", "own", "to_date"))
    total = sum(by_kind.values(), NONE) + value
    return PackageLine(one.number, one.name, one.professional, one.budget, by_kind, hours, value, total, to_date, own)
