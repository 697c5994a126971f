"""The problems of a list that was read, as tables in the reader's language."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from klynge.register.imports.reading import Columns, Problem
from klynge.web.errors import filled
from klynge.web.parts import Column, Table

SHOWN = 200  # problems on one page; the rest are counted


def problems_of(errors: Sequence[Problem], notes: Sequence[Problem], columns: Columns) -> Mapping[str, Any]:
    """What `register/part_problems.html` takes."""
    return {
        "errors": _table(_("What must be mended first"), errors, columns),
        "notes": _table(_("What you should know"), notes, columns),
        "more_errors": max(0, len(errors) - SHOWN),
        "more_notes": max(0, len(notes) - SHOWN),
    }


def _table(caption: str, problems: Sequence[Problem], columns: Columns) -> Table | None:
    if not problems:
        return None
    heads = [Column(_("Row"), "number"), Column(_("Column")), Column(_("Problem"))]
    return Table(caption, heads, [[one.row, columns.place(one) or "–", _said(one)] for one in problems[:SHOWN]])


def _said(problem: Problem) -> str:
    return filled(problem.template, problem.facts)
