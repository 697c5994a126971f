"""Lists that leave the house as CSV or XLSX, in the decimals and separators of their language. No cell is one that a spreadsheet would
work out."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import xlsxwriter

from klynge.core.errors import Wrong
from klynge.register.imports.values import guarded

CSV, XLSX = "csv", "xlsx"
TYPES = {CSV: "text/csv; charset=utf-8", XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@dataclass(frozen=True, slots=True)
class File:
    """`type` is the media type; `rows` how many lines there are below the headings."""

    name: str
    type: str
    content: bytes
    rows: int


class Writer:
    """Writes lists of one form, "csv" or "xlsx". Raises Wrong for another."""

    def __init__(self, form: str, *, danish: bool) -> None:
        if form not in TYPES:
            raise Wrong("A list is written as csv or xlsx.", where="form")
        self.form, self.danish = form, danish

    @property
    def decimal(self) -> str:
        return "," if self.danish else "."

    def file(self, name: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> File:
        """`name` without its ending."""
        lines = [[guarded(cell) for cell in row] for row in rows]
        content = self._csv(headings, lines) if self.form == CSV else _xlsx(headings, lines)
        return File(f"{name}.{self.form}", TYPES[self.form], content, len(lines))

    def _csv(self, headings: Sequence[str], rows: list[list[str]]) -> bytes:
        text = io.StringIO(newline="")
        writer = csv.writer(text, delimiter=";" if self.danish else ",", lineterminator="\r\n")
        writer.writerow(headings)
        writer.writerows(rows)
        return text.getvalue().encode("utf-8-sig")


def _xlsx(headings: Sequence[str], rows: list[list[str]]) -> bytes:
    """All cells are text, so that no spreadsheet turns a number into another one."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        sheet.freeze_panes(1, 1)
        for place, heading in enumerate(headings):
            sheet.write_string(0, place, heading, bold)
        for line, row in enumerate(rows, start=1):
            for place, cell in enumerate(row):
                if cell:
                    sheet.write_string(line, place, cell)
    return content.getvalue()
