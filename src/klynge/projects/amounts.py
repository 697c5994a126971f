"""Amounts of several currencies in the one that a project is reckoned in."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

from klynge.core.errors import Wrong
from klynge.core.money import Rates


def into(rates: Rates, amount: Decimal, currency: str, on: date, wanted: str) -> Decimal | None:
    """The amount in the wanted currency by the rates of the day: exact, then rounded half up to the cent. None when a rate is not
    known: such an amount is counted as unknown and not as nothing."""
    if currency == wanted:
        return amount
    try:
        given, asked = rates.at(currency, on).per_euro, rates.at(wanted, on).per_euro
    except Wrong:
        return None
    exact = Fraction(amount) * Fraction(asked) / Fraction(given)
    return Decimal(floor(exact * 100 + Fraction(1, 2))).scaleb(-2)
