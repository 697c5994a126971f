"""What came in, and what of it could not be read."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count
from django.utils import timezone

from klynge.access.viewer import Viewer
from klynge.market.models import Award, Notice, Raw, Unread
from klynge.market.queries.open import open_rows
from klynge.ops.models import Run
from klynge.web.listing import Listing, listing

_WHY = "the operator's own command asks what its runs did"


@dataclass(frozen=True, slots=True)
class UnreadLine:
    source: str
    reason: str
    where: str
    detail: str
    seen_at: datetime


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A source and what it gave: notices, open or not, raw answers, and records that could not be read."""

    source: str
    notices: int
    answers: int
    unread: int


@dataclass(frozen=True, slots=True)
class MarketCounts:
    """Notices, those of them that are open, and contracts that they say were given."""

    notices: int
    open: int
    contracts: int


def market_counts(viewer: Viewer, *, now: datetime) -> MarketCounts:
    """What the viewer may see of the market, counted."""
    rows = Notice.objects.visible_to(viewer)
    contracts = Award.objects.visible_to(viewer, "notice").count()
    return MarketCounts(rows.count(), open_rows(rows, now).count(), contracts)


def last_day(source: str) -> date | None:
    """The day on which the source was last asked with success."""
    rows = Run.objects.system_rows(_WHY).filter(kind="intake", subject=source, state=Run.DONE, started_at__isnull=False)
    at = rows.order_by("-pk").values_list("started_at", flat=True).first()
    return timezone.localdate(at) if at else None


def unread_of(run_id: int) -> list[UnreadLine]:
    return [_line(row) for row in Unread.objects.system_rows(_WHY).filter(run_id=run_id).order_by("pk")]


def unread(viewer: Viewer, page: int, *, reason: str = "") -> Listing[UnreadLine]:
    """The newest first, of one reason when it is named."""
    rows = Unread.objects.visible_to(viewer)
    found = listing(rows.filter(reason=reason) if reason else rows, page)
    return Listing([_line(row) for row in found], found.number, found.pages, found.total)


def unread_reasons(viewer: Viewer) -> dict[str, int]:
    """Reason -> how many."""
    rows = Unread.objects.visible_to(viewer).order_by().values_list("reason").annotate(n=Count("pk"))
    return dict(rows.order_by("-n", "reason"))


def sources(viewer: Viewer) -> list[SourceLine]:
    """What each source gave so far."""
    counted = [
        dict(model.objects.visible_to(viewer).order_by().values_list("source").annotate(n=Count("pk")))
        for model in (Notice, Raw, Unread)
    ]
    names = sorted({name for counts in counted for name in counts})
    return [SourceLine(name, *(counts.get(name, 0) for counts in counted)) for name in names]


def _line(row: Unread) -> UnreadLine:
    return UnreadLine(row.source, row.reason, row.where, row.detail, row.seen_at)
