"""What every kind of list shares: columns known by their headings in Danish and English, cells read one by one, and problems by row
and column."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_noop

from klynge.core.errors import Wrong
from klynge.core.words import fold
from klynge.register.imports.table import Line, Table
from klynge.register.imports.values import unguarded


@dataclass(frozen=True, slots=True)
class Column:
    """`name` is the field that it fills; `label` what people call it; `headings` more words for it, Danish and English."""

    name: str
    label: Promise
    danish: str
    english: str
    read: Callable[[str], Any]
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """`row` as a spreadsheet numbers it; `column` the name of a column, or the heading as it stands in the file; `template` English,
    filled by `facts`. An error stops the whole file; anything else is said and goes on."""

    row: int
    column: str
    template: str
    facts: Mapping[str, Any]
    error: bool = True


@dataclass(frozen=True)
class Columns:
    """The columns of one kind of list."""

    columns: tuple[Column, ...]

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def _known(self) -> dict[str, Column]:
        said = ((word, one) for one in self.columns for word in (one.danish, one.english, one.name, *one.headings))
        return {_heading(word): one for word, one in said}

    def known(self, heading: str) -> Column | None:
        """The column that a heading names, None for one that is not of the list."""
        return self._known.get(_heading(heading))

    def place(self, problem: Problem) -> str:
        """The problem's column in the reader's language."""
        column = self.by_name.get(problem.column)
        return str(column.label) if column else problem.column

    def english(self, problem: Problem) -> str:
        """The problem in English, for the command line."""
        column = self.by_name.get(problem.column)
        said = problem.template % problem.facts if problem.facts else problem.template
        return f"Row {problem.row}, {column.english if column else problem.column}: {said}"

    def found(self, table: Table) -> tuple[list[Column | None], list[Problem]]:
        """The column of each heading, None for one that is left out."""
        columns: list[Column | None] = []
        problems = []
        for heading in table.headings:
            column = self.known(heading)
            if column is not None and column in columns:
                problems.append(Problem(1, heading, gettext_noop("This column stands twice. Keep one of them."), {}))
                column = None
            elif column is None and heading:
                problems.append(Problem(1, heading, gettext_noop("This column is not known and was left out."), {}, error=False))
            columns.append(column)
        return columns, problems


def said_in(line: Line, columns: list[Column | None], problems: list[Problem]) -> dict[str, Any]:
    """What the cells of a row say, by the name of their column; empty ones say nothing."""
    width = len(columns)
    if len(line.cells) < width or any(cell.strip() for cell in line.cells[width:]):
        facts = {"found": len(line.cells), "wanted": width}
        problems.append(
            Problem(line.number, "", gettext_noop("The row has %(found)d cells, the headings are %(wanted)d."), facts)
        )
    said: dict[str, Any] = {}
    for column, cell in zip(columns, line.cells, strict=False):
        bare = cell.strip()
        if column is None or not bare:
            continue
        if bare.startswith("="):
            template = gettext_noop("It begins like a formula and is taken as plain text.")
            problems.append(Problem(line.number, column.name, template, {}, error=False))
        try:
            said[column.name] = column.read(unguarded(bare))
        except Wrong as wrong:
            problems.append(Problem(line.number, column.name, wrong.template, wrong.facts))
    return said


def _heading(text: str) -> str:
    return re.sub(r"[\s_]+", " ", fold(unguarded(text))).strip(" :*")
