"""The rows of the ledger behind a project's figures, as far as the viewer may read them one by one."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from klynge.access.models import Entry
from klynge.access.viewer import Viewer
from klynge.ledger.models import Cost, Hours, Result
from klynge.ledger.queries.standing import kept_ids
from klynge.projects.models import Part, Project
from klynge.projects.queries.project import names_of, opened
from klynge.register.models import Person
from klynge.web.listing import Listing, listing

COST, HOURS, RESULTS = KINDS = ("cost", "hours", "results")
_MODELS: dict[str, Any] = {COST: Cost, HOURS: Hours, RESULTS: Result}
LOOKED = "look at cost"  # the verb of the journal


@dataclass(frozen=True, slots=True)
class Asked:
    """`part` None: any; "" is rows that name no part. `organisation` None: any."""

    kind: str = COST
    part: str | None = None
    organisation: int | None = None
    cost: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of cost, hours or results. `kind` is the kind of cost or result, "" for hours; `name` is "" where the organisation is
    not open to the viewer."""

    id: int
    on: date
    name: str
    part: str
    kind: str
    text: str
    person: str
    amount: Decimal | None
    unit: str
    hours: Decimal | None
    document: str
    recorded_at: datetime


@dataclass(frozen=True, slots=True)
class Looked:
    """Who looked at the cost last, when, and how many rows came since."""

    who: str
    at: datetime
    since: int


def rows(viewer: Viewer, project_id: int, asked: Asked) -> Listing[RowLine]:
    """The newest first. The same number of queries for any number of rows. Raises Refused for whoever may not look into the project."""
    project = opened(viewer, project_id)
    page = listing(_found(viewer, project, asked, asked.kind).order_by("-on", "-pk"), asked.page, 50)
    names = names_of(viewer, {row.organisation_id for row in page})
    people = Person.objects.visible_to(viewer).filter(pk__in={getattr(row, "person_id", None) for row in page} - {None})
    known = dict(people.values_list("pk", "name"))
    lines = [_line(row, names.get(row.organisation_id, ("", ""))[0], known) for row in page]
    return Listing(lines, page.number, page.pages, page.total)


def counts(viewer: Viewer, project_id: int, asked: Asked = Asked()) -> dict[str, int]:
    """Kind of rows -> how many of the part and organisation asked about the viewer may read."""
    project = opened(viewer, project_id)
    return {kind: _found(viewer, project, asked, kind).count() for kind in KINDS}


def _found(viewer: Viewer, project: Project, asked: Asked, kind: str) -> Any:
    model = _MODELS[kind]
    found = model.objects.visible_to(viewer).filter(activity_id=project.activity_id, live=True)
    if asked.organisation is not None:
        same = [asked.organisation, *(gone for gone, kept in kept_ids().items() if kept == asked.organisation)]
        found = found.filter(organisation_id__in=same)
    if asked.part is not None and model is not Result:
        numbers = Part.objects.visible_to(viewer).filter(project=project).values("number")
        found = found.filter(part=asked.part) if asked.part else found.exclude(part__in=numbers)
    if asked.cost and model is Cost:
        found = found.filter(cost=asked.cost)
    return found


def _line(row: Any, name: str, people: dict[int, str]) -> RowLine:
    said = {"id": row.pk, "on": row.on, "name": name, "recorded_at": row.recorded_at, "amount": row.amount}
    match row:
        case Cost():
            more = {"kind": row.cost, "text": row.what, "unit": row.currency, "document": row.document, "part": row.part}
            return RowLine(**said, **more, person="", hours=None)
        case Hours():
            more = {"kind": "", "text": row.note, "unit": row.currency, "document": "", "part": row.part}
            return RowLine(**said, **more, person=people.get(row.person_id, ""), hours=row.hours)
        case _:
            more = {"kind": row.result, "text": row.text, "unit": row.unit, "document": "", "part": ""}
            return RowLine(**said, **more, person="", hours=None)


def looked(viewer: Viewer, project_id: int) -> Looked | None:
    """As far as the viewer may read the journal."""
    project = opened(viewer, project_id)
    said = Entry.objects.visible_to(viewer).filter(kind=Project._meta.label, object_id=str(project.pk), verb=LOOKED).first()
    if said is None:
        return None
    new = Cost.objects.visible_to(viewer).filter(activity_id=project.activity_id, live=True, recorded_at__gt=said.at)
    who = Person.objects.visible_to(viewer).filter(pk=said.person_id).values_list("name", flat=True).first()
    return Looked(who or said.who or "–", said.at, new.count())
