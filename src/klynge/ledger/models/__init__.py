"""The models of the ledger."""

from klynge.ledger.models.activity import Activity, Funding
from klynge.ledger.models.booked import Booked
from klynge.ledger.models.grant import Due, Grant, Mandate, WorkPackage
from klynge.ledger.models.law import ExchangeRate, LegalValue
from klynge.ledger.models.papers import Declaration, Letter, Lock, Sheet, SizeTest
from klynge.ledger.models.roll import Roll
from klynge.ledger.models.rows import CAPACITIES, Aid, Cost, Hours, Participation, Result, Standing

BOOKED: tuple[type[Booked], ...] = (Participation, Hours, Aid, Cost, Result)

__all__ = [
    "BOOKED",
    "CAPACITIES",
    "Activity",
    "Aid",
    "Booked",
    "Cost",
    "Declaration",
    "Due",
    "ExchangeRate",
    "Funding",
    "Grant",
    "Hours",
    "LegalValue",
    "Letter",
    "Lock",
    "Mandate",
    "Participation",
    "Result",
    "Roll",
    "Sheet",
    "SizeTest",
    "Standing",
    "WorkPackage",
]
