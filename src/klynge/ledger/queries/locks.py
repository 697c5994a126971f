"""Which months of a grant are closed."""

from collections.abc import Iterable
from datetime import date

from klynge.ledger.models import Lock

_WHY = "a locked month is locked for everybody"


def locked(grant_id: int, day: date) -> bool:
    """Nothing is recorded or corrected for this grant in the month of this day."""
    return (grant_id, day.replace(day=1)) in locked_months([grant_id])


def locked_months(grant_ids: Iterable[int]) -> frozenset[tuple[int, date]]:
    """(grant id, first day of a closed month), in one query."""
    rows = Lock.objects.system_rows(_WHY).filter(grant_id__in=set(grant_ids), opened_at=None)
    return frozenset(rows.order_by("pk").values_list("grant_id", "month"))
