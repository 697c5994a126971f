"""The rows behind a figure as a workbook."""

from io import BytesIO
from typing import Any

import xlsxwriter
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.indicators.shapes import Period
from klynge.ledger.models import Grant
from klynge.ledger.words import BOOKED
from klynge.programme import report_words as words
from klynge.programme.pack.cells import Cells
from klynge.programme.queries.behind import every_row
from klynge.programme.queries.figures import figures
from klynge.register.actions.exports import File

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def export_rows(*, by: Viewer, grant_id: int, key: str, period: Period, language: str) -> File:
    """A line for each row that the figure counts. Who may read the figure may take it out; the journal keeps who did."""
    with transaction.atomic():
        grant: Grant = the(Grant, by, verb="export", pk=grant_id)
        found = figures(by, grant_id, period, key=key)
        lines = every_row(by, found)
        record(by=by, verb="export figure", what=grant, key=key, rows=len(lines))
    with translation.override(language):
        heads = [
            _("Counts"),
            _("Kind of row"),
            _("Number"),
            _("Day"),
            _("Activity"),
            _("Organisation"),
            _("Hours"),
            _("Amount"),
            _("Result"),
        ]
        rows: list[list[Any]] = [
            [
                one.name or one.key,
                str(BOOKED[row.of]),
                row.id,
                row.day,
                row.activity,
                row.firm or row.organisation_id,
                row.hours or None,
                row.amount or None,
                str(words.RESULTS.get(row.result, row.result)),
            ]
            for one, row in lines
        ]
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        Cells(book, period.to_on).sheet(found.cards[0].name(language), heads, rows)
    return File(f"{key}-{period.from_on}-{period.to_on}.xlsx", XLSX, content.getvalue(), len(lines))
