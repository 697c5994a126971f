"""What the pages of law and state aid share: who may pass, marks on legal values, and sums in words."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.forms import BaseForm
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klynge.access.viewer import Role
from klynge.access.who import holder, managers, secretariat
from klynge.core.errors import KlyngeError
from klynge.core.law import Value, unconfirmed
from klynge.core.money import Money
from klynge.core.steps import Step
from klynge.ledger import words_law
from klynge.register.views.profile_parts import step
from klynge.web import formats
from klynge.web.errors import sentence
from klynge.web.parts import Cell, Column, Entry, Line, Table, Tag

finance = holder(Role.FINANCE)
house = secretariat | finance
ours = house | managers


def blame(form: BaseForm, error: KlyngeError) -> None:
    """Shows what an action refused, beside the field it is about."""
    where = getattr(error, "where", "")
    form.add_error(where if where in form.fields else None, sentence(error))


def crumbs(here: str, *before: tuple[str, str]) -> tuple[Entry, ...]:
    first = Entry(_("State aid"), reverse("ledger:aid"))
    return (first, *(Entry(label, url) for label, url in before), Entry(here, "", current=True))


def euro(amount: Decimal) -> Money:
    return Money(amount, "EUR")


def said(value: Value) -> str:
    """The amount of a legal value with its unit."""
    if value.unit == "date":
        return formats.long_day(value.day)
    if value.unit == "EUR":
        return formats.money(value.amount, "EUR")
    unit = words_law.UNITS.get(value.unit, value.unit)
    return f"{formats.number(value.amount)}{formats.NBSP}{unit}"


def mark(value: Value) -> Tag | None:
    """The mark that stands wherever a value is used that nobody has held against the act."""
    return None if value.confirmed else Tag(_("not confirmed"), kind="signal")


def doubt(values: Iterable[Value]) -> str:
    """Which of the values that were used nobody has confirmed; "" when all are."""
    open_ones = unconfirmed(values)
    if not open_ones:
        return ""
    told = ngettext(
        "It rests on a value that is not confirmed: %(names)s.",
        "It rests on values that are not confirmed: %(names)s.",
        len(open_ones),
    )
    return told % {"names": "; ".join(f"{words_law.name(value.name)} ({said(value)})" for value in open_ones)}


def steps(told: Iterable[Step]) -> list[str]:
    return [step(one) for one in told]


def values(used: Sequence[Value]) -> Table:
    """The legal values that a calculation rests on, each with its source."""
    columns = [
        Column(_("Value")),
        Column(_("Amount"), "number"),
        Column(_("From"), "date"),
        Column(_("Until"), "date"),
        Column(_("Source")),
    ]
    return Table(_("Legal values used"), columns, [line(value) for value in used])


def line(value: Value) -> Line:
    until = formats.short_day(value.to_on) if value.to_on else _("further notice")
    return (
        Cell(words_law.name(value.name), tag=mark(value)),
        said(value),
        formats.short_day(value.from_on),
        until,
        Cell(value.source),
    )
