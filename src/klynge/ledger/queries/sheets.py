"""Sheets of hours: month by month, with who has signed and who is missing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from klynge.access.verbs import the
from klynge.access.viewer import Role, Viewer
from klynge.core.money import Money
from klynge.ledger.models import Grant, Lock, Sheet
from klynge.ledger.queries.hours import HoursLine, hours_lines
from klynge.ledger.queries.locks import locked_months
from klynge.ledger.queries.sheet_rows import rows_of, said
from klynge.ledger.queries.signed import Holds, holds
from klynge.register.models import Organisation, Person


@dataclass(frozen=True, slots=True)
class SheetLine:
    """`hours` and `amount` of its `rows`; `fell_at`: signatures fell then, as the hours changed, and none is there since. `mine`: the
    viewer's own; `can_sign`, `can_approve`: the viewer's signature is the one that is lacking now. `seen` is the hash that they
    sign."""

    id: int
    person_id: int
    person: str
    organisation_id: int
    organisation: str
    grant_id: int
    grant: str
    month: date
    rows: int
    hours: Decimal
    amount: Money
    holds: Holds
    signed_by: str
    signed_at: datetime | None
    approved_by: str
    approved_at: datetime | None
    asked_at: datetime | None
    fell_at: datetime | None
    locked: bool
    mine: bool
    can_sign: bool
    can_approve: bool
    seen: str


@dataclass(frozen=True, slots=True)
class SheetCard:
    line: SheetLine
    rows: tuple[HoursLine, ...]
    number: str  # the funder's own for the grant
    funder: str


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month of a grant: its sheets with hours by the signatures they have. `locked_at` None: open."""

    grant_id: int
    grant: str
    month: date
    sheets: int
    none: int
    one: int
    both: int
    hours: Decimal
    locked_at: datetime | None


def my_sheets(viewer: Viewer) -> list[SheetLine]:
    """The viewer's own, the newest first."""
    return _lines(viewer, Sheet.objects.visible_to(viewer).filter(person_id=viewer.person_id or 0))


def firm_sheets(viewer: Viewer) -> list[SheetLine]:
    """Those of the firms that the viewer looks after, the newest first."""
    return _lines(viewer, Sheet.objects.visible_to(viewer).filter(organisation_id__in=viewer.managed))


def month_sheets(viewer: Viewer, grant_id: int, month: date) -> list[SheetLine]:
    """One month of a grant, by organisation and person. Raises Refused when the grant is not open to the viewer."""
    the(Grant, viewer, pk=grant_id)
    lines = _lines(viewer, Sheet.objects.visible_to(viewer).filter(grant_id=grant_id, month=month))
    return sorted(lines, key=lambda one: (one.organisation, one.person, one.id))


def one_sheet(viewer: Viewer, sheet_id: int) -> SheetCard:
    """Raises Refused when there is none for the viewer."""
    row: Sheet = the(Sheet, viewer, pk=sheet_id)
    [line] = _lines(viewer, [row])
    key = (row.person_id, row.organisation_id, row.grant_id, row.month)
    grant = Grant.objects.visible_to(viewer).filter(pk=row.grant_id).first()
    number, funder = (grant.number, grant.funder) if grant else ("", "")
    return SheetCard(line, tuple(hours_lines(viewer, rows_of([key], viewer)[key])), number, funder)


def months(viewer: Viewer) -> list[MonthLine]:
    """Every month of every grant in which there are hours or a lock, the newest first."""
    lines = _lines(viewer, Sheet.objects.visible_to(viewer))
    found: defaultdict[tuple[int, date], list[SheetLine]] = defaultdict(list)
    for line in lines:
        if line.rows:
            found[line.grant_id, line.month].append(line)
    shut = {(row.grant_id, row.month): row.locked_at for row in Lock.objects.visible_to(viewer).filter(opened_at=None)}
    names = dict(Grant.objects.visible_to(viewer).values_list("pk", "name"))
    keys = sorted(
        {key for key in found.keys() | shut.keys() if key[0] in names}, key=lambda key: (-key[1].toordinal(), names[key[0]])
    )
    return [_month(names[grant], grant, month, found[grant, month], shut.get((grant, month))) for grant, month in keys]


def _month(name: str, grant: int, month: date, lines: list[SheetLine], locked_at: datetime | None) -> MonthLine:
    counts = {one: sum(line.holds is one for line in lines) for one in Holds}
    hours = sum((line.hours for line in lines), Decimal(0))
    return MonthLine(grant, name, month, len(lines), counts[Holds.NONE], counts[Holds.ONE], counts[Holds.BOTH], hours, locked_at)


def _lines(viewer: Viewer, sheets: Iterable[Any]) -> list[SheetLine]:
    """Seven queries for any number."""
    rows = list(sheets)
    hours = rows_of(((row.person_id, row.organisation_id, row.grant_id, row.month) for row in rows), viewer)
    ids = {id for row in rows for id in (row.person_id, row.signed_by_id, row.approved_by_id)} - {None}
    people = dict(Person.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "name"))
    firms = dict(
        Organisation.objects.visible_to(viewer).filter(pk__in={row.organisation_id for row in rows}).values_list("pk", "name")
    )
    grants = Grant.objects.visible_to(viewer).filter(pk__in={row.grant_id for row in rows})
    paid = {pk: (name, currency) for pk, name, currency in grants.values_list("pk", "name", "currency")}
    shut = locked_months({row.grant_id for row in rows})
    house = viewer.secretariat or Role.FINANCE in viewer.roles
    return [
        _line(row, hours[row.person_id, row.organisation_id, row.grant_id, row.month], people, firms, paid, shut, viewer, house)
        for row in rows
    ]


def _line(
    row: Any,
    hours: list[Any],
    people: dict[int, str],
    firms: dict[int, str],
    paid: dict[int, tuple[str, str]],
    shut: frozenset[tuple[int, date]],
    viewer: Viewer,
    house: bool,
) -> SheetLine:
    name, currency = paid.get(row.grant_id, ("–", "DKK"))
    locked, mine = (row.grant_id, row.month) in shut, row.person_id == viewer.person_id
    open_ = bool(hours) and not locked and viewer.person_id is not None
    second = house or row.organisation_id in viewer.managed
    return SheetLine(
        id=row.pk,
        person_id=row.person_id,
        person=people.get(row.person_id, "–"),
        organisation_id=row.organisation_id,
        organisation=firms.get(row.organisation_id, "–"),
        grant_id=row.grant_id,
        grant=name,
        month=row.month,
        rows=len(hours),
        hours=sum((one.hours for one in hours), Decimal(0)),
        amount=Money(sum((one.amount for one in hours), Decimal(0)), currency),
        holds=holds(row),
        signed_by=people.get(row.signed_by_id, "–") if row.signed_by_id else "",
        signed_at=row.signed_at,
        approved_by=people.get(row.approved_by_id, "–") if row.approved_by_id else "",
        approved_at=row.approved_at,
        asked_at=row.asked_at,
        fell_at=row.fell_at,
        locked=locked,
        mine=mine,
        can_sign=open_ and mine and row.signed_at is None,
        can_approve=open_ and second and not mine and row.signed_at is not None and row.approved_at is None,
        seen=said(hours),
    )


def locked_since(viewer: Viewer, grant_id: int, month: date) -> datetime | None:
    """Since when the month is locked; None while it is open."""
    rows = Lock.objects.visible_to(viewer).filter(grant_id=grant_id, month=month, opened_at=None)
    return rows.values_list("locked_at", flat=True).first()  # type: ignore[no-any-return]


def grant_name(viewer: Viewer, grant_id: int) -> str:
    """Raises Refused when the grant is not open to the viewer."""
    return str(the(Grant, viewer, pk=grant_id).name)
