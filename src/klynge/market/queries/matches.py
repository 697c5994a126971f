"""Matches as the secretariat decides them, and as a member answers them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.market.models import Match
from klynge.market.plain.reasons import gaps_read, reasons_read
from klynge.market.queries.cards import MatchLine
from klynge.market.queries.notices import card
from klynge.market.queries.open import open_rows
from klynge.market.queries.told import Teller, points
from klynge.web.listing import Listing, listing

_ALONG = ("notice", "organisation")


@dataclass(frozen=True, slots=True)
class ToApprove:
    """What the secretariat wants to look at: suggestions of one member, or of one notice, or of all."""

    organisation_id: int | None = None
    notice_id: int | None = None
    without_gaps: bool = False


def to_approve(viewer: Viewer, wanted: ToApprove, page: int, *, language: str, now: datetime) -> Listing[MatchLine]:
    """Suggestions for open notices, strongest first."""
    rows = _open(viewer, now).filter(state=Match.SUGGESTED)
    if wanted.organisation_id is not None:
        rows = rows.filter(organisation_id=wanted.organisation_id)
    if wanted.notice_id is not None:
        rows = rows.filter(notice_id=wanted.notice_id)
    if wanted.without_gaps:
        rows = rows.filter(gaps=[])
    found = listing(rows.order_by("-score", "pk"), page)
    return Listing(lines(viewer, found.items, language, now), found.number, found.pages, found.total)


def for_you(viewer: Viewer, *, language: str, now: datetime, limit: int = 20) -> tuple[MatchLine, ...]:
    """What waits for an answer of the viewer's organisations, strongest first; closed notices are left out."""
    rows = _open(viewer, now).filter(organisation_id__in=sorted(viewer.organisations), shown=True)
    return lines(viewer, rows.filter(state__in=(Match.APPROVED, Match.SENT)).order_by("-score", "pk")[:limit], language, now)


def answered(viewer: Viewer, *, language: str, now: datetime, limit: int = 20) -> tuple[MatchLine, ...]:
    """What the viewer's organisations have answered, newest first, whether the notice is open or not."""
    rows = Match.objects.visible_to(viewer, *_ALONG).filter(organisation_id__in=sorted(viewer.organisations), shown=True)
    rows = rows.filter(state__in=Match.ANSWERS, answered_at__isnull=False)
    return lines(viewer, rows.select_related(*_ALONG).order_by("-answered_at", "pk")[:limit], language, now)


def of_notice(viewer: Viewer, notice_id: int, *, language: str, now: datetime) -> tuple[MatchLine, ...]:
    """Who fits the notice: all that the viewer may know of, strongest first."""
    rows = Match.objects.visible_to(viewer, *_ALONG).filter(notice_id=notice_id).select_related(*_ALONG)
    return lines(viewer, rows.order_by("-score", "pk"), language, now)


def of_organisation(viewer: Viewer, organisation_id: int, *, language: str, now: datetime) -> tuple[MatchLine, ...]:
    """What fits an organisation: open notices that the viewer may know of, strongest first."""
    rows = _open(viewer, now).filter(organisation_id=organisation_id)
    return lines(viewer, rows.order_by("-score", "pk")[:50], language, now)


def strongest(viewer: Viewer, limit: int, *, language: str, now: datetime) -> tuple[MatchLine, ...]:
    """The strongest matches for open notices, whatever was decided about them."""
    return lines(viewer, _open(viewer, now).order_by("-score", "pk")[:limit], language, now)


def one_match(viewer: Viewer, match_id: int, *, language: str, now: datetime) -> MatchLine:
    """Raises Refused."""
    row = the(Match, viewer, *_ALONG, pk=match_id)
    return lines(viewer, Match.objects.visible_to(viewer, *_ALONG).filter(pk=row.pk).select_related(*_ALONG), language, now)[0]


def by_state(viewer: Viewer) -> dict[str, int]:
    """State -> how many matches, of those that the viewer may know of."""
    rows = Match.objects.visible_to(viewer).order_by().values_list("state").annotate(n=Count("pk"))
    return {**{state: 0 for state, _ in Match.STATES}, **dict(rows)}


def waiting(viewer: Viewer, now: datetime) -> int:
    """How many suggestions for open notices wait for the secretariat."""
    return int(_open(viewer, now).filter(state=Match.SUGGESTED).count())


def waiting_for(viewer: Viewer, now: datetime) -> int:
    """How many matches wait for an answer of the viewer's organisations."""
    rows = _open(viewer, now).filter(organisation_id__in=sorted(viewer.organisations), shown=True)
    return int(rows.filter(state__in=(Match.APPROVED, Match.SENT)).count())


def _open(viewer: Viewer, now: datetime) -> Any:
    return open_rows(Match.objects.visible_to(viewer, *_ALONG), now, "notice__").select_related(*_ALONG)


def lines(viewer: Viewer, rows: Iterable[Match], language: str, now: datetime) -> tuple[MatchLine, ...]:
    rows = list(rows)
    if not rows:
        return ()
    teller = Teller(viewer, {row.organisation_id for row in rows}, language)
    return tuple(
        MatchLine(
            id=row.pk,
            notice=card(row.notice, language, now),
            organisation_id=row.organisation_id,
            organisation=row.organisation.name,
            slug=row.organisation.slug,
            score=points(row.score),
            place=row.place,
            reasons=teller.reasons(row.organisation_id, reasons_read(row.reasons)),
            gaps=gaps_read(row.gaps, language),
            state=row.state,
            why=row.reason,
            sent_at=row.sent_at,
            answered_at=row.answered_at,
        )
        for row in rows
    )
