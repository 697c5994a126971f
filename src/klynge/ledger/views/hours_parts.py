"""How hours look on a page: tables, the words of signatures, the doors."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from klynge.access.viewer import Role
from klynge.access.who import holder, secretariat
from klynge.core.errors import KlyngeError
from klynge.core.money import Money
from klynge.ledger.queries.cofinancing import CoFinancing
from klynge.ledger.queries.hours import HoursLine
from klynge.ledger.queries.sheets import MonthLine, SheetLine
from klynge.ledger.queries.signed import Holds
from klynge.ledger.words import HOLDS, SOURCES
from klynge.web import formats
from klynge.web.errors import sentence
from klynge.web.page import KlyngeRequest
from klynge.web.parts import Cell, Column, Entry, Stat, Table, Tag

HOUSE = secretariat | holder(Role.FINANCE)
READERS = HOUSE | holder(Role.AUDITOR)


def rows_url(**said: object) -> str:
    """The list of rows that a number counts."""
    told = {name: value.strftime("%Y-%m") if isinstance(value, date) else value for name, value in said.items()}
    return f"{reverse('ledger:hours_rows')}?{urlencode(told)}"


def hours_table(lines: Sequence[HoursLine], *, caption: str, people: bool = True, editable: bool = True) -> Table:
    """One row a line; the day leads to where it can be corrected."""
    columns = [
        Column(_("Day"), "date"),
        Column(_("Hours"), "number"),
        Column(_("From – to")),
        Column(_("Grant and work package")),
    ]
    columns += [Column(_("Worked for"))] + ([Column(_("Person"))] if people else [])
    columns += [Column(_("What was done")), Column(_("Worth"), "number")]
    return Table(caption, columns, [_row(one, people, editable) for one in lines])


def _row(line: HoursLine, people: bool, editable: bool) -> list[Any]:
    clock = f"{formats.clock(line.from_at)}\N{EN DASH}{formats.clock(line.to_at)}" if line.from_at and line.to_at else None
    day = Cell(line.on, reverse("ledger:hours_row", args=[line.id]) if editable and line.source == "sheet" else "")
    done = ", ".join(part for part in (line.activity, line.note) if part)
    row: list[Any] = [day, line.hours, clock, Cell(line.package, note=line.grant), line.organisation]
    row += [line.person] if people else []
    tag = Tag(str(SOURCES[line.source])) if line.source == "attendance" else None
    return [*row, Cell(done or None, tag=tag), Cell(line.amount, note=line.rate)]


def sheet_table(lines: Sequence[SheetLine], *, caption: str, month: bool = True) -> Table:
    """One row a sheet; what it is called leads to it."""
    columns = [Column(_("Month") if month else _("Person")), *([Column(_("Person"))] if month else [])]
    columns += [Column(_("Worked for")), Column(_("Grant")), Column(_("Hours"), "number"), Column(_("Worth"), "number")]
    return Table(caption, [*columns, Column(_("Signatures"))], [_sheet(one, month) for one in lines])


def _sheet(line: SheetLine, month: bool) -> list[Any]:
    to = reverse("ledger:sheet", args=[line.id])
    said = Cell(formats.long_month(line.month), to) if month else Cell(line.person, to)
    first: list[Any] = [said, line.person] if month else [said]
    rows = rows_url(person=line.person_id, organisation=line.organisation_id, grant=line.grant_id, month=line.month)
    return [
        *first,
        line.organisation,
        line.grant,
        Cell(line.hours, rows),
        line.amount,
        Cell(None, tag=state(line), note=noted(line)),
    ]


def state(line: SheetLine) -> Tag:
    waits = line.holds is not Holds.BOTH and not line.locked and line.rows > 0
    return Tag(str(HOLDS[line.holds]), kind="signal" if waits else "plain")


def noted(line: SheetLine) -> str:
    """What else there is to say about the signatures, in one line."""
    if line.fell_at:
        return _("The hours were changed on %(day)s, so the signatures fell.") % {"day": formats.short_day(line.fell_at)}
    if line.asked_at:
        return _("Asked on %(day)s") % {"day": formats.short_day(line.asked_at)}
    return _("The month is locked.") if line.locked else ""


def month_table(lines: Sequence[MonthLine], *, caption: str) -> Table:
    columns = [Column(_("Month")), Column(_("Grant")), Column(_("Hours"), "number"), Column(_("Signed twice"), "number")]
    columns += [Column(_("Lacks the second"), "number"), Column(_("Not signed"), "number"), Column(_("Locked"))]
    return Table(caption, columns, [_month(one) for one in lines])


def _month(line: MonthLine) -> list[Any]:
    to = reverse("ledger:hours_month", args=[line.grant_id, line.month.strftime("%Y-%m")])
    asked = {"grant": line.grant_id, "month": line.month}
    counts = [Cell(n, rows_url(**asked, signed=one) if n else "") for one, n in _counts(line)]
    locked = Cell(line.locked_at.date() if line.locked_at else None, tag=None if line.locked_at else Tag(_("Open")))
    return [Cell(formats.long_month(line.month), to), line.grant, Cell(line.hours, rows_url(**asked)), *counts, locked]


def _counts(line: MonthLine) -> list[tuple[str, int]]:
    return [(Holds.BOTH.value, line.both), (Holds.ONE.value, line.one), (Holds.NONE.value, line.none)]


def stats(lines: Sequence[CoFinancing], currency: str = "") -> list[list[Stat]]:
    """For each grant: what counts, and what lacks a signature; each opens its rows."""
    return [
        [
            Stat(
                Money(one.signed, one.currency),
                _("counts"),
                rows_url(grant=one.grant_id, signed="both"),
                _hours(one.hours_signed),
            ),
            Stat(
                Money(one.unsigned, one.currency),
                _("lacks a signature"),
                rows_url(grant=one.grant_id),
                _hours(one.hours_unsigned),
                needs_you=one.unsigned > 0,
            ),
        ]
        for one in lines
    ]


def _hours(hours: Any) -> str:
    return _("%(n)s hours") % {"n": formats.number(hours)}


def crumbs(last: str = "") -> tuple[Entry, ...]:
    found = [Entry(_("Hours"), reverse("ledger:hours_months"))]
    return tuple([*found, Entry(last, "", current=True)] if last else found)


def blame(form: Any, error: KlyngeError) -> None:
    """Shows what an action refused, beside the field it is about where the form has one."""
    where = {"from_at": "begins", "to_at": "ends", "on": "day"}.get(getattr(error, "where", ""), getattr(error, "where", ""))
    form.add_error(where if where in form.fields else None, sentence(error))


def tell(request: KlyngeRequest, error: KlyngeError) -> None:
    messages.error(request, sentence(error))
