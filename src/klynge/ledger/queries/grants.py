"""Grants with their work packages, calendar and mandates, for those who work with money and for auditors."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.money import Money
from klynge.ledger.models import Activity, Due, Funding, Grant, Lock, Mandate, Participation, WorkPackage
from klynge.people.models import Account


@dataclass(frozen=True, slots=True)
class GrantLine:
    """`activities` that it pays for, and the rows of who took part in them; `next_due`: the first report owed from today on."""

    id: int
    funder: str
    name: str
    number: str
    from_on: date
    to_on: date
    amount: Money
    activities: int
    participations: int
    next_due: date | None


@dataclass(frozen=True, slots=True)
class PackageLine:
    id: int
    number: str
    name: str
    budget: Money
    professional: bool
    activities: int


@dataclass(frozen=True, slots=True)
class DueLine:
    id: int
    kind: str
    from_on: date
    to_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class MandateLine:
    """`now`: it opens something today."""

    id: int
    email: str
    from_on: date
    to_on: date
    starts_on: date
    ends_on: date
    now: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class GrantCard:
    line: GrantLine
    rules: str
    own: Decimal
    attendance_counts: bool
    aid_basis: str
    credit_da: str
    credit_en: str
    packages: tuple[PackageLine, ...]
    dues: tuple[DueLine, ...]
    mandates: tuple[MandateLine, ...]
    locked: tuple[date, ...]


def grants(viewer: Viewer, today: date) -> list[GrantLine]:
    """All that the viewer may see, the newest first. Four queries."""
    return _lines(viewer, Grant.objects.visible_to(viewer).order_by("-from_on", "pk"), today)


def one_grant(viewer: Viewer, grant_id: int, today: date) -> GrantCard:
    """Raises Refused when there is none for the viewer."""
    row = the(Grant, viewer, pk=grant_id)
    [line] = _lines(viewer, [row], today)
    paid = Counter(Funding.objects.visible_to(viewer).filter(grant=row).values_list("work_package_id", flat=True))
    packages = WorkPackage.objects.visible_to(viewer).filter(grant=row)
    mandates = list(Mandate.objects.visible_to(viewer).filter(grant=row))
    emails = dict(Account.objects.filter(pk__in={one.account_id for one in mandates}).values_list("pk", "email"))
    shut = Lock.objects.visible_to(viewer).filter(grant=row, opened_at=None).values_list("month", flat=True)
    return GrantCard(
        line=line,
        rules=row.rules,
        own=row.own,
        attendance_counts=row.attendance_counts,
        aid_basis=row.aid_basis,
        credit_da=row.credit_da,
        credit_en=row.credit_en,
        packages=tuple(
            PackageLine(one.pk, one.number, one.name, Money(one.budget, row.currency), one.professional, paid[one.pk])
            for one in packages
        ),
        dues=tuple(
            DueLine(one.pk, one.kind, one.from_on, one.to_on, one.due_on)
            for one in Due.objects.visible_to(viewer).filter(grant=row)
        ),
        mandates=tuple(_mandate(one, emails[one.account_id], today) for one in mandates),
        locked=tuple(shut),
    )


def grant_names(viewer: Viewer) -> list[tuple[int, str]]:
    """For choosing one."""
    return list(Grant.objects.visible_to(viewer).order_by("name", "pk").values_list("pk", "name"))


def packages_on(viewer: Viewer, day: date) -> list[tuple[int, str]]:
    """The work packages of the grants that run on the day: id -> grant, number and name."""
    running = dict(Grant.objects.visible_to(viewer).filter(from_on__lte=day, to_on__gte=day).values_list("pk", "name"))
    rows = WorkPackage.objects.visible_to(viewer).filter(grant_id__in=running)
    return [(row.pk, f"{running[row.grant_id]} · {row.number} {row.name}") for row in rows]


def _lines(viewer: Viewer, rows: Iterable[Any], today: date) -> list[GrantLine]:
    found = list(rows)
    ids = [row.pk for row in found]
    paid: defaultdict[int, set[int]] = defaultdict(set)
    for grant, activity in Funding.objects.visible_to(viewer).filter(grant_id__in=ids).values_list("grant_id", "activity_id"):
        paid[grant].add(activity)
    every = {activity for activities in paid.values() for activity in activities}
    seen = set(Activity.objects.visible_to(viewer).filter(pk__in=every, cancelled_at=None).values_list("pk", flat=True))
    live = Participation.objects.visible_to(viewer).filter(live=True, activity_id__in=every)
    took = Counter(live.values_list("activity_id", flat=True))
    owed: dict[int, date] = {}
    for grant, day in (
        Due.objects.visible_to(viewer).filter(grant_id__in=ids, due_on__gte=today).values_list("grant_id", "due_on")
    ):
        owed[grant] = min(day, owed.get(grant, day))
    return [
        GrantLine(
            id=row.pk,
            funder=row.funder,
            name=row.name,
            number=row.number,
            from_on=row.from_on,
            to_on=row.to_on,
            amount=Money(row.amount, row.currency),
            activities=len(paid[row.pk] & seen),
            participations=sum(took[activity] for activity in paid[row.pk]),
            next_due=owed.get(row.pk),
        )
        for row in found
    ]


def _mandate(row: Any, email: str, today: date) -> MandateLine:
    now = row.withdrawn_at is None and row.starts_on <= today <= row.ends_on
    return MandateLine(row.pk, email, row.from_on, row.to_on, row.starts_on, row.ends_on, now, row.withdrawn_at is not None)
