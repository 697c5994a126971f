"""Grants, their work packages and their reporting calendar. They need the money right."""

from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from klynge.access.journal import record
from klynge.access.verbs import require_role, the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.ledger.models import Activity, Due, Funding, Grant, WorkPackage
from klynge.ledger.words import AID, CURRENCIES, DUES
from klynge.register.actions.kinds import valid
from klynge.register.actions.lock import locked
from klynge.register.texts import tidy

_WHY = "a grant's period holds what it pays for, whoever may see it"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a letter of grant says. `own` in percent of all cost; both days of the period are included."""

    funder: str
    name: str
    rules: str
    from_on: date
    to_on: date
    amount: Decimal
    number: str = ""
    currency: str = "DKK"
    own: Decimal = Decimal(50)
    attendance_counts: bool = False
    aid_basis: str = "de-minimis"
    credit_da: str = ""
    credit_en: str = ""

    def checked(self) -> "Terms":
        texts = {one.name: tidy(getattr(self, one.name), where=one.name) for one in fields(self) if one.type in (str, "str")}
        said = replace(self, **texts)
        for name in ("funder", "name", "rules"):
            if not getattr(said, name):
                raise Wrong("A grant needs its funder, its name and its set of rules.", where=name)
        _in_order(said.from_on, said.to_on)
        if said.amount <= 0:
            raise Wrong("The grant is an amount above 0.", where="amount")
        if not 0 <= said.own <= 100:
            raise Wrong("The own share is a percentage from 0 to 100.", where="own")
        if said.currency not in CURRENCIES:
            raise Wrong("“%(text)s” is no currency that is kept here.", where="currency", text=said.currency)
        if said.aid_basis not in AID:
            raise Wrong("“%(text)s” is no basis of state aid.", where="aid_basis", text=said.aid_basis)
        return said


def open_grant(*, by: Viewer, terms: Terms) -> Grant:
    with transaction.atomic():
        require_role(by, Role.FINANCE)
        row = Grant(**asdict(terms.checked()))
        valid(row)
        row.save()
        record(by=by, verb="open grant", what=row, amount=str(row.amount))
    return row


def change_grant(*, by: Viewer, grant_id: int, terms: Terms) -> Grant:
    """Raises Conflict when the new period would leave out what the grant has paid for or owes."""
    with transaction.atomic():
        row = locked(the(Grant, by, verb="change", pk=grant_id))
        said = terms.checked()
        paid = Funding.objects.system_rows(_WHY).filter(grant=row).values("activity_id")
        held = Activity.objects.system_rows(_WHY).filter(pk__in=paid, cancelled_at=None)
        outside = held.count() - held.filter(on__range=(said.from_on, said.to_on)).count()
        if outside:
            raise Conflict(
                "Activities that this grant pays for lie outside the new period (%(n)d). Let another grant pay for them first.",
                where="from_on",
                n=outside,
            )
        was = {name: getattr(row, name) for name in asdict(said)}
        for name, value in asdict(said).items():
            setattr(row, name, value)
        valid(row)
        changed = sorted(name for name in was if was[name] != getattr(row, name))
        if changed:
            row.save()
            record(by=by, verb="change grant", what=row, changed=", ".join(changed))
    return row


def add_work_package(
    *, by: Viewer, grant_id: int, number: str, name: str, budget: Decimal = Decimal(0), professional: bool = True
) -> WorkPackage:
    """The number again is the same work package, with what is said now."""
    with transaction.atomic():
        grant = locked(the(Grant, by, verb="change", pk=grant_id))
        said: dict[str, Any] = {"name": tidy(name, where="name"), "budget": budget, "professional": professional}
        key = tidy(number, where="number")
        if not key or not said["name"]:
            raise Wrong("A work package needs its number and its name.", where="number" if not key else "name")
        if budget < 0:
            raise Wrong("A budget is an amount from 0 up.", where="budget")
        row = WorkPackage.objects.visible_to(by).filter(grant=grant, number=key).first() or WorkPackage(grant=grant, number=key)
        new = row.pk is None
        for column, value in said.items():
            setattr(row, column, value)
        row.clean_fields(exclude=["grant"])
        row.save()
        record(by=by, verb="add work package" if new else "change work package", what=row, grant=grant_id, number=key)
    return row


def add_due(*, by: Viewer, grant_id: int, kind: str, from_on: date, to_on: date, due_on: date) -> Due:
    """A report that is owed for these days. The same kind for the same first day again moves its other days."""
    with transaction.atomic():
        grant = locked(the(Grant, by, verb="change", pk=grant_id))
        if kind not in DUES:
            raise Wrong("“%(text)s” is no kind of report.", where="kind", text=kind)
        _in_order(from_on, to_on)
        if from_on < grant.from_on or to_on > grant.to_on:
            raise Wrong("A report is owed for days within the grant's period.", where="from_on")
        if due_on < from_on:
            raise Wrong("The report would be due before its first day.", where="due_on")
        row = Due.objects.visible_to(by).filter(grant=grant, kind=kind, from_on=from_on).first()
        row = row or Due(grant=grant, kind=kind, from_on=from_on)
        new, row.to_on, row.due_on = row.pk is None, to_on, due_on
        row.save()
        record(by=by, verb="add report" if new else "move report", what=row, grant=grant_id, due=due_on.isoformat())
    return row


def _in_order(first: date, last: date) -> None:
    if last < first:
        raise Wrong("It would end before it begins. Choose a later day.", where="to_on")
