"""Letters about state aid, as lists and doors show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.ledger.models import Aid, Letter
from klynge.register.models import Organisation
from klynge.web.listing import Listing, listing


@dataclass(frozen=True, slots=True)
class LetterLine:
    id: int
    kind: str
    language: str
    made_at: datetime
    sent_at: datetime | None
    again_at: datetime | None


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter in the list of them. `firm` is "" where it is not open to the viewer; `holds`: what it says still counts."""

    id: int
    organisation_id: int
    firm: str
    kind: str
    what: str
    made_at: datetime
    sent_at: datetime | None
    again_at: datetime | None
    holds: bool


@dataclass(frozen=True, slots=True)
class LetterCard:
    """`facts` hold each sentence of the letter; `hash` is that of the file."""

    id: int
    organisation_id: int
    kind: str
    facts: Mapping[str, Any]
    hash: str
    made_at: datetime


def letters_of(viewer: Viewer, aid_ids: Iterable[int]) -> dict[int, tuple[LetterLine, ...]]:
    """Row of aid -> its letters, the oldest first. One query."""
    found: dict[int, tuple[LetterLine, ...]] = {}
    for row in Letter.objects.visible_to(viewer).filter(aid_id__in=list(aid_ids)).order_by("made_at", "pk"):
        found[row.aid_id] = (*found.get(row.aid_id, ()), _line(row))
    return found


def _line(row: Letter) -> LetterLine:
    return LetterLine(row.pk, row.kind, row.language, row.made_at, row.sent_at, row.again_at)


def unsent(viewer: Viewer) -> list[int]:
    """Letters of rows that count and that have not left yet, the oldest first. One query."""
    rows = Letter.objects.visible_to(viewer, "aid", verb="change").filter(sent_at=None, aid__live=True)
    return list(rows.order_by("made_at", "pk").values_list("pk", flat=True))


def letters(viewer: Viewer, number: int) -> Listing[LetterRow]:
    """Those that have not left first, then the newest. Four queries, however many."""
    rows = Letter.objects.visible_to(viewer, verb="change").order_by(F("sent_at").desc(nulls_first=True), "-made_at", "-pk")
    page = listing(rows, number)
    found = list(page.items)
    firms = Organisation.objects.visible_to(viewer).filter(pk__in={row.organisation_id for row in found})
    names = dict(firms.values_list("pk", "name"))
    aid = Aid.objects.visible_to(viewer).filter(pk__in={row.aid_id for row in found})
    about = {pk: (what, live) for pk, what, live in aid.values_list("pk", "what", "live")}
    return Listing([_row(row, names, about) for row in found], page.number, page.pages, page.total)


def _row(row: Letter, names: Mapping[int, str], about: Mapping[int, tuple[str, bool]]) -> LetterRow:
    what, live = about.get(row.aid_id, ("", False))
    name = names.get(row.organisation_id, "")
    return LetterRow(row.pk, row.organisation_id, name, row.kind, what, row.made_at, row.sent_at, row.again_at, live)


def one_letter(viewer: Viewer, letter_id: int) -> LetterCard:
    """Raises Refused."""
    row: Letter = the(Letter, viewer, pk=letter_id)
    return LetterCard(row.pk, row.organisation_id, row.kind, row.facts, row.hash, row.made_at)
