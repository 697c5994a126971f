"""Letters about state aid, as lists and doors show them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.ledger.models import Letter


@dataclass(frozen=True, slots=True)
class LetterLine:
    id: int
    kind: str
    language: str
    made_at: datetime


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
        found[row.aid_id] = (*found.get(row.aid_id, ()), LetterLine(row.pk, row.kind, row.language, row.made_at))
    return found


def one_letter(viewer: Viewer, letter_id: int) -> LetterCard:
    """Raises Refused."""
    row: Letter = the(Letter, viewer, pk=letter_id)
    return LetterCard(row.pk, row.organisation_id, row.kind, row.facts, row.hash, row.made_at)
