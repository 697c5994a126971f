"""A report as a workbook: a sheet for each table. The same content gives the same bytes."""

from io import BytesIO

import xlsxwriter

from klynge.programme.pack.cells import Cells
from klynge.programme.pack.content import Content


def xlsx(content: Content, language: str) -> bytes:
    report = content.reports[language]
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        cells = Cells(book, content.on, report.title)
        cells.sheet(report.words["about"], (report.words["what"], report.words["said"]), report.lines)
        for one in report.sheets:
            cells.sheet(one.name, one.heads, one.rows)
        rows = [(passage.heading, fact) for passage in report.passages for fact in (*passage.facts, passage.text) if fact]
        cells.sheet(report.words["text"], (report.words["heading"], report.words["said"]), rows)
    return made.getvalue()
