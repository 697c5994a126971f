"""A row of the ledger and its history in the parts of a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from klynge.access.viewer import Viewer
from klynge.ledger import words
from klynge.ledger.queries.history import RowCard, Version
from klynge.ledger.queries.otherwise import Otherwise
from klynge.ledger.views import parts
from klynge.web import formats
from klynge.web.parts import Action, Entry, Fact


@dataclass(frozen=True, slots=True)
class Told:
    """A version in words. `changes`: column, before, now."""

    version: Version
    who: str
    why: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Differing:
    line: Otherwise
    kind: str
    url: str
    changes: tuple[tuple[str, str, str], ...]


def head(viewer: Viewer, total: int, query: QueryDict) -> Mapping[str, Any]:
    """Title and answer of the list: for the house all, for others what theirs took part in."""
    n = {"n": formats.number(total)}
    answer = ngettext("%(n)s row, the newest first", "%(n)s rows, the newest first", total) % n
    mine = query.get("mine") == "1"
    ours = viewer.member and not viewer.secretariat
    title = gettext("What our people took part in") if ours else gettext("Who took part")
    here = reverse("ledger:rows")
    tabs = [Entry(gettext("All of us"), here, not mine), Entry(gettext("Only me"), f"{here}?mine=1", mine)] if ours else []
    return {"title": title, "answer": answer, "tabs": tabs}


def facts(card: RowCard) -> list[Fact]:
    return [Fact(parts.column(name), parts.said(name, value)) for name, value in card.said if value not in (None, "")]


def versions(card: RowCard) -> list[Told]:
    """The newest first."""
    told = []
    for one in reversed(card.versions):
        why = gettext(one.reason) if one.reason else gettext("First recorded.")
        changes = tuple((parts.column(name), _text(name, was), _text(name, now)) for name, was, now in one.changes)
        told.append(Told(one, one.recorded_by or gettext("the system"), why, changes))
    return told


def actions(card: RowCard) -> list[Action]:
    if not card.live and card.newest != card.id:
        return [Action(gettext("Open the newest"), reverse("ledger:row", args=[card.kind, card.newest]), "primary")]
    if not card.open or card.row is None:
        return []
    doors = {"correct": gettext("Correct"), "withdraw": gettext("Withdraw")}
    return [Action(label, reverse(f"ledger:{name}", args=[card.id])) for name, label in doors.items()]


def under(card: RowCard, title: str = "") -> Mapping[str, Any]:
    """Title, crumbs and the way back."""
    kind, back = str(words.BOOKED.get(card.kind, card.kind)), reverse("ledger:row", args=[card.kind, card.id])
    above = (gettext("Who took part"), reverse("ledger:rows"))
    if not title:
        name = f"{kind}: {card.title}"
        return {"title": name, "crumbs": parts.crumbs(name, above)}
    return {"title": title, "crumbs": parts.crumbs(title, above, (card.title, back)), "back": back}


def differing(one: Otherwise) -> Differing:
    changes = tuple((parts.column(name), _text(name, was), _text(name, now)) for name, was, now in one.changes)
    return Differing(one, str(words.BOOKED[one.kind]), reverse("ledger:row", args=[one.kind, one.id]), changes)


def _text(name: str, value: Any) -> str:
    return formats.text(parts.said(name, value))
