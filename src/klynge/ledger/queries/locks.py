"""Which months of a grant are closed."""

from collections.abc import Iterable, Sequence
from datetime import date

from klynge.ledger.models import Booked, Funding, Lock

_WHY = "a locked month is locked for everybody"


def locked(grant_id: int, day: date) -> bool:
    """Nothing is recorded or corrected for this grant in the month of this day."""
    return (grant_id, day.replace(day=1)) in locked_months([grant_id])


def locked_months(grant_ids: Iterable[int]) -> frozenset[tuple[int, date]]:
    """(grant id, first day of a closed month), in one query."""
    rows = Lock.objects.system_rows(_WHY).filter(grant_id__in=set(grant_ids), opened_at=None)
    return frozenset(rows.order_by("pk").values_list("grant_id", "month"))


def payers(rows: Iterable[Booked]) -> dict[int, frozenset[int]]:
    """Row -> the grants that it is booked on: its own, or those that pay for its activity. One query."""
    rows = list(rows)
    return {row.pk: grants for row, grants in zip(rows, paid_by(rows), strict=True)}


def paid_by(rows: Sequence[Booked]) -> list[frozenset[int]]:
    """As `payers`, in the order of the rows, which need not be booked yet."""
    paid = Funding.objects.system_rows(_WHY).filter(activity_id__in={getattr(row, "activity_id", None) for row in rows} - {None})
    by_activity: dict[int | None, set[int]] = {}
    for activity, grant in paid.values_list("activity_id", "grant_id"):
        by_activity.setdefault(activity, set()).add(grant)
    own = [getattr(row, "grant_id", None) for row in rows]
    return [
        frozenset([grant] if grant else by_activity.get(getattr(row, "activity_id", None), ()))
        for row, grant in zip(rows, own, strict=True)
    ]
