"""Lists of members that were read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.register.imports.reading import Problem
from klynge.register.models import Import


@dataclass(frozen=True, slots=True)
class ImportLine:
    """A list in the list of lists. `counts`: rows by "new", "changed", "same", "wrong"."""

    id: int
    name: str
    made_at: datetime
    taken_at: datetime | None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RowLine:
    """One row of a list. `changes`: (column, what the register said, what the list says)."""

    row: int
    state: str
    name: str
    number: str
    changes: tuple[tuple[str, str, str], ...]
    wrong: bool


@dataclass(frozen=True, slots=True)
class ImportCard:
    """A list as it was read. `rows` holds those that change something or are wrong, in the file's order."""

    line: ImportLine
    errors: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    rows: tuple[RowLine, ...]


def imports(viewer: Viewer, limit: int = 50) -> list[ImportLine]:
    rows = Import.objects.visible_to(viewer).defer("rows", "problems")[:limit]
    return [_line(row) for row in rows]


def one_import(viewer: Viewer, import_id: int) -> ImportCard:
    """Raises Refused when there is none for the viewer."""
    row = the(Import, viewer, pk=import_id)
    problems = [Problem(*kept) for kept in row.problems]
    wrong = {problem.row for problem in problems if problem.error}
    rows = tuple(_row(kept, wrong) for kept in row.rows if kept[1] != "same" or kept[0] in wrong)
    errors, notes = (tuple(p for p in problems if p.error is error) for error in (True, False))
    return ImportCard(_line(row), errors, notes, rows)


def _line(row: Import) -> ImportLine:
    return ImportLine(row.pk, row.name, row.made_at, row.taken_at, row.counts)


def _row(kept: list[Any], wrong: set[int]) -> RowLine:
    number, state, cells, changes = kept
    shown = cells.get("cvr") or " ".join(filter(None, (cells.get("country"), cells.get("foreign_number"))))
    said = tuple((column, was, now) for column, was, now in changes)
    return RowLine(number, state, cells.get("name", ""), shown, said, number in wrong)
