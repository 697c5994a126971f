"""The rows of the ledger as counting rules read them: those of a grant and a period that stand, and that the viewer may see."""

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice, repeat
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from klynge.access.viewer import Viewer
from klynge.core.indicators.rule import Rule
from klynge.core.indicators.shapes import COLUMNS, OF, Period, Row, all_numbered, numbered, opened
from klynge.core.indicators.where import Op, Where
from klynge.core.money import Money, Rates
from klynge.ledger.models import Activity, Aid, Booked, Cost, Funding, Grant, Hours, Participation, Result
from klynge.ledger.queries.law import rates
from klynge.ledger.queries.standing import kept_ids

MODELS: dict[str, type[Booked]] = dict(zip(OF, (Participation, Hours, Aid, Cost, Result), strict=True))
_WHY = "a fact of a row that the viewer may see: its activity's kind and price, its first state, who its firm is called now"
_BLANK = {**dict.fromkeys(("activity", "group"), 0), **Row._field_defaults}
_UNKNOWN = ("other", Decimal(0), "DKK")  # an activity that is none
_CHUNK = 5_000  # rows that are turned at once
_PLAIN = ("on", "hours", "amount", "sme")  # asked for as text: Django would turn each by itself
_SAID = {None: None, "1": True, "0": False, "true": True, "false": False}  # how SQLite and PostgreSQL write it
_OWN = {  # what a kind of rows has beside what all have
    "participation": {"person_id", "capacity", "hours"},
    "hours": {"person_id", "hours", "amount", "currency"},
    "aid": {"amount", "currency"},
    "cost": {"amount", "currency"},
    "result": {"amount", "result"},
}
_FROM = {  # column of a row as rules read it -> those of the table that it is made from
    "id": ("pk",),
    "day": ("on",),
    "organisation": ("organisation_id",),
    "group": ("group_id",),
    "activity": ("activity_id",),
    "kind": ("activity_id",),
    "capacity": ("capacity",),
    "person": ("person_id",),
    **{name: (name,) for name in ("sme", "staff", "member", "region", "field", "country", "hours", "result")},
    "org_kind": ("kind",),
    "amount": ("on", "activity_id", "amount", "currency"),
    "corrects": ("pk", "corrects_id"),
}
_COLUMNS = {**{name: name for name in ("sme", "staff", "member", "region", "field", "country")}, "org_kind": "kind"}
_EMPTY = {"sme": Q(sme=None), "staff": Q(staff=None), "region": Q(region=""), "field": Q(field="")}
_EMPTY |= {"country": Q(country=""), "org_kind": Q(kind="")}


@dataclass(frozen=True, slots=True)
class Facts:
    """What rows of several kinds share. `activities`: id -> kind, price, currency."""

    activities: Mapping[int, tuple[str, Decimal, str]]
    firsts: Mapping[str, Mapping[int, int]]
    kept: Mapping[int, int]
    exchanged: Callable[[Decimal, str, date], Decimal]


def rows(
    viewer: Viewer,
    grant: Grant,
    period: Period,
    rules: Iterable[Rule],
    *,
    columns: Container[str] = COLUMNS,
    ids: Collection[int] | None = None,
) -> list[Row]:
    """What these rules may count, by kinds; with `ids` of these rows alone. Two queries for each kind of rows that they ask for, and
    four more. Whatever is not in `columns` is left as a `Row` has it when nothing is said."""
    asked = [one for rule in rules for one in rule.all()]
    kinds = [of for of in OF if any(rule.of == of for rule in asked)]
    known = Facts(_activities(grant, kinds), {of: _firsts(of) for of in kinds}, kept_ids(), exchange(rates(), grant.currency))
    same = _Same()
    found: list[Row] = []
    for of in kinds:
        names = _names(of, columns)
        read = _read(viewer, grant, period, of, [rule for rule in asked if rule.of == of], names, ids)
        while chunk := list(islice(read, _CHUNK)):
            found += _rows(of, dict(zip(names, zip(*chunk, strict=True), strict=True)), columns, known, same)
    return found


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


def _names(of: str, columns: Container[str]) -> list[str]:
    """The columns of the table that are read."""
    others = frozenset().union(*_OWN.values()) - _OWN[of]
    return list(dict.fromkeys(name for one, names in _FROM.items() if one in columns for name in names if name not in others))


def _read(
    viewer: Viewer,
    grant: Grant,
    period: Period,
    of: str,
    rules: Iterable[Rule],
    names: Iterable[str],
    ids: Collection[int] | None,
) -> Iterator[tuple[Any, ...]]:
    """Days, amounts and yes or no come as the database writes them: each is turned once for all rows that share it."""
    wanted = Q()
    for n, rule in enumerate(rules):
        passing = _all(rule.where, of)
        wanted = passing if n == 0 else (Q() if Q() in (wanted, passing) else wanted | passing)
    columns = [Cast(name, TextField()) if name in _PLAIN else name for name in names]
    found: QuerySet[Any, tuple[Any, ...]] = standing(viewer, grant, period, of).filter(wanted).order_by()
    if ids is not None:
        found = found.filter(pk__in=[key for kind, key in map(opened, ids) if kind == of])
    return found.values_list(*columns).iterator(chunk_size=_CHUNK)


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


def _activities(grant: Grant, kinds: Iterable[str]) -> dict[int, tuple[str, Decimal, str]]:
    """Those that the grant pays for, and those that its own rows name."""
    wanted = Q(pk__in=Funding.objects.system_rows(_WHY).filter(grant=grant).values("activity_id"))
    for of in kinds:
        if of != "participation":
            wanted |= Q(pk__in=MODELS[of].objects.system_rows(_WHY).filter(grant=grant).values("activity_id"))
    found = Activity.objects.system_rows(_WHY).filter(wanted).values_list("pk", "kind", "price", "currency")
    return {pk: (kind, price, currency) for pk, kind, price, currency in found}


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


class _Days(dict[str, date]):
    def __missing__(self, told: str) -> date:
        return self.setdefault(told, date.fromisoformat(told))


class Numbers(dict[str | None, Decimal]):
    """Amounts and hours, to the cent; 0 where there is none."""

    def __missing__(self, told: str | None) -> Decimal:
        return self.setdefault(told, Decimal(told or 0).quantize(Decimal("0.01")))


class _Same:
    """Each day, number and text once, however many rows say it: so a large ledger is read in less time and memory."""

    def __init__(self) -> None:
        self.days, self.numbers = _Days(), Numbers()
        self.texts: dict[str, str] = {}

    def text(self, told: Sequence[str]) -> list[str]:
        return list(map(self.texts.setdefault, told, told))


def _rows(of: str, told: Mapping[str, Sequence[Any]], columns: Container[str], known: Facts, same: _Same) -> Iterator[Row]:
    """Rows of one kind from their columns."""

    def amounts() -> Iterable[Decimal]:
        if of == "participation":
            prices = [known.activities.get(one, _UNKNOWN) for one in told["activity_id"]]
            return [known.exchanged(price, money, on) for (_, price, money), on in zip(prices, days(), strict=True)]
        numbers = map(same.numbers.__getitem__, told["amount"])
        return map(known.exchanged, numbers, told["currency"], days()) if "currency" in told else numbers

    def days() -> Iterable[date]:
        return map(same.days.__getitem__, told["on"])

    def kept(name: str) -> Iterable[int]:
        return map(known.kept.get, told[name], told[name])

    def corrected() -> list[int | None]:
        firsts, pairs = known.firsts[of], zip(told["pk"], told["corrects_id"], strict=True)
        return [None if before is None else numbered(of, firsts.get(pk, before)) for pk, before in pairs]

    made: dict[str, Callable[[], Iterable[Any]]] = {
        "id": lambda: all_numbered(of, told["pk"]),
        "day": days,
        "organisation": lambda: kept("organisation_id"),
        "group": lambda: kept("group_id"),
        "activity": lambda: [one or 0 for one in told["activity_id"]],
        "kind": lambda: [known.activities.get(one, _UNKNOWN)[0] for one in told["activity_id"]],
        "sme": lambda: map(_SAID.__getitem__, told["sme"]),
        "hours": lambda: map(same.numbers.__getitem__, told["hours"]),
        "amount": amounts,
        "corrects": corrected,
    }
    texts = ("capacity", "member", "region", "field", "country", "org_kind", "result")

    def column(name: str) -> Iterable[Any]:
        names = _FROM.get(name, ())
        if name == "of":
            return repeat(of)
        if name not in columns or (name != "amount" and names[-1] not in told):
            return repeat(_BLANK.get(name))
        return made[name]() if name in made else same.text(told[names[0]]) if name in texts else told[names[0]]

    return map(Row, *map(column, COLUMNS))
