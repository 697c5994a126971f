"""The members as a list that import takes in again without change."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import xlsxwriter
from django.db import transaction

from klynge.access.journal import record
from klynge.access.viewer import Viewer
from klynge.core.errors import Wrong
from klynge.register.imports.columns import COLUMNS
from klynge.register.imports.values import guarded, said
from klynge.register.models import Person
from klynge.register.queries.member_list import member_list

CSV, XLSX = "csv", "xlsx"
_TYPES = {CSV: "text/csv; charset=utf-8", XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@dataclass(frozen=True, slots=True)
class File:
    """`type` is the media type; `rows` how many members are in it."""

    name: str
    type: str
    content: bytes
    rows: int


def export_members(*, by: Viewer, form: str, language: str, today: date) -> File:
    """A CSV or XLSX file with the members and the fields that the viewer may take out of the house: of all members for the
    secretariat, of their own firm for those who look after one. Headings and decimals in Danish ("da") or English."""
    if form not in _TYPES:
        raise Wrong("A list is written as csv or xlsx.", where="form")
    known = member_list(by, today, verb="export")
    danish = language == "da"
    headings = [column.danish if danish else column.english for column in COLUMNS]
    decimal = "," if danish else "."
    rows = ([guarded(said(getattr(one.member, column.name), decimal)) for column in COLUMNS] for one in known)
    content = _csv(headings, rows, ";" if danish else ",") if form == CSV else _xlsx(headings, rows)
    if by.person_id is not None:
        with transaction.atomic():
            record(by=by, verb="export list", what=Person(pk=by.person_id), rows=len(known), form=form)
    return File(f"members-{today.isoformat()}.{form}", _TYPES[form], content, len(known))


def _csv(headings: list[str], rows: Iterator[list[str]], delimiter: str) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _xlsx(headings: list[str], rows: Iterator[list[str]]) -> bytes:
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
