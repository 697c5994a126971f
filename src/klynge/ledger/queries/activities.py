"""Activities, as a list and one by one."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from klynge.access.verbs import may, the
from klynge.access.viewer import Viewer
from klynge.core.money import Money
from klynge.core.tlp import Label
from klynge.ledger.models import Activity, Funding, Grant, Participation, Roll, WorkPackage
from klynge.web.listing import SIZE, Listing, listing


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is asked for: of one question any choice, of several all."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    grants: tuple[int, ...] = ()
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """`people`: rows of who took part that the viewer may see; `grants`: names of those that pay and that they may see."""

    id: int
    kind: str
    title: str
    on: date
    from_at: datetime
    to_at: datetime
    place: str
    label: Label
    cancelled: bool
    people: int
    grants: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FundingLine:
    grant_id: int
    grant: str
    package: str


@dataclass(frozen=True, slots=True)
class RollName:
    id: int
    name: str
    made_at: datetime
    taken: bool


@dataclass(frozen=True, slots=True)
class ActivityCard:
    """`open`: the viewer may record on it, and it was not cancelled."""

    line: ActivityLine
    municipality: str
    price: Money
    aid_each: Money
    note: str
    open: bool
    fundings: tuple[FundingLine, ...]
    rolls: tuple[RollName, ...]


def activities(viewer: Viewer, wanted: Wanted, page: int) -> Listing[ActivityLine]:
    """The newest first. The same number of queries for any number."""
    rows = Activity.objects.visible_to(viewer)
    if wanted.text:
        rows = rows.filter(title__icontains=wanted.text)
    if wanted.kinds:
        rows = rows.filter(kind__in=wanted.kinds)
    if wanted.grants:
        paid = Funding.objects.visible_to(viewer).filter(grant_id__in=wanted.grants)
        rows = rows.filter(pk__in=paid.values("activity_id"))
    if wanted.from_on:
        rows = rows.filter(on__gte=wanted.from_on)
    if wanted.to_on:
        rows = rows.filter(on__lte=wanted.to_on)
    found = listing(rows, page, SIZE)
    return Listing(_lines(viewer, list(found)), found.number, found.pages, found.total)


def kind_counts(viewer: Viewer) -> dict[str, int]:
    """Kind -> how many the viewer may see. One query."""
    return dict(Counter(Activity.objects.visible_to(viewer).order_by().values_list("kind", flat=True)))


def one_activity(viewer: Viewer, activity_id: int) -> ActivityCard:
    """Raises Refused when there is none for the viewer."""
    row = the(Activity, viewer, pk=activity_id)
    [line] = _lines(viewer, [row])
    fundings = list(Funding.objects.visible_to(viewer).filter(activity=row))
    packages = WorkPackage.objects.visible_to(viewer).filter(pk__in={one.work_package_id for one in fundings})
    package_names = {one.pk: f"{one.number} {one.name}" for one in packages}
    ids = {one.grant_id for one in fundings}
    grant_names = dict(Grant.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "name"))
    rolls = Roll.objects.visible_to(viewer).filter(activity=row).defer("rows", "problems", "offers")
    return ActivityCard(
        line=line,
        municipality=row.municipality,
        price=Money(Decimal(row.price), row.currency),
        aid_each=Money(Decimal(row.aid_each), row.currency),
        note=row.note,
        open=row.cancelled_at is None and may(viewer, "change", row),
        fundings=tuple(
            FundingLine(one.grant_id, grant_names.get(one.grant_id, "–"), package_names.get(one.work_package_id, "–"))
            for one in fundings
        ),
        rolls=tuple(RollName(one.pk, one.name, one.made_at, one.taken_at is not None) for one in rolls),
    )


def _lines(viewer: Viewer, rows: list[Any]) -> list[ActivityLine]:
    ids = [row.pk for row in rows]
    live = Participation.objects.visible_to(viewer).filter(activity_id__in=ids, live=True)
    people = Counter(live.values_list("activity_id", flat=True))
    paid = list(Funding.objects.visible_to(viewer).filter(activity_id__in=ids).values_list("activity_id", "grant_id"))
    names = dict(Grant.objects.visible_to(viewer).filter(pk__in={grant for _, grant in paid}).values_list("pk", "name"))
    grants: defaultdict[int, list[str]] = defaultdict(list)
    for activity, grant in paid:
        if grant in names:
            grants[activity].append(names[grant])
    return [
        ActivityLine(
            id=row.pk,
            kind=row.kind,
            title=row.title,
            on=row.on,
            from_at=row.from_at,
            to_at=row.to_at,
            place=row.place,
            label=Label(row.label),
            cancelled=row.cancelled_at is not None,
            people=people[row.pk],
            grants=tuple(sorted(grants[row.pk])),
        )
        for row in rows
    ]
