"""An activity in the parts of its page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from klynge.access.viewer import Viewer
from klynge.ledger import words
from klynge.ledger.queries.activities import ActivityCard
from klynge.ledger.queries.rows import RowLine
from klynge.ledger.views import parts
from klynge.web import formats
from klynge.web.denmark import municipality
from klynge.web.parts import Action, Fact


def found(total: int) -> str:
    return ngettext("%(n)s activity", "%(n)s activities", total) % {"n": formats.number(total)}


def answer(card: ActivityCard, lines: Sequence[RowLine]) -> str:
    firms = len({line.organisation_id for line in lines})
    told = {"n": formats.number(len(lines)), "firms": formats.number(firms), "day": formats.long_day(card.line.on)}
    if not lines:
        return gettext("%(day)s. Nobody is recorded yet.") % told
    return gettext("%(day)s. Took part: %(n)s, for organisations: %(firms)s.") % told


def list_actions(viewer: Viewer) -> list[Action]:
    who = Action(gettext("Who took part"), reverse("ledger:rows"))
    if not viewer.secretariat:
        return [who]
    enter = Action(gettext("Enter an activity"), reverse("ledger:plan"), "primary")
    return [enter, Action(gettext("Recorded otherwise"), reverse("ledger:otherwise")), who]


def actions(card: ActivityCard) -> list[Action]:
    if not card.open:
        return []
    doors = {
        "file": gettext("Take in a list"),
        "paper": gettext("Print the list to sign"),
        "change_activity": gettext("Change the activity"),
        "cancel_activity": gettext("Cancel the activity"),
    }
    return [Action(label, reverse(f"ledger:{name}", args=[card.line.id])) for name, label in doors.items()]


def facts(card: ActivityCard) -> list[Fact]:
    line = card.line
    place = municipality(card.municipality) if card.municipality else None
    told = [
        Fact(gettext("Kind"), str(words.KINDS[line.kind])),
        Fact(gettext("Begins"), line.from_at),
        Fact(gettext("Ends"), line.to_at),
        Fact(gettext("Place"), line.place),
        Fact(gettext("Municipality"), place.name if place else None),
        Fact(gettext("What a participant pays"), card.price if card.price.amount else gettext("free")),
        Fact(gettext("State aid to each who takes part"), card.aid_each if card.aid_each.amount else None),
        Fact(gettext("Note"), card.note),
    ]
    return [fact for fact in told if fact.value not in (None, "")]


def still_here(card: ActivityCard, lines: Sequence[RowLine]) -> list[RowLine]:
    """Who checked in and has not left."""
    return [line for line in lines if line.evidence == "check-in" and line.to_at is None] if card.open else []


def under(card: ActivityCard, title: str) -> Mapping[str, Any]:
    """Title, crumbs and the way back for a form about the activity."""
    back = reverse("ledger:activity", args=[card.line.id])
    return {"title": title, "crumbs": parts.crumbs(title, parts.activities_crumb(), (card.line.title, back)), "back": back}
