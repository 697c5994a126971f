"""Which notices are open: somebody can still act on them."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from klynge.core.notice import Kind

ACTIONABLE = (Kind.PLANNING, Kind.COMPETITION, Kind.CALL, Kind.SUBCONTRACT, Kind.CONSULTATION)
WITHOUT_DEADLINE = timedelta(days=180)  # how long a notice without a deadline counts as open after its publication


def open_rows(rows: Any, now: Any, to: str = "", since: Any = None) -> Any:
    """Of a query on notices, those that are open at `now`: not withdrawn, of a kind one can act on, deadline to come. Of a query on
    what belongs to notices, with `to` as "notice__", those whose notice is open. `since` is `still_open(now)`, where `now` is only
    given when the query is asked."""
    since = still_open(now) if since is None else since
    return rows.filter(
        Q(**{f"{to}deadline_at__gte": now}) | Q(**{f"{to}deadline_at": None, f"{to}published_on__gte": since}),
        **{f"{to}kind__in": [kind.value for kind in ACTIONABLE], f"{to}withdrawn_at": None},
    )


def still_open(now: datetime) -> date:
    """The first day of publication on which a notice without a deadline is open at this moment."""
    return (now - WITHOUT_DEADLINE).date()


def is_open(kind: str, deadline_at: datetime | None, published_on: Any, withdrawn_at: datetime | None, now: datetime) -> bool:
    """The same for one notice."""
    if withdrawn_at is not None or kind not in ACTIONABLE:
        return False
    if deadline_at is not None:
        return deadline_at >= now
    return published_on is not None and published_on >= still_open(now)
