"""The secretariat's list of members: type, size, field, what is old, expired or missing. The same number of queries for any number."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from klynge.access.viewer import Viewer
from klynge.core.notice import Money
from klynge.register.flags import Flag, Seen, flags
from klynge.register.models import (
    Affiliation,
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
from klynge.register.sizes import Firm, SizeClass, Tie, Year, size_class


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
    """All organisations of the register that the viewer may read, by name; or only one. Thirteen queries."""

    def of(model: Any) -> "defaultdict[int, list[Any]]":
        rows = model.objects.visible_to(viewer).order_by("pk")
        if organisation_id is not None:
            rows = rows.filter(organisation_id=organisation_id)
        grouped: defaultdict[int, list[Any]] = defaultdict(list)
        for row in rows:
            grouped[row.organisation_id].append(row)
        return grouped

    shown = Organisation.objects.visible_to(viewer).filter(merged_into=None)
    organisations = list(shown if organisation_id is None else shown.filter(pk=organisation_id))
    memberships, facts, held, sites = of(Membership), of(Fact), of(Certificate), of(Site)
    points, answers, proposals, codes = of(ContactPoint), of(Confirmation), of(Proposal), of(Capability)
    works = of(Affiliation)
    sizes = size_classes(viewer, [row.pk for row in organisations], today)
    lines = []
    for row in organisations:
        membership = _current(memberships[row.pk], today)
        doubted = _doubted(answers[row.pk])
        asked = max((one.asked_at for one in answers[row.pk] if one.answered_at is None), default=None)
        seen = Seen(
            certificates=tuple((one.name, one.expires_on) for one in held[row.pk]),
            changed_on=max((_day(fact.changed_at) for fact in facts[row.pk] if fact.name == "profile"), default=None),
            confirmed_on=max((_day(one.answered_at) for one in answers[row.pk] if one.right), default=None),
            doubted_on=_day(doubted.answered_at) if doubted else None,
            profile=any(fact.name == "profile" for fact in facts[row.pk]),
            codes=bool(codes[row.pk]),
            contact=_reachable(points[row.pk], works[row.pk], today),
            place=any(site.municipality or site.country != "DK" for site in sites[row.pk]),
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
                waiting=sum(one.state == Proposal.WAITING for one in proposals[row.pk]),
                asked_at=asked,
                doubt=doubted.note if doubted else "",
            )
        )
    return lines


def size_classes(viewer: Viewer, organisation_ids: list[int], today: date) -> dict[int, SizeClass]:
    """The EU size class of each, from what the viewer may read of it and of those it is tied to. Three queries."""
    ties = [
        Tie(row.owner_id, row.organisation_id, row.share, row.control)
        for row in Ownership.objects.visible_to(viewer, "owner").filter(from_on__lte=today).exclude(to_on__lt=today)
    ]
    years: defaultdict[int, dict[int, dict[str, Any]]] = defaultdict(lambda: defaultdict(dict))
    for figure in Figure.objects.visible_to(viewer):
        amount = figure.amount if figure.name == "staff" else Money(figure.amount, figure.currency)
        years[figure.organisation_id][figure.year][figure.name] = amount
    known = Organisation.objects.visible_to(viewer).values_list("pk", "name", "kind")
    firms = {pk: Firm(pk, name, kind, {y: Year(**said) for y, said in years[pk].items()}) for pk, name, kind in known}
    shown = [tie for tie in ties if tie.owner in firms and tie.owned in firms]
    return {id: size_class(id, firms.values(), shown) for id in organisation_ids if id in firms}


def _current(memberships: list[Membership], today: date) -> Membership | None:
    """The membership of the day, else the next one, else the last one."""

    def rank(row: Membership) -> tuple[bool, bool, date]:
        now = row.from_on <= today and (row.to_on is None or today <= row.to_on)
        return (now, row.from_on > today, row.from_on)

    return max(memberships, key=rank, default=None)


def _reachable(points: list[ContactPoint], works: list[Affiliation], today: date) -> bool:
    here = {work.pk for work in works if work.from_on <= today and (work.to_on is None or today <= work.to_on)}
    return any(point.kind == "email" and point.affiliation_id in here for point in points)


def _doubted(answers: list[Confirmation]) -> Confirmation | None:
    """The newest answer, if it was that something is not right."""
    given = [one for one in answers if one.answered_at is not None]
    newest = max(given, key=lambda one: one.answered_at, default=None)
    return newest if newest is not None and newest.right is False else None


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
