"""Which notices are open: somebody can still act on them."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q

from klynge.core.notice import Kind

ACTIONABLE = (Kind.PLANNING, Kind.COMPETITION, Kind.CALL, Kind.SUBCONTRACT, Kind.CONSULTATION)
WITHOUT_DEADLINE = timedelta(days=180)  # how long a notice without a deadline counts as open after its publication


def open_rows(rows: Any, now: datetime) -> Any:
    """Of a query on notices, those that are open at `now`: not withdrawn, of a kind one can act on, deadline to come."""
    return rows.filter(
        Q(deadline_at__gte=now) | Q(deadline_at=None, published_on__gte=(now - WITHOUT_DEADLINE).date()),
        kind__in=[kind.value for kind in ACTIONABLE],
        withdrawn_at=None,
    )


def is_open(kind: str, deadline_at: datetime | None, published_on: Any, withdrawn_at: datetime | None, now: datetime) -> bool:
    """The same for one notice."""
    if withdrawn_at is not None or kind not in ACTIONABLE:
        return False
    if deadline_at is not None:
        return deadline_at >= now
    return published_on is not None and published_on >= (now - WITHOUT_DEADLINE).date()
