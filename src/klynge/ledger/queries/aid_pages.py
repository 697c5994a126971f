"""State aid as pages show it: of one firm and its group, promises that wait, and the firms that come near the ceiling."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet, Sum

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.aid.deminimis import Headroom
from klynge.core.aid.window import since
from klynge.core.errors import Conflict
from klynge.core.money import Money
from klynge.ledger.models import Activity, Aid, Grant, WorkPackage
from klynge.ledger.queries.aid import DE_MINIMIS, may_ask, room, world_of
from klynge.ledger.queries.law import law
from klynge.ledger.queries.letters import LetterLine, letters_of
from klynge.register.models import Organisation
from klynge.web.listing import Listing, listing

_SETTLED = "whether a promise was settled is the same for everybody who may see it"


@dataclass(frozen=True, slots=True)
class AidLine:
    """A row of aid that counts now. `open`: promised and not settled; `promised`: what a settled one was promised as; `counts`:
    whether it lies in the window that was asked about."""

    id: int
    organisation_id: int
    organisation: str
    on: date
    what: str
    money: Money
    euro: Decimal
    step: str
    basis: str
    giver: str
    grant: str
    activity: str
    open: bool
    promised: Money | None
    counts: bool
    letters: tuple[LetterLine, ...]


@dataclass(frozen=True, slots=True)
class FirmAid:
    """`lines`: aid of the whole group as far as the viewer may see its rows; `hidden` is the sum in euro of what is counted beyond
    them; `others`: how many other firms the group has, `named` those of them that the viewer may know of."""

    organisation_id: int
    name: str
    headroom: Headroom
    lines: Sequence[AidLine]
    hidden: Decimal
    others: int
    named: Sequence[str]


@dataclass(frozen=True, slots=True)
class RoomLine:
    organisation_id: int
    name: str
    used: Decimal
    room: Decimal
    ceiling: Decimal


def firm_aid(viewer: Viewer, organisation_id: int, on: date) -> FirmAid:
    """Raises Refused, or Wrong when no ceiling is known for the day. As many queries for one row as for many."""
    may_ask(viewer, organisation_id)
    world = world_of({organisation_id})
    scope = world.scope(organisation_id)
    found = room(scope, on, law())
    ids = world.members(found.group)
    rows = Aid.objects.visible_to(viewer).filter(organisation_id__in=ids, live=True).order_by("-on", "-pk")
    lines = aid_lines(viewer, rows, {award.id for award in found.counted})
    shown = {line.id for line in lines}
    names = dict(Organisation.objects.visible_to(viewer).filter(pk__in=found.group).values_list("pk", "name"))
    return FirmAid(
        organisation_id,
        names.get(scope.organisation, ""),
        found,
        lines,
        sum((award.euro for award in found.counted if award.id not in shown), Decimal(0)),
        len(found.group) - 1,
        sorted(name for id, name in names.items() if id != scope.organisation),
    )


def open_promise(viewer: Viewer, aid_id: int) -> AidLine:
    """Raises Refused, or Conflict when something took its place."""
    the(Aid, viewer, pk=aid_id)
    lines = aid_lines(viewer, Aid.objects.visible_to(viewer).filter(pk=aid_id, live=True, step="promised"))
    if not lines:
        raise Conflict("This promise was settled, corrected or given up in the meantime.")
    return lines[0]


def open_promises(viewer: Viewer, number: int) -> Listing[AidLine]:
    """Promises that are not settled, the oldest first."""
    rows = Aid.objects.visible_to(viewer).filter(live=True, step="promised").exclude(pk__in=_settled()).order_by("on", "pk")
    page = listing(rows.values_list("pk", flat=True), number)
    lines = aid_lines(viewer, Aid.objects.visible_to(viewer).filter(pk__in=list(page.items)).order_by("on", "pk"))
    return Listing(lines, page.number, page.pages, page.total)


def near_the_ceiling(viewer: Viewer, on: date, number: int) -> Listing[RoomLine]:
    """Firms with de minimis aid in the window of the day, those with most first, each with the room of its group. Raises Wrong when
    no ceiling is known for the day."""
    known = law()
    first = since(on, int(known.at("de_minimis.years", on).amount))
    rows = Aid.objects.visible_to(viewer).filter(live=True, basis=DE_MINIMIS, on__range=(first, on)).exclude(pk__in=_settled())
    sums = rows.order_by().values("organisation_id").annotate(sum=Sum("euro")).order_by("-sum", "organisation_id")
    page = listing(list(sums.values_list("organisation_id", flat=True)), number)
    world = world_of(page.items)
    names = dict(Organisation.objects.visible_to(viewer).filter(pk__in=list(page.items)).values_list("pk", "name"))
    lines = []
    for id in page.items:
        if id in names:
            found = room(world.scope(id), on, known)
            lines.append(RoomLine(id, names[id], found.used, found.room, found.ceiling.amount))
    return Listing(lines, page.number, page.pages, page.total)


def aid_lines(viewer: Viewer, rows: "QuerySet[Aid]", counted: Iterable[int | str] = ()) -> list[AidLine]:
    """The cards of these rows, without the promises that were settled. Six queries."""
    found = list(rows)
    settled, within = set(_settled().filter(promise_id__in=[row.pk for row in found])), set(counted)
    found = [row for row in found if row.pk not in settled]
    promises = [row.promise_id for row in found if row.promise_id is not None]
    before = {
        pk: Money(amount, currency)
        for pk, amount, currency in Aid.objects.visible_to(viewer).filter(pk__in=promises).values_list("pk", "amount", "currency")
    }
    firms = _names(viewer, Organisation, {row.organisation_id for row in found}, "name")
    grants = _names(viewer, Grant, {row.grant_id for row in found}, "name")
    activities = _names(viewer, Activity, {row.activity_id for row in found}, "title")
    papers = letters_of(viewer, [row.pk for row in found])
    return [
        AidLine(
            id=row.pk,
            organisation_id=row.organisation_id,
            organisation=firms.get(row.organisation_id, ""),
            on=row.on,
            what=row.what,
            money=Money(row.amount, row.currency),
            euro=row.euro,
            step=row.step,
            basis=row.basis,
            giver=row.giver,
            grant=grants.get(row.grant_id, ""),
            activity=activities.get(row.activity_id, ""),
            open=row.step == "promised",
            promised=before.get(row.promise_id),
            counts=row.pk in within,
            letters=papers.get(row.pk, ()),
        )
        for row in found
    ]


def payers(viewer: Viewer, on: date | None = None) -> list[tuple[str, str]]:
    """What may pay for aid: (“grant:work package”, name), a grant without its work packages first."""
    rows = Grant.objects.visible_to(viewer)
    if on is not None:
        rows = rows.filter(from_on__lte=on, to_on__gte=on)
    grants = {row.pk: row.name for row in rows}
    packages: dict[int, list[tuple[str, str]]] = {}
    for row in WorkPackage.objects.visible_to(viewer).filter(grant_id__in=list(grants)).order_by("grant_id", "number"):
        packages.setdefault(row.grant_id, []).append(
            (f"{row.grant_id}:{row.pk}", f"{grants[row.grant_id]} · {row.number} {row.name}")
        )
    return [choice for pk, name in grants.items() for choice in [(f"{pk}:", name), *packages.get(pk, [])]]


def _settled() -> "QuerySet[Aid, int]":
    rows = Aid.objects.system_rows(_SETTLED).filter(live=True).exclude(promise_id=None)
    return rows.order_by().values_list("promise_id", flat=True)  # type: ignore[no-any-return]


def _names(viewer: Viewer, model: type, ids: Iterable[int | None], column: str) -> Mapping[int | None, str]:
    wanted = [id for id in ids if id is not None]
    return dict(model.objects.visible_to(viewer).filter(pk__in=wanted).values_list("pk", column))  # type: ignore[attr-defined]


def grants(viewer: Viewer) -> list[tuple[int, str]]:
    """Grants that the viewer may see, to choose one."""
    return list(Grant.objects.visible_to(viewer).values_list("pk", "name"))
