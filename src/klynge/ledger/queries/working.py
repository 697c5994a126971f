"""What decides whether somebody's hours may be recorded: what the register and the ledger know, fetched once for a whole list."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Refused
from klynge.core.hours import Worked
from klynge.core.law import Law, Value
from klynge.ledger.models import Activity, Grant, Hours, WorkPackage
from klynge.ledger.queries.law import law
from klynge.ledger.queries.spent import Spent
from klynge.ledger.queries.standing import kept_ids
from klynge.ledger.queries.taking import Firm, Work
from klynge.register.models import Affiliation, Organisation, Person

_WHY = "whether hours may be recorded does not depend on who records them"


@dataclass(frozen=True, slots=True)
class Registered:
    """A row of hours that counts, as one line of the person's time. `said`: what it was for, or "" where the viewer may not know."""

    worked: Worked
    said: str
    organisation_id: int
    work_package_id: int
    activity_id: int | None
    source: str
    note: str


@dataclass(frozen=True, slots=True)
class Known:
    person_id: int
    person: str
    erased: bool
    firm: Firm
    works: Sequence[Work]
    packages: Mapping[int, tuple[WorkPackage, Grant]]
    activities: Mapping[int, Activity]
    registered: list[Registered]
    law: Law

    def note(self, spent: Spent) -> None:
        """This is recorded now: the next line of the same list meets it."""
        worked = Worked(-len(self.registered) - 1, self.person_id, spent.from_at, spent.to_at, spent.on, spent.time, "")
        firm, package = self.firm.id, spent.work_package_id
        said = self.packages[package][1].name
        self.registered.append(Registered(worked, said, firm, package, spent.activity_id, "sheet", spent.note))


def known_of(viewer: Viewer, person_id: int, organisation_id: int, spent: Iterable[Spent], besides: int | None = None) -> Known:
    """What stands for a person at an organisation; without the row `besides`, which is about to be corrected. Raises Refused where
    the organisation, a work package or an activity is not open to the viewer. Ten queries, however many lines there are."""
    spent = list(spent)
    kept = kept_ids()
    firm_id = kept.get(organisation_id, organisation_id)
    card: Organisation = the(Organisation, viewer, pk=firm_id)
    person = Person.objects.system_rows(_WHY).filter(pk=person_id).first()
    if person is None:
        raise Refused("There is no such thing here, or it is not open to you.")
    entries = {firm_id} | {old for old, new in kept.items() if new == firm_id}
    works = Affiliation.objects.system_rows(_WHY).filter(person_id=person_id, organisation_id__in=entries).order_by("pk")
    packages = {
        row.pk: row for row in WorkPackage.objects.visible_to(viewer).filter(pk__in={one.work_package_id for one in spent})
    }
    grants = {row.pk: row for row in Grant.objects.visible_to(viewer).filter(pk__in={row.grant_id for row in packages.values()})}
    wanted = {one.activity_id for one in spent} - {None}
    activities = {row.pk: row for row in Activity.objects.visible_to(viewer).filter(pk__in=wanted)}
    if {one.work_package_id for one in spent} - packages.keys() or wanted - activities.keys():
        raise Refused("There is no such thing here, or it is not open to you.")
    days = [one.on for one in spent]
    return Known(
        person_id=person_id,
        person=person.name,
        erased=person.erased_at is not None,
        firm=Firm(card.pk, card.name, card.founded_on, card.closed_on),
        works=[Work(person_id, firm_id, first, last) for first, last in works.values_list("from_on", "to_on")],
        packages={pk: (row, grants[row.grant_id]) for pk, row in packages.items()},
        activities=activities,
        registered=registered(viewer, person_id, days, besides),
        law=law(),
    )


def registered(viewer: Viewer, person_id: int, days: Iterable[date], besides: int | None = None) -> list[Registered]:
    """The hours of a person that count on these days and those beside them, for whatever grant. Four queries."""
    near = {day + timedelta(days=step) for day in days for step in (-1, 0, 1)}
    rows = list(
        Hours.objects.system_rows(_WHY).filter(person_id=person_id, live=True, on__in=near).exclude(pk=besides).order_by("pk")
    )
    seen = set(Hours.objects.visible_to(viewer).filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    grants = dict(Grant.objects.system_rows(_WHY).filter(pk__in={row.grant_id for row in rows}).values_list("pk", "name"))
    ids = {row.activity_id for row in rows} - {None}
    titles = dict(Activity.objects.system_rows(_WHY).filter(pk__in=ids).values_list("pk", "title"))
    return [of_row(row, _name(row, grants, titles) if row.pk in seen else "") for row in rows]


def of_row(row: Any, said: str = "") -> Registered:
    worked = Worked(row.pk, row.person_id, row.from_at, row.to_at, row.on, row.hours, said)
    return Registered(worked, said, row.organisation_id, row.work_package_id, row.activity_id, row.source, row.note)


def _name(row: Any, grants: Mapping[int, str], titles: Mapping[int, str]) -> str:
    parts = (titles.get(row.activity_id, ""), grants[row.grant_id])
    return ", ".join(part for part in parts if part)


def rate_of(law: Law, grant: Grant, package: WorkPackage, day: date) -> Value | None:
    """What an hour on this work package is worth on the day, where somebody has entered it."""
    return law.find(rate_name(grant.rules, package.professional), day)


def rate_name(rules: str, professional: bool) -> str:
    return f"hour.{rules}" if professional else f"hour.{rules}.secretariat"
