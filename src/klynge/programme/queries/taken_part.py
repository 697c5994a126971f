"""Who took part in what a grant paid for, a line an organisation, and what was done: the lists of a report. They name everybody who took
part, whoever draws the report."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast

from klynge.access.viewer import Viewer
from klynge.core.indicators.shapes import Period
from klynge.ledger.models import Activity, Grant
from klynge.ledger.queries.standing import kept_ids
from klynge.programme.queries.ledger_rows import Numbers, standing
from klynge.register.models import Organisation

_WHY = "a report to the funder names everybody who took part, whoever draws it"


@dataclass(frozen=True, slots=True)
class Participant:
    """An organisation with what it was on the last day on which it took part, gave hours, bore a cost or got aid. `people` are named ones;
    their names stay out of a report, so that a frozen one keeps none that somebody may want erased."""

    id: int
    name: str
    cvr: str
    country: str
    kind: str
    member: str
    sme: bool | None
    staff: int | None
    region: str
    activities: int
    people: int
    hours: Decimal
    dedicated: bool
    economic: bool
    recipient: bool


@dataclass(frozen=True, slots=True)
class Done:
    """An activity of the period, with how many rows and organisations took part."""

    on: date
    title: str
    kind: str
    people: int
    organisations: int


@dataclass(frozen=True, slots=True)
class AidLine:
    """`step`: "promised" (the expected amount) or "actual"."""

    on: date
    name: str
    cvr: str
    what: str
    basis: str
    step: str
    amount: Decimal
    currency: str
    euro: Decimal


class _Sum:
    __slots__ = ("activities", "aid", "capacities", "cost", "hours", "last", "people")

    def __init__(self) -> None:
        self.activities: set[int] = set()
        self.people: set[int] = set()
        self.capacities: set[str] = set()
        self.hours = Decimal(0)
        self.cost = self.aid = False
        self.last: tuple[Any, ...] = ()


_STOOD = ("organisation_id", "on", "pk", "country", "kind", "member", "sme", "staff", "region")


@dataclass(frozen=True, slots=True)
class TakenPart:
    participants: tuple[Participant, ...]
    done: tuple[Done, ...]
    aid: tuple[AidLine, ...]


def taken_part(viewer: Viewer, grant: Grant, period: Period) -> TakenPart:
    """Eight queries, however many rows."""
    kept, numbers = kept_ids(), Numbers()
    sums: defaultdict[int, _Sum] = defaultdict(_Sum)
    held: defaultdict[int, list[int]] = defaultdict(list)

    def of(told: tuple[Any, ...]) -> _Sum:
        one = sums[kept.get(told[0], told[0])]
        if not one.last or one.last[0] <= told[1]:
            one.last = told[1:9]
        return one

    for told in _rows(viewer, grant, period, "participation", "activity_id", "person_id", "capacity", "hours"):
        one, (activity, person, capacity, hours) = of(told), told[9:]
        one.activities.add(activity)
        one.people |= {person} - {None}
        one.capacities.add(capacity)
        one.hours += numbers[hours]
        held[activity].append(kept.get(told[0], told[0]))
    for told in _rows(viewer, grant, period, "hours"):
        of(told)
    for told in _rows(viewer, grant, period, "cost"):
        of(told).cost = True
    aid = _rows(viewer, grant, period, "aid", "what", "basis", "step", "amount", "currency", "euro")
    for told in aid:
        of(told).aid = True
    firms = {row.pk: row for row in Organisation.objects.system_rows(_WHY).filter(pk__in=set(sums)).only("name", "cvr")}
    lines = [_participant(firms[pk], one) for pk, one in sums.items()]
    return TakenPart(
        tuple(sorted(lines, key=lambda line: (line.name.casefold(), line.id))),
        _done(held),
        tuple(sorted((_aid(told, firms[kept.get(told[0], told[0])]) for told in aid), key=lambda line: (line.on, line.name))),
    )


def _rows(viewer: Viewer, grant: Grant, period: Period, of: str, *more: str) -> list[tuple[Any, ...]]:
    """Days and hours come as the database writes them: days compare like that, and hours are turned once for all that are alike."""
    columns = [Cast(name, TextField()) if name in ("on", "hours") else name for name in (*_STOOD, *more)]
    return list(standing(viewer, grant, period, of).order_by("pk").values_list(*columns))


def _participant(firm: Organisation, one: _Sum) -> Participant:
    country, kind, member, sme, staff, region = one.last[2:8]
    return Participant(
        id=firm.pk,
        name=firm.name,
        cvr=firm.cvr or "",
        country=country,
        kind=kind,
        member=member,
        sme=sme,
        staff=staff,
        region=region,
        activities=len(one.activities),
        people=len(one.people),
        hours=one.hours,
        dedicated="dedicated" in one.capacities,
        economic="economic" in one.capacities or one.cost,
        recipient="recipient" in one.capacities or one.aid,
    )


def _done(held: "defaultdict[int, list[int]]") -> tuple[Done, ...]:
    rows = Activity.objects.system_rows(_WHY).filter(pk__in=held.keys()).order_by("on", "pk")
    return tuple(Done(row.on, row.title, row.kind, len(held[row.pk]), len(set(held[row.pk]))) for row in rows)


def _aid(told: tuple[Any, ...], firm: Organisation) -> AidLine:
    what, basis, step, amount, currency, euro = told[9:]
    return AidLine(date.fromisoformat(told[1]), firm.name, firm.cvr or "", what, basis, step, amount, currency, euro)
