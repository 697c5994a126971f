"""Applications for membership, for the secretariat; and for whoever applied what stands behind the link in their mail."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Refused
from klynge.register.duplicates import Entry, Sign, twins_of
from klynge.register.models import Application, ContactPoint, Fact, Membership, Organisation
from klynge.web.listing import Listing, listing

_WHY = "whoever holds the link in the mail sees what they wrote themselves"


@dataclass(frozen=True, slots=True)
class Asked:
    """An application as its writer sees it behind a link."""

    id: int
    name: str
    contact_name: str
    email: str
    question: str


@dataclass(frozen=True, slots=True)
class ApplicationLine:
    id: int
    name: str
    kind: str
    country: str
    employees: int | None
    state: str
    confirmed_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Twin:
    """An entry of the register that may be who applies, and why it looks so. `member`: it is or was one."""

    id: int
    name: str
    number: str
    member: bool
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class ApplicationCard:
    """`twins`: strongest first. `organisation_id`: what it became."""

    line: ApplicationLine
    language: str
    number: str
    cvr: str
    address: str
    website: str
    in_group: bool | None
    fields: tuple[str, ...]
    contact_name: str
    contact_title: str
    email: str
    phone: str
    why: str
    question: str
    answer: str
    letter: str
    organisation_id: int | None
    twins: tuple[Twin, ...]

    @property
    def open(self) -> bool:
        return self.line.state in Application.OPEN


def applications(viewer: Viewer, *, decided: bool = False, page: int = 1) -> Listing[ApplicationLine]:
    """Those that wait, the oldest first; or those that were decided, the newest first. Two queries."""
    rows = Application.objects.visible_to(viewer)
    if decided:
        rows = rows.exclude(state__in=Application.OPEN).order_by("-decided_at", "-pk")
    else:
        rows = rows.filter(state__in=Application.OPEN).order_by("confirmed_at", "pk")
    return listing([_line(row) for row in rows], page)


def application(viewer: Viewer, id: int) -> ApplicationCard:
    """Raises Refused."""
    row: Application = the(Application, viewer, pk=id)
    return ApplicationCard(
        _line(row),
        row.language,
        _number(row.country, row.cvr, row.foreign_number),
        row.cvr,
        row.address,
        row.website,
        row.in_group,
        tuple(row.fields),
        row.contact_name,
        row.contact_title,
        row.email,
        row.phone,
        row.why,
        row.question,
        row.answer,
        row.letter,
        row.organisation_id,
        tuple(_twins(viewer, row)) if row.state in Application.OPEN else (),
    )


def behind_link(subject: str, *, asked: bool) -> Asked:
    """What the link that was opened is about: an application to confirm or, with `asked`, a question to answer. Raises Refused when that
    was done already."""
    state = Application.ASKED if asked else Application.NEW
    row = Application.objects.system_rows(_WHY).filter(pk=int(subject), state=state).first()
    if row is None:
        raise Refused("This link has been used, withdrawn or is too old. Ask the secretariat for a new one.")
    return Asked(row.pk, row.name, row.contact_name, row.email, row.question)


def _line(row: Application) -> ApplicationLine:
    return ApplicationLine(
        row.pk, row.name, row.kind, row.country, row.employees, row.state, row.confirmed_at or row.made_at, row.decided_at
    )


def _twins(viewer: Viewer, row: Application) -> Sequence[Twin]:
    """Four queries for any number of organisations."""
    organisations = list(Organisation.objects.visible_to(viewer).filter(merged_into=None, closed_on=None))
    told: defaultdict[int, dict[str, str]] = defaultdict(dict)
    for fact in Fact.objects.visible_to(viewer).filter(name__in=("website", "phone", "email")):
        told[fact.organisation_id][fact.name] = fact.value
    emails: defaultdict[int, list[str]] = defaultdict(list)
    for point in ContactPoint.objects.visible_to(viewer).filter(kind="email"):
        emails[point.organisation_id].append(point.value)
    entries = [
        Entry(
            one.pk,
            one.name,
            _pair(one.country, one.cvr, one.foreign_number),
            told[one.pk].get("website", ""),
            told[one.pk].get("phone", ""),
            tuple(filter(None, (told[one.pk].get("email"), *emails[one.pk]))),
        )
        for one in organisations
    ]
    asked = Entry(0, row.name, _pair(row.country, row.cvr, row.foreign_number), row.website, row.phone, (row.email,))
    pairs = twins_of(asked, entries)[:10]
    members = set(
        Membership.objects.visible_to(viewer)
        .filter(organisation_id__in=[pair.other for pair in pairs])
        .values_list("organisation_id", flat=True)
    )
    by_id = {one.pk: one for one in organisations}
    return [
        Twin(one.pk, one.name, _number(one.country, one.cvr, one.foreign_number), one.pk in members, pair.signs)
        for pair in pairs
        for one in [by_id[pair.other]]
    ]


def _pair(country: str, cvr: str, foreign: str) -> tuple[str, str] | None:
    return ("DK", cvr) if cvr else (country, foreign) if foreign else None


def _number(country: str, cvr: str, foreign: str) -> str:
    return " ".join(_pair(country, cvr, foreign) or ())
