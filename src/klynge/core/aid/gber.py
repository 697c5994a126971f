"""The most aid under the general block exemption (Regulation (EU) No 651/2014): article 27 for clusters, article 28 for small and
medium firms that innovate. All amounts in euro; aid is rounded down to the cent, so that it never is above its intensity.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from enum import StrEnum

from klynge.core.aid.limits import Size
from klynge.core.aid.window import Award, back_on, since
from klynge.core.errors import Wrong
from klynge.core.law import Law, Reading, Value
from klynge.core.money import Money
from klynge.core.steps import Step

NOTHING = Money(Decimal(0), "EUR")
CENT = Decimal("0.01")


class Area(StrEnum):
    """Of the regional aid map; "a" and "c" are the points of article 107(3) TFEU."""

    NONE, A, C = "", "a", "c"


class Cluster(StrEnum):
    """What a cluster may have aid for under article 27."""

    INVESTMENT, OPERATION = "investment", "operation"


class Cost(StrEnum):
    """Eligible costs under article 28: patents and other rights; staff lent by a research body or a large firm; advice and support
    for innovation."""

    RIGHTS, STAFF, ADVICE = "rights", "staff", "advice"


@dataclass(frozen=True, slots=True)
class Aid:
    """`most` may be given, `intensity` percent of the eligible costs (rounded down to hundredths). With `notification` the aid is too
    large for the exemption and must be notified first. `values`: the legal values that it rests on."""

    most: Money
    intensity: Decimal
    notification: bool
    steps: tuple[Step, ...]
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class NoAid:
    """No aid under this article; the last step says why."""

    steps: tuple[Step, ...]
    values: tuple[Value, ...]


def cluster_aid(
    kind: Cluster,
    eligible: Money,
    on: date,
    law: Law,
    *,
    area: Area = Area.NONE,
    operating_since: date | None = None,
    earlier: Money = NOTHING,
    same_costs: Money = NOTHING,
) -> Aid | NoAid:
    """Article 27. `operating_since`: the first day of operating aid, for operation. `earlier`: all aid to this cluster so far, which
    the limit of notification counts; `same_costs`: other aid for these very costs. Raises Wrong on an amount that is none."""
    read = Reading(law)
    costs, before, other = _amount(eligible), _amount(earlier), _amount(same_costs)
    if refused := _ended(on, read):
        return NoAid((refused,), read.values)
    intensity = read.at(f"gber27.{kind.value}.intensity", on).amount
    steps = [Step("The intensity is %(percent)s %% of %(costs)s.", {"percent": intensity, "costs": eligible})]
    if kind is Cluster.OPERATION:
        years = int(read.at("gber27.operation.years", on).amount)
        if operating_since is not None and on >= back_on(operating_since, years):
            why = Step(
                "Operating aid began on %(begin)s and may be given for %(years)d years, which were over on %(end)s.",
                {"begin": operating_since, "years": years, "end": back_on(operating_since, years)},
            )
            return NoAid((why,), read.values)
    elif area is not Area.NONE:
        extra = read.at(f"gber27.investment.extra.{area.value}", on).amount
        intensity += extra
        facts = {"extra": extra, "area": area.value, "percent": intensity}
        steps.append(Step("%(extra)s points are added in an area “%(area)s”: %(percent)s %%.", facts))
    most = max(_part(costs, intensity) - other, Decimal(0))
    if other:
        steps.append(Step("Other aid for these costs is taken off: %(other)s.", {"other": same_costs}))
    steps.append(Step("At most %(most)s.", {"most": Money(most, "EUR")}))
    return _answer(most, costs, before, read.at("gber27.notification", on), steps, read)


def innovation_aid(
    costs: Mapping[Cost, Money], size: Size, on: date, law: Law, *, advice: Iterable[Award] = (), earlier: Money = NOTHING
) -> Aid | NoAid:
    """Article 28. `advice`: all aid for advice and support to this undertaking; what lies in the window of three years counts.
    `earlier`: aid to it for the same project so far, which the limit of notification counts. Raises Wrong on an amount that is
    none."""
    read, before = Reading(law), _amount(earlier)
    amounts = {kind: _amount(costs[kind]) for kind in Cost if kind in costs}
    if refused := _ended(on, read):
        return NoAid((refused,), read.values)
    if size is Size.LARGE:
        return NoAid((Step("Article 28 is for small and medium firms, and this one is large.", {}),), read.values)
    if size is Size.UNKNOWN:
        return NoAid((Step("Article 28 is for small and medium firms, and the size of this one is not known.", {}),), read.values)
    usual, steps, most = read.at("gber28.intensity", on).amount, [], Decimal(0)
    for kind, amount in amounts.items():
        part = _part(amount, usual)
        if kind is Cost.ADVICE:
            part, step = _advice(amount, part, on, read, advice)
        else:
            step = _SAID[kind]
        steps.append(
            Step(step.template, {"costs": Money(amount, "EUR"), "percent": usual, **step.facts, "aid": Money(part, "EUR")})
        )
        most += part
    steps.append(Step("At most %(most)s.", {"most": Money(most, "EUR")}))
    return _answer(most, sum(amounts.values(), Decimal(0)), before, read.at("gber28.notification", on), steps, read)


_SAID = {
    Cost.RIGHTS: Step("Patents and other rights, %(costs)s: %(percent)s %% is %(aid)s.", {}),
    Cost.STAFF: Step("Staff lent by a research body or a large firm, %(costs)s: %(percent)s %% is %(aid)s.", {}),
}


def _advice(costs: Decimal, usual: Decimal, on: date, read: Reading, awards: Iterable[Award]) -> tuple[Decimal, Step]:
    """The aid for advice: up to all of it as long as such aid stays under its ceiling, else at least the usual part."""
    ceiling, percent = read.at("gber28.advisory.ceiling", on).amount, read.at("gber28.advisory.intensity", on).amount
    first = since(on, int(read.at("gber28.advisory.years", on).amount))
    given = sum((award.euro for award in awards if first <= award.on <= on), Decimal(0))
    full = min(_part(costs, percent), ceiling - given)
    if full < usual:
        facts: dict[str, object] = {"ceiling": Money(ceiling, "EUR"), "given": Money(given, "EUR"), "first": first}
        return usual, Step(
            "Advice and support, %(costs)s: the ceiling of %(ceiling)s leaves no more than %(percent)s %%, as %(given)s was given "
            "since %(first)s. That is %(aid)s.",
            facts,
        )
    facts = {"percent": percent, "ceiling": Money(ceiling, "EUR"), "given": Money(given, "EUR"), "first": first}
    return full, Step(
        "Advice and support, %(costs)s: up to %(percent)s %% under the ceiling of %(ceiling)s, of which %(given)s was given since "
        "%(first)s. That is %(aid)s.",
        facts,
    )


def _answer(most: Decimal, costs: Decimal, before: Decimal, limit: Value, steps: list[Step], read: Reading) -> Aid:
    notify = before + most > limit.amount
    if notify:
        steps.append(
            Step(
                "With %(before)s before, that is above %(limit)s and must be notified to the Commission first.",
                {"before": Money(before, "EUR"), "limit": Money(limit.amount, "EUR")},
            )
        )
    intensity = (most * 100 / costs).quantize(CENT, ROUND_DOWN) if costs else Decimal(0)
    return Aid(Money(most, "EUR"), intensity, notify, tuple(steps), read.values)


def _ended(on: date, read: Reading) -> Step | None:
    end = read.at("gber.end", on).day
    if on <= end:
        return None
    return Step("The block exemption ends on %(end)s, and the aid would be of %(day)s.", {"end": end, "day": on})


def _part(costs: Decimal, percent: Decimal) -> Decimal:
    return (costs * percent / 100).quantize(CENT, ROUND_DOWN)


def _amount(money: Money) -> Decimal:
    if money.currency != "EUR":
        raise Wrong("%(amount)s is not in euro. Turn it into euro by the rate of the day first.", amount=money)
    if not money.amount.is_finite() or money.amount < 0:
        raise Wrong("%(amount)s cannot be costs or aid. Write an amount of zero or more.", amount=money)
    return money.amount
