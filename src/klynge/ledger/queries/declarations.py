"""Declarations of aid from others: who has one, who was asked, whose is too old, and what a form starts from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.utils import timezone

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.aid.group import Tie, single_undertaking
from klynge.ledger.models import Aid, Declaration
from klynge.ledger.queries.law import law
from klynge.register.models import Membership, Organisation, Ownership, Person
from klynge.web.listing import Listing, listing

GOOD, OLD, ASKED, NONE = "good", "old", "asked", "none"
STATES = (NONE, OLD, ASKED, GOOD)


@dataclass(frozen=True, slots=True)
class Standing:
    """Of one firm: its newest signed declaration and until when it is good, and the question that waits."""

    organisation_id: int
    name: str
    state: str
    signed_on: date | None = None
    good_until: date | None = None
    signed_id: int | None = None
    asked_on: date | None = None
    until_on: date | None = None
    waiting_id: int | None = None


@dataclass(frozen=True, slots=True)
class DeclarationCard:
    """`lines`: [day, amount, currency, giver, what] each; of one that is not signed, those of the last signed one."""

    id: int
    organisation_id: int
    organisation: str
    asked_on: date
    until_on: date
    signed_on: date | None
    signed_by: str
    lines: Sequence[Sequence[str]]
    group: str
    text: str
    hash: str


def standings_of(viewer: Viewer, organisation_ids: Iterable[int], on: date) -> dict[int, Standing]:
    """Three queries, however many firms. Raises Wrong when it is not known how old a declaration may be."""
    ids = list(organisation_ids)
    days = int(law().at("de_minimis.declaration.days", on).amount)
    names = Organisation.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "name")
    signed: dict[int, Declaration] = {}
    waiting: dict[int, Declaration] = {}
    for row in Declaration.objects.visible_to(viewer).filter(organisation_id__in=ids).order_by("asked_at", "pk"):
        if row.signed_at is None:
            if row.until_on >= on:
                waiting[row.organisation_id] = row
        elif row.organisation_id not in signed or signed[row.organisation_id].signed_at < row.signed_at:
            signed[row.organisation_id] = row
    return {id: _standing(id, name, signed.get(id), waiting.get(id), on, days) for id, name in names}


def _standing(id: int, name: str, signed: Declaration | None, waiting: Declaration | None, on: date, days: int) -> Standing:
    signed_on = timezone.localtime(signed.signed_at).date() if signed and signed.signed_at else None
    good_until = signed_on + timedelta(days=days) if signed_on else None
    if good_until is not None and good_until >= on:
        state = GOOD
    else:
        state = ASKED if waiting else OLD if signed_on else NONE
    return Standing(
        id,
        name,
        state,
        signed_on,
        good_until,
        signed.pk if signed else None,
        timezone.localtime(waiting.asked_at).date() if waiting else None,
        waiting.until_on if waiting else None,
        waiting.pk if waiting else None,
    )


def overview(viewer: Viewer, on: date, number: int, state: str = "") -> tuple[Listing[Standing], Mapping[str, int]]:
    """The members of the day and all who ever declared or got aid, by name; and how many there are of each state."""
    members = Membership.objects.visible_to(viewer).filter(from_on__lte=on).exclude(to_on__lt=on).values("organisation_id")
    asked = Declaration.objects.visible_to(viewer).values("organisation_id")
    aided = Aid.objects.visible_to(viewer).filter(live=True).values("organisation_id")
    rows = Organisation.objects.visible_to(viewer).filter(merged_into=None, closed_on=None)
    rows = rows.filter(Q(pk__in=members) | Q(pk__in=asked) | Q(pk__in=aided)).order_by("name", "pk")
    ids = list(rows.values_list("pk", flat=True))
    found = standings_of(viewer, ids, on)
    counts = {one: sum(each.state == one for each in found.values()) for one in STATES}
    return listing([found[id] for id in ids if id in found and state in ("", found[id].state)], number), counts


def declaration(viewer: Viewer, declaration_id: int) -> DeclarationCard:
    """Raises Refused."""
    row: Declaration = the(Declaration, viewer, pk=declaration_id)
    signed = Declaration.objects.visible_to(viewer).filter(organisation_id=row.organisation_id, signed_at__isnull=False)
    last = row if row.signed_at else signed.order_by("-signed_at").first()
    by = Person.objects.visible_to(viewer).filter(pk=row.signed_by_id).values_list("name", flat=True).first()
    name = Organisation.objects.visible_to(viewer).filter(pk=row.organisation_id).values_list("name", flat=True).first()
    return DeclarationCard(
        id=row.pk,
        organisation_id=row.organisation_id,
        organisation=name or "",
        asked_on=timezone.localtime(row.asked_at).date(),
        until_on=row.until_on,
        signed_on=timezone.localtime(row.signed_at).date() if row.signed_at else None,
        signed_by=by or "",
        lines=[list(map(str, line)) for line in last.lines] if last else [],
        group=row.group if row.signed_at else _group(viewer, row.organisation_id, last),
        text=row.text,
        hash=row.hash,
    )


def declarations_waiting(viewer: Viewer) -> list[tuple[int, int]]:
    """(declaration, organisation) that the viewer has to answer."""
    rows = Declaration.objects.visible_to(viewer).filter(organisation_id__in=sorted(viewer.managed), signed_at=None)
    return list(rows.filter(until_on__gte=timezone.localdate()).values_list("pk", "organisation_id"))


def _group(viewer: Viewer, organisation_id: int, last: Declaration | None) -> str:
    """The firms that count as one with it, as it said the last time and as the register has it, where the viewer may know of them."""
    rows = Ownership.objects.visible_to(viewer).filter(Q(share__gt=50) | Q(control=True))
    told = rows.values_list("owner_id", "organisation_id", "share", "control", "from_on", "to_on")
    ids = single_undertaking(organisation_id, (Tie(*row) for row in told), timezone.localdate()) - {organisation_id}
    known = (
        Organisation.objects.visible_to(viewer)
        .filter(pk__in=ids, merged_into=None)
        .order_by("name")
        .values_list("name", flat=True)
    )
    names = last.group.split("\n") if last and last.group else []
    return "\n".join(dict.fromkeys([*names, *known]))
