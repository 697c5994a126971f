"""Budget against cost and hours as a workbook."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

import xlsxwriter
from django.db import transaction
from django.utils.translation import gettext as _

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.ledger.models import Cost, Hours
from klynge.projects.models import Project
from klynge.projects.queries.accounts import accounts
from klynge.projects.queries.project import names_of
from klynge.projects.words import COSTS
from klynge.register.actions.exports import File

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Value = str | Decimal | date | None


def export_accounts(*, by: Viewer, project_id: int) -> File:
    """For whoever may take the whole accounts out of the house. Two sheets: the sums, and each row of cost and hours behind them,
    without the names of people."""
    with transaction.atomic():
        project: Project = the(Project, by, verb="export", pk=project_id)
        sums, rows = _sums(by, project), _rows(by, project)
        record(by=by, verb="export accounts", what=project, rows=len(rows) - 1)
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        bold = book.add_format({"bold": True})
        amount, day = book.add_format({"num_format": "#,##0.00"}), book.add_format({"num_format": "yyyy-mm-dd"})
        for name, lines in ((_("Budget and cost"), sums), (_("Rows"), rows)):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(lines[0]) - 1, 18)
            for at, heading in enumerate(lines[0]):
                sheet.write_string(0, at, str(heading), bold)
            for place, line in enumerate(lines[1:], start=1):
                for at, value in enumerate(line):
                    if isinstance(value, Decimal):
                        sheet.write_number(place, at, float(value), amount)
                    elif isinstance(value, date):
                        sheet.write_datetime(place, at, value, day)
                    elif value:
                        sheet.write_string(place, at, value)
    return File(f"project-{project.pk}-accounts.xlsx", TYPE, content.getvalue(), len(rows) - 1)


def _sums(by: Viewer, project: Project) -> Sequence[Sequence[Value]]:
    found = accounts(by, project.pk)
    names = {number: name for _id, number, name in found.parts}
    head = (_("Part"), _("Name"), _("Partner"), _("Kind of cost"), _("Currency"), _("Budget"), _("Cost"), _("Value of hours"))
    lines: list[Sequence[Value]] = [(*head, _("Hours"), _("Left"))]
    for line in found.lines:
        said = (line.part, names.get(line.part, ""), found.names.get(line.organisation_id, ""), str(COSTS[line.cost]))
        lines.append((*said, found.currency, line.budget, line.paid, line.worked, line.hours, line.left))
    spent = [sum((getattr(line, name) for line in found.lines), Decimal(0)) for name in ("paid", "worked", "hours")]
    lines.append((_("Total"), "", "", "", found.currency, found.budget, *spent, found.budget - found.spent))
    return lines


def _rows(by: Viewer, project: Project) -> Sequence[Sequence[Value]]:
    head = (_("Day"), _("Partner"), _("Part"), _("Kind"), _("Amount"), _("Currency"), _("Hours"), _("What"), _("Document"))
    of_project = {"activity_id": project.activity_id, "live": True}
    costs = list(Cost.objects.visible_to(by, verb="export").filter(**of_project))
    hours = list(Hours.objects.visible_to(by, verb="export").filter(**of_project))
    names = names_of(by, {row.organisation_id for row in (*costs, *hours)})
    firm = {pk: name for pk, (name, _slug) in names.items()}
    paid = [
        (r.on, firm.get(r.organisation_id, ""), r.part, str(COSTS[r.cost]), r.amount, r.currency, None, r.what, r.document)
        for r in costs
    ]
    worked = [
        (r.on, firm.get(r.organisation_id, ""), r.part, _("Hours"), r.amount, r.currency, r.hours, r.note, "") for r in hours
    ]
    return [head, *_by_day([*paid, *worked])]


def _by_day(lines: Iterable[Sequence[Value]]) -> list[Sequence[Value]]:
    return sorted(lines, key=lambda line: [str(value or "") for value in line])
