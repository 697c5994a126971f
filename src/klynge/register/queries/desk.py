"""The secretariat's list of members: type, size, field, what is old, expired or missing. The same number of queries for any number."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Q
from django.utils import timezone

from klynge.access.viewer import Viewer
from klynge.core.aid.figures import Firm, Year
from klynge.core.aid.group import Tie
from klynge.core.aid.limits import Size
from klynge.core.aid.sme import SizeClass, class_of
from klynge.core.money import Money
from klynge.register.flags import Flag, Seen, flags
from klynge.register.models import (
    Capability,
    Certificate,
    Confirmation,
    ContactPoint,
    Fact,
    Figure,
    Membership,
    Organisation,
    Ownership,
    Proposal,
    Site,
)


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member (or one that was, or an organisation that is known for another reason) as the secretariat lists it. `size`: the EU
    class with its reasons. `waiting`: proposals to decide. `asked_at`: the newest question that nobody answered yet; `doubt`:
    what the member said is not right any more."""

    id: int
    name: str
    slug: str
    kind: str
    field: str
    demo: bool
    type: str
    size_band: str
    member_since: date | None
    member_until: date | None
    size: SizeClass
    flags: tuple[Flag, ...]
    waiting: int
    asked_at: datetime | None
    doubt: str

    def member_on(self, day: date) -> bool:
        return (
            self.member_since is not None and self.member_since <= day and (self.member_until is None or day <= self.member_until)
        )


def member_lines(viewer: Viewer, today: date, organisation_id: int | None = None) -> list[MemberLine]:
    """All organisations of the register that the viewer may read, by name; or only one. Twelve queries."""
    shown = Organisation.objects.visible_to(viewer).filter(merged_into=None)
    if organisation_id is not None:
        shown = shown.filter(pk=organisation_id)
    organisations = list(shown.values_list("pk", "name", "slug", "kind", "field", "demo", named=True))
    sizes = size_classes(viewer, [row.pk for row in organisations], today)
    looks = _looked(viewer, today, organisation_id)
    lines = []
    for row in organisations:
        membership = _current(looks.memberships[row.pk], today)
        doubted = _doubted(looks.answers[row.pk])
        seen = Seen(
            certificates=tuple((one.name, one.expires_on) for one in looks.held[row.pk]),
            changed_on=_day(looks.written[row.pk]) if row.pk in looks.written else None,
            confirmed_on=max((_day(one.answered_at) for one in looks.answers[row.pk] if one.right), default=None),
            doubted_on=_day(doubted.answered_at) if doubted else None,
            profile=row.pk in looks.written,
            codes=row.pk in looks.coded,
            contact=row.pk in looks.reachable,
            place=row.pk in looks.placed,
            staff_year=sizes[row.pk].year,
        )
        lines.append(
            MemberLine(
                id=row.pk,
                name=row.name,
                slug=row.slug,
                kind=row.kind,
                field=row.field,
                demo=row.demo,
                type=membership.type if membership else "",
                size_band=membership.size_band if membership else "",
                member_since=membership.from_on if membership else None,
                member_until=membership.to_on if membership else None,
                size=sizes[row.pk],
                flags=flags(seen, today),
                waiting=looks.waiting.get(row.pk, 0),
                asked_at=max((one.asked_at for one in looks.answers[row.pk] if one.answered_at is None), default=None),
                doubt=doubted.note if doubted else "",
            )
        )
    return lines


@dataclass(frozen=True, slots=True)
class _Looks:
    """What is looked at, by organisation: only the columns that count, as whole rows of thousands of fields cost time."""

    memberships: "defaultdict[int, list[Any]]"
    held: "defaultdict[int, list[Any]]"
    answers: "defaultdict[int, list[Any]]"
    written: dict[int, datetime]
    coded: set[int]
    placed: set[int]
    reachable: set[int]
    waiting: dict[int, int]


def _looked(viewer: Viewer, today: date, organisation_id: int | None) -> _Looks:
    def of(model: Any, *along: str) -> Any:
        rows = model.objects.visible_to(viewer, *along).order_by()
        return rows if organisation_id is None else rows.filter(organisation_id=organisation_id)

    def grouped(model: Any, *columns: str) -> "defaultdict[int, list[Any]]":
        found: defaultdict[int, list[Any]] = defaultdict(list)
        for row in of(model).values_list("organisation_id", *columns, named=True):
            found[row.organisation_id].append(row)
        return found

    def having(rows: Any) -> set[int]:
        return set(rows.values_list("organisation_id", flat=True).distinct())

    here = Q(affiliation__to_on=None) | Q(affiliation__to_on__gte=today)
    points = of(ContactPoint, "affiliation").filter(here, kind="email", affiliation__from_on__lte=today)
    return _Looks(
        memberships=grouped(Membership, "type", "size_band", "from_on", "to_on"),
        held=grouped(Certificate, "name", "expires_on"),
        answers=grouped(Confirmation, "asked_at", "answered_at", "right", "note"),
        written=dict(of(Fact).filter(name="profile").values_list("organisation_id").annotate(Max("changed_at"))),
        coded=having(of(Capability)),
        placed=having(of(Site).exclude(municipality="", country="DK")),
        reachable=having(points),
        waiting=dict(of(Proposal).filter(state=Proposal.WAITING).values_list("organisation_id").annotate(Count("pk"))),
    )


def size_classes(viewer: Viewer, organisation_ids: list[int], today: date) -> dict[int, SizeClass]:
    """The EU size class of each, from what the viewer may read of it and of those it is tied to. Three queries."""
    ties = [
        Tie(*row)
        for row in Ownership.objects.visible_to(viewer)
        .filter(from_on__lte=today)
        .exclude(to_on__lt=today)
        .values_list("owner_id", "organisation_id", "share", "control")
    ]
    years: defaultdict[int, dict[int, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    said = Figure.objects.visible_to(viewer).values_list("organisation_id", "year", "name", "amount", "currency")
    for owner, year, name, amount, currency in said:
        years[owner][year][name] = amount if name == "staff" else Money(amount, currency)
    known = Organisation.objects.visible_to(viewer).values_list("pk", "name", "kind")
    firms = {pk: Firm(pk, name, kind, {y: Year(**figures) for y, figures in years[pk].items()}) for pk, name, kind in known}
    shown = [tie for tie in ties if tie.owner in firms and tie.owned in firms]
    return {id: class_of(id, firms, shown) for id in organisation_ids if id in firms}


def size_of(viewer: Viewer, organisation_id: int, today: date) -> SizeClass | None:
    """The EU size class of one for those who may know all that it is made of: its own staff and the secretariat. It follows from
    figures and owners, also of others, so anybody else would get another answer, or could reckon back to what is closed."""
    if not viewer.secretariat and organisation_id not in viewer.organisations:
        return None
    found = size_classes(viewer, [organisation_id], today).get(organisation_id)
    return found if found and found.size is not Size.UNKNOWN else None


def _current(memberships: list[Any], today: date) -> Any:
    """The membership of the day, else the next one, else the last one."""

    def rank(row: Any) -> tuple[bool, bool, date]:
        now = row.from_on <= today and (row.to_on is None or today <= row.to_on)
        return (now, row.from_on > today, row.from_on)

    return max(memberships, key=rank, default=None)


def _doubted(answers: list[Any]) -> Any:
    """The newest answer, if it was that something is not right."""
    given = [one for one in answers if one.answered_at is not None]
    newest = max(given, key=lambda one: one.answered_at, default=None)
    return newest if newest is not None and newest.right is False else None


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
