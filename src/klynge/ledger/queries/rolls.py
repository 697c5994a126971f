"""A list of participants that was read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.ledger.models import Activity, Roll
from klynge.register.imports.reading import Problem


@dataclass(frozen=True, slots=True)
class OfferLine:
    """What is taken in only when ticked. `kind`: "organisation" or "affiliation"."""

    key: str
    rows: tuple[int, ...]
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class RollRowLine:
    row: int
    state: str
    cells: Mapping[str, str]
    wrong: bool


@dataclass(frozen=True, slots=True)
class RollCard:
    id: int
    name: str
    activity_id: int
    activity: str
    taken_at: datetime | None
    counts: Mapping[str, int]
    errors: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    offers: tuple[OfferLine, ...]
    rows: tuple[RollRowLine, ...]


def one_roll(viewer: Viewer, roll_id: int) -> RollCard:
    """Raises Refused when there is none for the viewer."""
    made = the(Roll, viewer, pk=roll_id)
    title = Activity.objects.visible_to(viewer).filter(pk=made.activity_id).values_list("title", flat=True).first()
    problems = [Problem(*kept) for kept in made.problems]
    wrong = {problem.row for problem in problems if problem.error}
    errors, notes = (tuple(p for p in problems if p.error is error) for error in (True, False))
    return RollCard(
        id=made.pk,
        name=made.name,
        activity_id=made.activity_id,
        activity=title or "–",
        taken_at=made.taken_at,
        counts=made.counts,
        errors=errors,
        notes=notes,
        offers=tuple(OfferLine(key, tuple(rows), kind, name) for key, rows, kind, name in made.offers),
        rows=tuple(RollRowLine(row, state, cells, row in wrong) for row, state, cells in made.rows),
    )
