"""Which parts of a release somebody must approve, and what they said."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from klynge.access.viewer import Viewer
from klynge.core.errors import Refused
from klynge.programme.queries.addressees import Addressee, reachable
from klynge.register.models import Organisation, Person
from klynge.website.models import Approval, ReleasePage
from klynge.website.queries.drafts import draft, standing, titles, version
from klynge.website.queries.words import Words

_WHY = "whether a release may be published is asked of all who were asked, whoever publishes it"
_LINK = "whoever was asked by a signed link sees what they were asked"
MISSING, ASKED, APPROVED, CHANGE, OLD = "missing", "asked", "approved", "change", "old"


@dataclass(frozen=True, slots=True)
class Answered:
    """The newest ask about a part. `at` is when it was answered, else when it was asked; `by` who wrote an answer down that did not
    come by the link, "" for one that did."""

    id: int
    name: str
    email: str
    at: datetime
    answer: str
    note: str
    by: str
    fault: str


@dataclass(frozen=True, slots=True)
class Need:
    """A part that must be approved. `name`: who is quoted, or the member; `text` the quote. `state`: missing (nobody was asked),
    asked, approved, change, or old (the words have changed since the answer, or since somebody was asked)."""

    part: str
    key: str
    name: str
    title: str
    text: str
    hash: str
    state: str
    newest: Answered | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """Somebody was asked about a part of a release and has not answered."""

    page_id: int
    title: str
    name: str
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Shown:
    """What a signed link opens: the release as it was when it was asked about."""

    id: int
    part: str
    key: str
    name: str
    page: ReleasePage
    answer: str
    answered_at: datetime | None
    note: str


def needs_of(told: Collection[Words]) -> Mapping[int, tuple[Need, ...]]:
    """By release, its quotes first, in their order. A quote that is public already needs nobody's word again. Four queries for any
    number of releases."""
    ids = [one.page_id for one in told]
    rows: dict[tuple[int, str, str], list[Approval]] = {}
    for row in Approval.objects.system_rows(_WHY).filter(page_id__in=ids).order_by("pk"):
        rows.setdefault((row.page_id, row.part, row.key), []).append(row)
    firms = Organisation.objects.system_rows(_WHY).filter(pk__in={key for one in told for key in one.members})
    names = dict(firms.values_list("pk", "name"))
    people = _people(row for those in rows.values() for row in those[-1:])
    public = standing(ids)
    found = {}
    for one in told:
        parts = [
            ("quote", q.key, q.name, q.title, q.text, q.hash) for q in one.quotes if q.hash not in public.get(one.page_id, ())
        ]
        parts += [("member", str(key), names.get(key, "–"), "", "", one.hash) for key in one.members]
        found[one.page_id] = tuple(_need(part, rows.get((one.page_id, *part[:2]), []), people) for part in parts)
    return found


def _need(part: tuple[str, ...], rows: list[Approval], people: Mapping[int, str]) -> Need:
    hash = part[5]
    if not rows:
        return Need(*part, MISSING)
    now = [row for row in rows if row.hash == hash]
    if not now:
        return Need(*part, OLD, _answered(rows[-1], people))
    approved = [row for row in now if row.answer == Approval.Answer.APPROVED]
    newest = (approved or now)[-1]
    state = APPROVED if approved else CHANGE if newest.answer else ASKED
    return Need(*part, state, _answered(newest, people))


def _answered(row: Approval, people: Mapping[int, str]) -> Answered:
    by = people.get(row.noted_by_id, "–") if row.noted_by_id is not None else ""
    return Answered(row.pk, row.name, row.email, row.answered_at or row.asked_at, row.answer, row.note, by, row.fault)


def _people(rows: Iterable[Approval]) -> Mapping[int, str]:
    ids = {row.noted_by_id for row in rows if row.noted_by_id is not None}
    return dict(Person.objects.system_rows(_WHY).filter(pk__in=ids).values_list("pk", "name")) if ids else {}


def need(viewer: Viewer, page_id: int, part: str, key: str) -> Need:
    """One part. Raises Refused when the release has no such part, or the viewer may not know."""
    told = draft(viewer, page_id).words
    for one in needs_of([told])[page_id]:
        if (one.part, one.key) == (part, key):
            return one
    raise Refused("There is no such thing here, or it is not open to you.")


def contact(viewer: Viewer, organisation_id: int, today: date) -> Addressee | None:
    """Whom of a member to write to: who looks after its profile and has an address."""
    return reachable(viewer, {organisation_id: set()}, today).get(organisation_id)


def unanswered(viewer: Viewer) -> list[Ask]:
    """All that were asked and have not answered, the oldest first; of a part only the newest ask. Two queries."""
    rows = list(Approval.objects.visible_to(viewer).order_by("pk"))
    newest = {(row.page_id, row.part, row.key): row for row in rows}
    waiting = [row for row in newest.values() if not row.answer]
    names = titles({row.page_id for row in waiting})
    return [Ask(row.page_id, names[row.page_id], row.name, row.asked_at) for row in waiting if row.page_id in names]


def by_link(approval_id: int) -> Shown:
    """Raises Refused when the release was deleted or taken down since. Whoever calls has looked at the link."""
    row = Approval.objects.system_rows(_LINK).filter(pk=approval_id).first()
    if row is None:
        raise Refused("There is no such thing here, or it is not open to you.")
    page = version(row.page_id, row.revision_id, row.asked_at)
    return Shown(row.pk, row.part, row.key, row.name, page, row.answer, row.answered_at, row.note)
