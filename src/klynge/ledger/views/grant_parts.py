"""A grant in the parts of its page."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from klynge.ledger import words
from klynge.ledger.queries.grants import GrantCard, GrantLine
from klynge.ledger.views.parts import rows_url
from klynge.web import formats
from klynge.web.parts import Action, Cell, Column, Fact, Moment, Row, Stat, Table


def period(first: date, last: date) -> str:
    return f"{formats.long_day(first)} – {formats.long_day(last)}"


def row(line: GrantLine) -> Row:
    paid = ngettext("%(n)s activity", "%(n)s activities", line.activities) % {"n": formats.number(line.activities)}
    facts = [line.funder, line.number, period(line.from_on, line.to_on), formats.short_money(line.amount), paid]
    url = reverse("ledger:grant", args=[line.id])
    return Row(line.name, url, facts=[fact for fact in facts if fact], deadline_at=line.next_due)


def answer(card: GrantCard) -> str:
    return f"{card.line.funder} · {period(card.line.from_on, card.line.to_on)}"


def actions(card: GrantCard) -> list[Action]:
    """What those with the money right can do."""
    doors = {
        "change_grant": gettext("Change the grant"),
        "package": gettext("Add a work package"),
        "due": gettext("Add a report that is owed"),
        "mandate": gettext("Let an auditor in"),
    }
    return [Action(label, reverse(f"ledger:{name}", args=[card.line.id])) for name, label in doors.items()]


def stats(card: GrantCard) -> list[Stat]:
    activities = f"{reverse('ledger:activities')}?grant={card.line.id}"
    return [
        Stat(card.line.activities, gettext("activities that it pays for"), activities),
        Stat(card.line.participations, gettext("times that somebody took part"), rows_url(grant=card.line.id)),
    ]


def facts(card: GrantCard) -> list[Fact]:
    line = card.line
    attendance = gettext("yes") if card.attendance_counts else gettext("no")
    shut = ", ".join(formats.month(one) for one in card.locked)
    return [
        Fact(gettext("The funder's number"), line.number),
        Fact(gettext("Amount of the grant"), line.amount),
        Fact(gettext("Own share in percent"), card.own),
        Fact(gettext("Set of rules"), card.rules),
        Fact(gettext("State aid by"), str(words.AID[card.aid_basis])),
        Fact(gettext("Attendance counts as co-financing"), attendance),
        Fact(gettext("Line that names the funder, in Danish"), card.credit_da),
        Fact(gettext("Line that names the funder, in English"), card.credit_en),
        Fact(gettext("Locked months"), shut),
    ]


def packages(card: GrantCard) -> Table | None:
    if not card.packages:
        return None
    heads = [Column(gettext("Number")), Column(gettext("Name")), Column(gettext("Budget"), "number")]
    heads += [Column(gettext("Work")), Column(gettext("Activities"), "number")]
    rows = [
        [
            one.number,
            one.name,
            one.budget,
            gettext("professional") if one.professional else gettext("secretariat"),
            Cell(one.activities, f"{reverse('ledger:activities')}?grant={card.line.id}"),
        ]
        for one in card.packages
    ]
    return Table(gettext("Work packages"), heads, rows)


def calendar(card: GrantCard, today: date) -> list[Moment]:
    return [
        Moment(
            one.due_on,
            str(words.DUES[one.kind]),
            period(one.from_on, one.to_on),
            state="done" if one.due_on < today else "now" if (one.due_on - today).days <= 30 else "coming",
        )
        for one in card.dues
    ]
