"""The rows of the ledger as counting rules read them: those of a grant and a period that stand, and that the viewer may see."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from klynge.access.viewer import Viewer
from klynge.core.indicators.rule import Rule
from klynge.core.indicators.shapes import OF, Period, Row, numbered
from klynge.core.indicators.where import Op, Where
from klynge.core.money import Money, Rates
from klynge.ledger.models import Activity, Aid, Booked, Cost, Funding, Grant, Hours, Participation, Result
from klynge.ledger.queries.law import rates
from klynge.ledger.queries.standing import kept_ids

MODELS: dict[str, type[Booked]] = dict(zip(OF, (Participation, Hours, Aid, Cost, Result), strict=True))
_WHY = "a fact of a row that the viewer may see: its activity's kind and price, its first state, who its firm is called now"
_MOST = 10_000  # keys in one query; beyond that the whole table is read
_SHARED = ("pk", "on", "organisation_id", "group_id", "activity_id", "corrects_id")
_STOOD = ("sme", "staff", "member", "region", "field", "country", "kind")
_OWN = {
    "participation": ("person_id", "capacity", "hours"),
    "hours": ("person_id", "hours", "amount", "currency"),
    "aid": ("amount", "currency"),
    "cost": ("amount", "currency"),
    "result": ("amount", "result"),
}
_COLUMNS = {**{name: name for name in ("sme", "staff", "member", "region", "field", "country")}, "org_kind": "kind"}
_EMPTY = {"sme": Q(sme=None), "staff": Q(staff=None), "region": Q(region=""), "field": Q(field="")}
_EMPTY |= {"country": Q(country=""), "org_kind": Q(kind="")}


@dataclass(frozen=True, slots=True)
class Facts:
    """What rows of several kinds share. `activities`: id -> kind, price, currency."""

    activities: Mapping[int, tuple[str, Decimal, str]]
    firsts: Mapping[tuple[str, int], int]
    kept: Mapping[int, int]
    euro: Callable[[Decimal, str, date], Decimal]


def rows(viewer: Viewer, grant: Grant, period: Period, rules: Iterable[Rule]) -> list[Row]:
    """What these rules may count, in the order of kinds and keys. Two queries for each kind of rows that they ask for, and three more."""
    asked = [one for rule in rules for one in rule.all()]
    kinds = [of for of in OF if any(rule.of == of for rule in asked)]
    read = {of: _read(viewer, grant, period, of, [rule for rule in asked if rule.of == of]) for of in kinds}
    known = Facts(
        _activities({one[4] for told in read.values() for one in told if one[4] is not None}),
        {(of, pk): first for of in kinds for pk, first in _firsts(of).items()},
        kept_ids(),
        exchange(rates(), grant.currency),
    )
    return [_row(of, one, known) for of, told in read.items() for one in told]


def standing(viewer: Viewer, grant: Grant, period: Period, of: str, *along: str, verb: str = "read") -> Any:
    """The rows of one kind that stand for a grant and a period: of aid what we gave, each promise as what it came to."""
    found = MODELS[of].objects.visible_to(viewer, *along, verb=verb).filter(live=True, on__range=(period.from_on, period.to_on))
    paid = Funding.objects.visible_to(viewer).filter(grant=grant).values("activity_id")
    if of == "participation":
        return found.filter(activity_id__in=paid)
    if of == "result":
        return found.filter(Q(grant=grant) | Q(grant=None, activity_id__in=paid))
    if of == "aid":
        settled = Aid.objects.system_rows("which promises were settled").filter(live=True).exclude(promise=None)
        found = found.filter(ours=True).exclude(step="withdrawn").exclude(pk__in=settled.values("promise_id"))
    return found.filter(grant=grant)


def _read(viewer: Viewer, grant: Grant, period: Period, of: str, rules: Iterable[Rule]) -> list[tuple[Any, ...]]:
    wanted = Q()
    for n, rule in enumerate(rules):
        passing = _all(rule.where, of)
        wanted = passing if n == 0 else (Q() if Q() in (wanted, passing) else wanted | passing)
    found = standing(viewer, grant, period, of).filter(wanted).order_by("pk")
    return list(found.values_list(*_SHARED, *_STOOD, *_OWN[of]))


def _all(tests: Iterable[Where], of: str) -> Q:
    """What a database can say of the tests, leaving in what is not known. The rest is for core.indicators."""
    found = Q()
    for test in tests:
        column = {
            **_COLUMNS,
            **({"capacity": "capacity"} if of == "participation" else {"result": "result"} if of == "result" else {}),
        }
        name = column.get(test.column)
        if name is None or test.op in (Op.KNOWN, Op.UNKNOWN):
            continue
        if test.op is Op.IN:
            passes = Q(**{f"{name}__in": test.values})
        elif test.op is Op.NOT_IN:
            passes = ~Q(**{f"{name}__in": test.values})
        else:
            passes = Q(**{f"{name}__{'lt' if test.op is Op.UNDER else 'gte'}": test.values[0]})
        found &= passes | _EMPTY[test.column] if test.column in _EMPTY else passes
    return found


def _activities(ids: set[int]) -> dict[int, tuple[str, Decimal, str]]:
    found = Activity.objects.system_rows(_WHY)
    if len(ids) <= _MOST:
        found = found.filter(pk__in=ids)
    return {pk: (kind, price, currency) for pk, kind, price, currency in found.values_list("pk", "kind", "price", "currency")}


def _firsts(of: str) -> dict[int, int]:
    """Row that corrects another -> the first row of its chain."""
    told = dict(MODELS[of].objects.system_rows(_WHY).exclude(corrects=None).order_by("pk").values_list("pk", "corrects_id"))
    found: dict[int, int] = {}
    for pk, before in told.items():  # a correction has a higher key than what it corrects
        found[pk] = found.get(before, before)
    return found


def exchange(known: Rates, into: str) -> Callable[[Decimal, str, date], Decimal]:
    """An amount in the grant's currency by the rates of its day, to the cent."""

    def exchanged(amount: Decimal, currency: str, on: date) -> Decimal:
        if currency == into or not amount:
            return amount
        euro = known.euro(Money(amount, currency), on).amount
        return euro if into == "EUR" else (euro * known.at(into, on).per_euro).quantize(Decimal("0.01"))

    return exchanged


def _row(of: str, told: tuple[Any, ...], known: Facts) -> Row:
    pk, on, organisation, group, activity, corrects = told[:6]
    sme, staff, member, region, field, country, org_kind = told[6:13]
    own = dict(zip(_OWN[of], told[13:], strict=True))
    kind, price, currency = known.activities.get(activity, ("other", Decimal(0), "DKK"))
    if of == "participation":
        amount = known.euro(price, currency, on)
    elif of == "result":
        amount = own["amount"] or Decimal(0)
    else:
        amount = known.euro(own["amount"], own["currency"], on)
    return Row(
        id=numbered(of, pk),
        day=on,
        organisation=known.kept.get(organisation, organisation),
        group=known.kept.get(group, group),
        activity=activity or 0,
        of=of,
        kind=kind,
        capacity=own.get("capacity", ""),
        person=own.get("person_id"),
        sme=sme,
        staff=staff,
        member=member,
        region=region,
        field=field,
        country=country,
        org_kind=org_kind,
        hours=own.get("hours", Decimal(0)),
        amount=amount,
        result=own.get("result", ""),
        corrects=None if corrects is None else numbered(of, known.firsts.get((of, pk), corrects)),
    )
