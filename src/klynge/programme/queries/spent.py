"""The rows behind the accounts of a grant: costs and hours, the newest first."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.indicators.shapes import Period
from klynge.core.money import Money
from klynge.ledger.models import Grant, WorkPackage
from klynge.programme.queries.figures import GrantHead, head
from klynge.programme.queries.ledger_rows import standing
from klynge.register.models import Organisation
from klynge.web.listing import Listing, listing

SIZE = 50


@dataclass(frozen=True, slots=True)
class SpentLine:
    """`kind` is that of a cost, "hours" for hours. `own`: brought by others than the cluster. `firm` is "" where it is not open."""

    of: str
    id: int
    on: date
    package: str
    kind: str
    firm: str
    hours: Decimal | None
    amount: Money
    own: bool


def spent(
    viewer: Viewer, grant_id: int, period: Period, page: int, *, own: bool = False, package: str = ""
) -> tuple[GrantHead, Listing[SpentLine]]:
    """All rows of the period, or only those that count as co-financing, or of one work package. Raises Refused."""
    grant = the(Grant, viewer, pk=grant_id)
    packages = dict(WorkPackage.objects.visible_to(viewer).filter(grant=grant).values_list("pk", "number"))
    columns = ("pk", "on", "work_package_id", "organisation_id", "amount", "currency", "kind")
    costs = standing(viewer, grant, period, "cost").order_by("pk").values_list(*columns, "cost")
    hours = standing(viewer, grant, period, "hours").order_by("pk").values_list(*columns, "hours")
    told = [("cost", *row[:7], row[7], None, row[7] == "in kind" or row[6] != "cluster") for row in costs]
    told += [("hours", *row[:7], "hours", row[7], row[6] != "cluster") for row in hours]
    told = [row for row in told if (row[10] or not own) and (not package or packages[row[3]] == package)]
    told.sort(key=lambda row: (row[2], row[0], row[1]), reverse=True)
    shown = listing(told, page, SIZE)
    firms = dict(Organisation.objects.visible_to(viewer).filter(pk__in={row[4] for row in shown}).values_list("pk", "name"))
    lines = [
        SpentLine(of, pk, on, packages[wp], kind, firms.get(firm, ""), worked, Money(amount, currency), ours)
        for of, pk, on, wp, firm, amount, currency, _kind, kind, worked, ours in shown
    ]
    return head(grant), Listing(lines, shown.number, shown.pages, shown.total)
