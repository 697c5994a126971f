"""Rows of hours as a list, and what somebody may choose when they record some."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.money import Money
from klynge.ledger.models import Activity, Grant, Hours, WorkPackage
from klynge.ledger.queries.sheet_rows import key_of
from klynge.ledger.queries.signed import Holds, signatures
from klynge.register.models import Affiliation, Organisation, Person
from klynge.web.listing import Listing, listing


@dataclass(frozen=True, slots=True)
class HoursAsked:
    """Which rows: what is None is not asked. `month` is its first day; `holds`: the signatures that their sheet has."""

    person: int | None = None
    organisation: int | None = None
    grant: int | None = None
    work_package: int | None = None
    month: date | None = None
    holds: Holds | None = None


@dataclass(frozen=True, slots=True)
class HoursLine:
    """Names are "–" where they are not open to the viewer. `own` hours were recorded by hand and may be corrected."""

    id: int
    on: date
    person_id: int
    person: str
    organisation_id: int
    organisation: str
    grant_id: int
    grant: str
    package_id: int
    package: str
    activity_id: int | None
    activity: str
    from_at: datetime | None
    to_at: datetime | None
    hours: Decimal
    amount: Money
    rate: str
    secretariat: bool
    source: str
    note: str


def hours(viewer: Viewer, asked: HoursAsked, page: int, size: int = 50) -> Listing[HoursLine]:
    """Live rows that the viewer may see, the newest first. The same number of queries for any number."""
    rows = Hours.objects.visible_to(viewer).filter(live=True)
    exact = {"person_id": asked.person, "organisation_id": asked.organisation, "grant_id": asked.grant}
    exact |= {"work_package_id": asked.work_package}
    rows = rows.filter(**{name: value for name, value in exact.items() if value is not None})
    if asked.month:
        rows = rows.filter(on__year=asked.month.year, on__month=asked.month.month)
    rows = rows.order_by("-on", "-pk")
    if asked.holds is not None:
        held = list(rows)
        keys = signatures(key_of(row) for row in held)
        found: Listing[Any] = listing([row for row in held if keys[key_of(row)] is asked.holds], page, size)
    else:
        found = listing(rows, page, size)
    return Listing(hours_lines(viewer, list(found)), found.number, found.pages, found.total)


def one_hours(viewer: Viewer, hours_id: int) -> HoursLine:
    """A live row that the viewer may change. Raises Refused when there is none."""
    [line] = hours_lines(viewer, [the(Hours, viewer, verb="change", pk=hours_id, live=True)])
    return line


def week_of(viewer: Viewer, person_id: int, monday: date) -> list[HoursLine]:
    """What somebody has recorded from this Monday to its Sunday."""
    rows = Hours.objects.visible_to(viewer).filter(person_id=person_id, live=True, on__range=(monday, monday + timedelta(days=6)))
    return hours_lines(viewer, list(rows.order_by("on", "from_at", "pk")))


def packages(viewer: Viewer, first: date, last: date) -> list[tuple[int, str]]:
    """The work packages of grants that run on one of these days and are open to the viewer: id -> grant, number and name."""
    running = dict(Grant.objects.visible_to(viewer).filter(from_on__lte=last, to_on__gte=first).values_list("pk", "name"))
    rows = WorkPackage.objects.visible_to(viewer).filter(grant_id__in=running).order_by("grant_id", "number")
    return [(row.pk, f"{running[row.grant_id]} · {row.number} {row.name}") for row in rows]


def workplaces(viewer: Viewer, person_id: int, first: date, last: date) -> list[tuple[int, str]]:
    """Where somebody works on one of these days: organisation id -> name."""
    works = Affiliation.objects.visible_to(viewer).filter(person_id=person_id, from_on__lte=last).exclude(to_on__lt=first)
    ids = set(works.values_list("organisation_id", flat=True))
    return list(Organisation.objects.visible_to(viewer).filter(pk__in=ids).order_by("name").values_list("pk", "name"))


def colleagues(viewer: Viewer, today: date) -> list[tuple[int, str]]:
    """For whom the viewer may record: the people of the firms that they look after; person id -> name."""
    works = Affiliation.objects.visible_to(viewer, verb="change").filter(from_on__lte=today).exclude(to_on__lt=today)
    if not viewer.secretariat:
        works = works.filter(organisation_id__in=viewer.managed)
    people = Person.objects.visible_to(viewer).filter(pk__in=set(works.values_list("person_id", flat=True)), erased_at=None)
    return list(people.order_by("name", "pk").values_list("pk", "name"))


def person_name(viewer: Viewer, person_id: int) -> str:
    """Raises Refused where the person is not open to the viewer."""
    return str(the(Person, viewer, pk=person_id).name)


def hours_lines(viewer: Viewer, rows: Sequence[Any]) -> list[HoursLine]:
    """Five queries for any number."""
    people, firms = _names(Person, viewer, rows, "person_id"), _names(Organisation, viewer, rows, "organisation_id")
    grants, titles = _names(Grant, viewer, rows, "grant_id"), _names(Activity, viewer, rows, "activity_id", "title")
    packed = WorkPackage.objects.visible_to(viewer).filter(pk__in={row.work_package_id for row in rows})
    packages = {row.pk: f"{row.number} {row.name}" for row in packed}
    return [
        HoursLine(
            id=row.pk,
            on=row.on,
            person_id=row.person_id,
            person=people[row.person_id],
            organisation_id=row.organisation_id,
            organisation=firms[row.organisation_id],
            grant_id=row.grant_id,
            grant=grants[row.grant_id],
            package_id=row.work_package_id,
            package=packages.get(row.work_package_id, "–"),
            activity_id=row.activity_id,
            activity=titles[row.activity_id] if row.activity_id else "",
            from_at=row.from_at,
            to_at=row.to_at,
            hours=row.hours,
            amount=Money(row.amount, row.currency),
            rate=row.rate,
            secretariat=row.secretariat,
            source=row.source,
            note=row.note,
        )
        for row in rows
    ]


def _names(model: Any, viewer: Viewer, rows: Iterable[Any], column: str, named: str = "name") -> "defaultdict[int, str]":
    wanted = {getattr(row, column) for row in rows} - {None}
    return defaultdict(lambda: "–", model.objects.visible_to(viewer).filter(pk__in=wanted).values_list("pk", named))
