"""The evidence of a binder as tables: one XLSX with a sheet each, and one CSV each."""

import csv
import io
import re
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import xlsxwriter

from klynge.programme.binder.facts import back, rows_of
from klynge.programme.queries.shapes import Value
from klynge.register.imports.values import guarded


def xlsx(facts: dict[str, Any]) -> bytes:
    """Numbers and days as such, all else as text; the day of the binder instead of a clock."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        day = back(facts["on"])
        assert isinstance(day, date)
        book.set_properties({"title": facts["label"], "created": datetime.combine(day, time(), UTC)})
        bold, as_day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for n, one in enumerate(facts["evidence"], start=1):
            sheet = book.add_worksheet(f"{n} {_name(one['title'])}"[:31])
            sheet.freeze_panes(1, 1)
            for place, heading in enumerate(one["columns"]):
                sheet.write_string(0, place, heading, bold)
                sheet.set_column(place, place, max(12, min(48, len(heading) + 4)))
            for line, row in enumerate(rows_of(one), start=1):
                for place, value in enumerate(row):
                    _write(sheet, line, place, value, as_day)
        if not facts["evidence"]:
            book.add_worksheet()
    return content.getvalue()


def _name(title: str) -> str:
    return re.sub(r"[\[\]:*?/\\']", " ", title).strip()


def _write(sheet: Any, line: int, place: int, value: Value, as_day: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(line, place, datetime.combine(value, time()), as_day)
    elif isinstance(value, int | Decimal):
        sheet.write_number(line, place, float(value))
    elif value:
        sheet.write_string(line, place, value)


def csv_of(one: dict[str, Any], language: str) -> bytes:
    """One piece of evidence, with the separators of the language; a cell that looks like a formula is told as text."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if language == "da" else ",", lineterminator="\r\n")
    writer.writerow([guarded(name) for name in one["columns"]])
    writer.writerows([_cell(value, language) for value in row] for row in rows_of(one))
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Value, language: str) -> str:
    if isinstance(value, Decimal):
        return str(value).replace(".", ",") if language == "da" else str(value)
    return "" if value is None else guarded(value.isoformat() if isinstance(value, date) else str(value))
