"""The rows of who took part, as a list."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from klynge.access.viewer import Viewer
from klynge.core.money import Money
from klynge.core.words import fold
from klynge.ledger.models import Activity, Funding, Participation
from klynge.register.models import Organisation, Person
from klynge.web.listing import Listing, listing


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows: what is None is not asked. `mine`: only the viewer's own."""

    activity: int | None = None
    grant: int | None = None
    organisation: int | None = None
    capacity: str = ""
    from_on: date | None = None
    to_on: date | None = None
    mine: bool = False


@dataclass(frozen=True, slots=True)
class RowLine:
    """`person` is "" where the name is not open to the viewer, or (`person_id` None) where only the firm is known."""

    id: int
    activity_id: int
    activity: str
    on: date
    person_id: int | None
    person: str
    organisation_id: int
    organisation: str
    capacity: str
    from_at: datetime | None
    to_at: datetime | None
    hours: Decimal
    value: Money
    evidence: str
    evidence_at: str


def participations(viewer: Viewer, asked: Asked, page: int, size: int = 50) -> Listing[RowLine]:
    """Live rows that the viewer may see, the newest first; of one activity by organisation."""
    rows = Participation.objects.visible_to(viewer).filter(live=True)
    if asked.grant is not None:
        paid = Funding.objects.visible_to(viewer).filter(grant_id=asked.grant).values("activity_id")
        rows = rows.filter(activity_id__in=paid)
    exact = {"activity_id": asked.activity, "organisation_id": asked.organisation, "capacity": asked.capacity or None}
    rows = rows.filter(**{name: value for name, value in exact.items() if value is not None})
    if asked.mine:
        rows = rows.filter(person_id=viewer.person_id)
    if asked.from_on:
        rows = rows.filter(on__gte=asked.from_on)
    if asked.to_on:
        rows = rows.filter(on__lte=asked.to_on)
    found = listing(rows.order_by("-on", "-pk"), page, size)
    return Listing(row_lines(viewer, list(found)), found.number, found.pages, found.total)


def who_took_part(viewer: Viewer, activity_id: int) -> list[RowLine]:
    """Everybody on one activity, by organisation and name."""
    rows = Participation.objects.visible_to(viewer).filter(activity_id=activity_id, live=True)
    return sorted(row_lines(viewer, list(rows)), key=lambda one: (fold(one.organisation), fold(one.person), one.id))


def row_lines(viewer: Viewer, rows: Iterable[Any]) -> list[RowLine]:
    """Three queries for any number."""
    rows = list(rows)
    people = names_of(Person, viewer, {row.person_id for row in rows})
    firms = names_of(Organisation, viewer, {row.organisation_id for row in rows})
    ids = {row.activity_id for row in rows}
    titles = dict(Activity.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "title"))
    return [
        RowLine(
            id=row.pk,
            activity_id=row.activity_id,
            activity=titles.get(row.activity_id, "–"),
            on=row.on,
            person_id=row.person_id,
            person=people.get(row.person_id, ""),
            organisation_id=row.organisation_id,
            organisation=firms.get(row.organisation_id, "–"),
            capacity=row.capacity,
            from_at=row.from_at,
            to_at=row.to_at,
            hours=row.hours,
            value=Money(row.value, row.currency),
            evidence=row.evidence,
            evidence_at=row.evidence_at,
        )
        for row in rows
    ]


def names_of(model: Any, viewer: Viewer, ids: Iterable[int | None]) -> dict[int | None, str]:
    wanted = {id for id in ids if id is not None}
    return dict(model.objects.visible_to(viewer).filter(pk__in=wanted).values_list("pk", "name"))
