"""The body of a table. A page can hold thousands of cells, so they are written here and not by a template each."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from klynge.web import formats
from klynge.web.parts import Cell, Column, Line, Table, Value

_HEAD = '<th role="rowheader" scope="row" class="is-{}"><span>', "</span></th>"
_CELL = '<td role="cell" data-label="{}" class="is-{}"><span>', "</span></td>"


def body(table: Table) -> SafeString:
    """The rows of a table, each cell with what a phone says before it. Raises ValueError for a row of another length."""
    around = [_around(column, first=not place) for place, column in enumerate(table.columns)]
    # What stands around the cells was escaped above, what is in them below.
    return mark_safe("".join(_line(around, row) for row in table.rows))  # noqa: S308


def _around(column: Column, *, first: bool) -> tuple[str, str]:
    if first:
        return format_html(_HEAD[0], column.kind), _HEAD[1]
    return format_html(_CELL[0], column.label, column.kind), _CELL[1]


def _line(around: Sequence[tuple[str, str]], row: Line) -> str:
    cells = [f"{before}{_inside(value)}{after}" for (before, after), value in zip(around, row, strict=True)]
    return f'<tr role="row">{"".join(cells)}</tr>'


def _inside(value: Cell | Value) -> str:
    if not isinstance(value, Cell):
        return conditional_escape(formats.text(value))
    said = formats.text(value.value) if value.value is not None or value.url or not value.tag else ""
    shown = format_html('<a href="{}">{}</a>', value.url, said) if value.url else conditional_escape(said)
    if value.tag:
        shown += " " + render_to_string("web/parts/tag.html", {"tag": value.tag})
    if value.note:
        shown += format_html('<span class="cell-note">{}</span>', value.note)
    return shown
