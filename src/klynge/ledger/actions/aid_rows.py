"""A row of aid before it is booked: its amount in euro, and the organisation as it was on the day."""

from datetime import date
from decimal import Decimal

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Refused, Wrong
from klynge.core.money import Money
from klynge.ledger.models import Aid, Grant
from klynge.ledger.queries.aid import DE_MINIMIS, works_with_money
from klynge.ledger.queries.law import rates
from klynge.ledger.queries.locks import locked
from klynge.ledger.queries.standing import FIELDS, standings
from klynge.register.models import Organisation

BASES = (DE_MINIMIS, "gber27", "gber28")
LOCK = "ledger aid"  # promises are made one at a time


def aid_row(by: Viewer, organisation_id: int, money: Money, on: date, what: str, basis: str) -> Aid:
    """A row with its amount in euro and the organisation as it was on the day, not booked yet."""
    firm: Organisation = the(Organisation, by, pk=organisation_id)
    if basis not in BASES:
        raise Wrong("“%(basis)s” is no basis of aid. There are: %(bases)s.", where="basis", basis=basis, bases=", ".join(BASES))
    if not what.strip():
        raise Wrong("Say in a few words what the aid is for.", where="what")
    if not money.amount.is_finite() or not 0 < money.amount < Decimal(10) ** 11:
        raise Wrong("Write the amount of the aid as a number above zero.", where="amount")
    if firm.founded_on and on < firm.founded_on:
        raise Wrong("%(name)s was founded on %(day)s, after the day of the aid.", where="on", name=firm.name, day=firm.founded_on)
    euro = rates().euro(money, on).amount
    stands = standings([(firm.pk, on)])[firm.pk, on]
    return Aid(
        **{name: getattr(stands, name) for name in FIELDS},
        on=on,
        basis=basis,
        what=what.strip()[:200],
        amount=money.amount,
        currency=money.currency,
        euro=euro,
    )


def house(by: Viewer) -> None:
    if not works_with_money(by):
        raise Refused("There is no such thing here, or it is not open to you.")


def open_month(by: Viewer, grant_id: int | None, on: date) -> None:
    """Raises Wrong where the month of the day is closed for the grant."""
    if grant_id is not None and locked(grant_id, on):
        raise Wrong(
            "%(month)s is locked for %(grant)s. Somebody with the money right can open it again, with a reason.",
            month=f"{on:%Y-%m}",
            grant=the(Grant, by, pk=grant_id).name,
        )
