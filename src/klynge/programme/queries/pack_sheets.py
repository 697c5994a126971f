"""The tables of a report in the language that is on."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from klynge.ledger.words import AFTER, AID, BEFORE
from klynge.programme import report_words as words
from klynge.programme.pack.content import Sheet
from klynge.programme.queries.accounts import KINDS, Accounts
from klynge.programme.queries.figures import FigureCard
from klynge.programme.queries.taken_part import TakenPart
from klynge.register.fields import KINDS as ORGANISATIONS
from klynge.register.fields import MEMBERSHIPS
from klynge.register.places import regions_on


def sheets(cards: Sequence[FigureCard], taken: TakenPart, money: Accounts, language: str) -> tuple[Sheet, ...]:
    return (
        indicators(cards, money.currency, language),
        splits(cards, language),
        participants(taken, language),
        partners(taken),
        accounts(money),
        aid(taken),
    )


def indicators(cards: Sequence[FigureCard], currency: str, language: str) -> Sheet:
    heads = (_("Indicator"), _("Key"), _("Unit"), _("Target"), _("Actual"), _("Lacks a fact"), _("Confirmed"), _("Source"))
    rows = tuple(
        (
            card.name(language),
            card.key,
            currency if card.definition.unit == "money" else str(words.UNITS.get(card.definition.unit, card.definition.unit)),
            card.target,
            card.value,
            card.unknown,
            _("yes") if card.definition.confirmed else _("no"),
            card.definition.source,
        )
        for card in cards
    )
    return Sheet("indicators", _("Indicators"), heads, rows)


def splits(cards: Sequence[FigureCard], language: str) -> Sheet:
    heads = (_("Indicator"), _("By"), _("Part"), _("Actual"))
    rows = tuple(
        (card.name(language), str(words.SPLITS[by]), _part(by, part.name, language), part.value)
        for card in cards
        for by, parts in card.splits
        for part in parts
    )
    return Sheet("splits", _("Split"), heads, rows)


def participants(taken: TakenPart, language: str) -> Sheet:
    heads = (_("Organisation"), _("CVR number"), _("Country"), _("Kind"), _("Membership"), _("SME by the EU rule"), _("Staff"))
    heads += (_("Region"), _("Activities"), _("People"), _("Hours"), _("Dedicated company"))
    regions = _regions(language)
    rows = tuple(
        (
            one.name,
            one.cvr,
            one.country,
            str(ORGANISATIONS.get(one.kind, one.kind)),
            str(MEMBERSHIPS.get(one.member, one.member)) if one.member else "",
            _("not known") if one.sme is None else _("yes") if one.sme else _("no"),
            one.staff,
            regions.get(one.region, one.region),
            one.activities,
            one.people,
            one.hours,
            _yes(one.dedicated),
        )
        for one in taken.participants
    )
    return Sheet("participants", _("Participants"), heads, rows)


def partners(taken: TakenPart) -> Sheet:
    """The register of economic partners and state-aid recipients."""
    heads = (_("Organisation"), _("CVR number"), _("Country"), _("Economic partner"), _("State-aid recipient"))
    rows = tuple(
        (one.name, one.cvr, one.country, _yes(one.economic), _yes(one.recipient))
        for one in taken.participants
        if one.economic or one.recipient
    )
    return Sheet("partners", _("Partners and recipients"), heads, rows)


def accounts(money: Accounts) -> Sheet:
    costs = tuple(str(words.COSTS[kind]) for kind in KINDS)
    heads = (_("Work package"), _("Name"), _("Professional work"), *costs, _("Hours"), _("Value of hours"), _("Total"))
    heads += (_("Of this co-financing"), _("Since the grant began"), _("Budget"), _("Left of the budget"))
    rows: list[tuple[Any, ...]] = [
        (
            line.number,
            line.name,
            _yes(line.professional),
            *(line.costs[kind] for kind in KINDS),
            line.hours,
            line.value,
            line.total,
            line.own,
            line.to_date,
            line.budget,
            line.budget - line.to_date,
        )
        for line in money.lines
    ]
    if rows:
        sums = [sum((row[place] for row in rows), Decimal(0)) for place in range(3, len(heads))]
        rows.append((_("All"), "", "", *sums))
    return Sheet("accounts", _("Accounts (%(currency)s)") % {"currency": money.currency}, heads, tuple(rows))


def aid(taken: TakenPart) -> Sheet:
    heads = (_("Day of the right"), _("Organisation"), _("CVR number"), _("What for"), _("Basis"), _("Amount is"), _("Amount"))
    heads += (_("Currency"), _("In EUR"))
    steps = {"promised": _("expected"), "actual": _("actual")}
    rows = tuple(
        (
            one.on,
            one.name,
            one.cvr,
            one.what,
            str(AID.get(one.basis, one.basis)),
            steps[one.step],
            one.amount,
            one.currency,
            one.euro,
        )
        for one in taken.aid
    )
    return Sheet("aid", _("State aid"), heads, rows)


def _yes(said: bool) -> str:
    return "x" if said else ""


def _part(by: str, name: str | None, language: str) -> str:
    return _("not known") if name is None else _regions(language).get(name, name) if by == "region" else name


def _regions(language: str) -> dict[str, str]:
    """Those before the regions of 2027 and those after."""
    return {**regions_on(BEFORE, language), **regions_on(AFTER, language)}
