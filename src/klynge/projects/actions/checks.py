"""What the actions of this app ask of what they are given, each with a sentence for whoever wrote it."""

from datetime import date
from decimal import Decimal

from django.utils import timezone

from klynge.core.errors import Wrong
from klynge.core.money import Money
from klynge.ledger.queries.law import rates
from klynge.ledger.queries.locks import locked
from klynge.register.texts import tidy

MOST = Decimal(10) ** 11


def text(said: str, where: str, most: int, need: str = "") -> str:
    """The text as it is kept; `need` is the English sentence that is raised when nothing is left of it."""
    found = tidy(said, where=where, lines=most > 500)
    if need and not found:
        raise Wrong(need, where=where)
    if len(found) > most:
        raise Wrong(
            "It has %(length)d characters; at most %(most)d are kept. Shorten it.", where=where, length=len(found), most=most
        )
    return found


def in_order(from_on: date, to_on: date | None) -> None:
    if to_on is not None and to_on < from_on:
        raise Wrong("It would end before it begins. Choose a later day.", where="to_on")
    if from_on.year < 1990 or (to_on or from_on).year > 2100:
        raise Wrong("A project lies between 1990 and 2100. Look at the year again.", where="from_on")


def within(day: date, from_on: date, to_on: date, where: str) -> None:
    if not from_on <= day <= to_on:
        raise Wrong(
            "%(day)s is not within the project's time, %(first)s to %(last)s.",
            where=where,
            day=day.isoformat(),
            first=from_on.isoformat(),
            last=to_on.isoformat(),
        )


def not_to_come(day: date, where: str) -> None:
    if day > timezone.localdate():
        raise Wrong("%(day)s is still to come. Record it when it has happened.", where=where, day=day.isoformat())


def amount(said: Decimal, currency: str, on: date, into: str) -> Money:
    """Money above zero, to the cent, that can be reckoned in the project's currency on that day."""
    if not said.is_finite() or said <= 0 or said >= MOST or said != round(said, 2):
        raise Wrong("Write an amount above zero, with at most two decimals.", where="amount")
    code = currency.strip().upper()
    if len(code) != 3 or not code.isascii() or not code.isalpha():
        raise Wrong("“%(code)s” is no currency. Write three letters, as DKK or SEK.", where="currency", code=currency[:10])
    if code != into:
        known = rates()
        try:
            known.at(code, on), known.at(into, on)
        except Wrong as wrong:
            raise Wrong(wrong.template, where="currency", **wrong.facts) from None
    return Money(said, code)


def open_month(grant_id: int, on: date, where: str) -> None:
    if locked(grant_id, on):
        raise Wrong(
            "%(month)s is closed for this grant. Somebody with the money right can open it again, with a reason.",
            where=where,
            month=on.strftime("%Y-%m"),
        )
