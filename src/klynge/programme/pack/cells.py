"""Sheets of a workbook whose bytes depend on nothing but what stands in them."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter

WIDEST = 60


class Cells:
    """Numbers and days as such, all else as text, so that no cell is read as a formula; the day given instead of a clock."""

    def __init__(self, book: xlsxwriter.Workbook, on: date, title: str = "") -> None:
        book.set_properties({"title": title, "author": "", "created": datetime.combine(on, time(), UTC)})
        self.book = book
        self.bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self.money = book.add_format({"num_format": "#,##0.00"})
        self.names: set[str] = set()

    def sheet(self, name: str, heads: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        sheet = self.book.add_worksheet(self._name(name))
        sheet.freeze_panes(1, 1)
        for place, head in enumerate(heads):
            longest = max([len(head), *(len(str(row[place] if row[place] is not None else "")) for row in rows)])
            sheet.set_column(place, place, max(9, min(WIDEST, longest + 2)))
            sheet.write_string(0, place, head, self.bold)
        for line, row in enumerate(rows, start=1):
            for place, value in enumerate(row):
                self._write(sheet, line, place, value)

    def _name(self, name: str) -> str:
        """At most 31 letters, none of those that a workbook forbids, and none twice."""
        said = re.sub(r"[\[\]:*?/\\']", " ", name)[:31].strip() or "1"
        while said.lower() in self.names:
            said = f"{said[:28]} {len(self.names) + 1}"
        self.names.add(said.lower())
        return said

    def _write(self, sheet: Any, line: int, place: int, value: Any) -> None:
        if isinstance(value, bool) or value is None or value == "":
            if value is True:
                sheet.write_string(line, place, "x")
        elif isinstance(value, Decimal):
            sheet.write_number(line, place, float(value), self.money)
        elif isinstance(value, int):
            sheet.write_number(line, place, value)
        elif isinstance(value, date):
            sheet.write_datetime(line, place, datetime.combine(value, time()), self.day)
        else:
            sheet.write_string(line, place, str(value))
