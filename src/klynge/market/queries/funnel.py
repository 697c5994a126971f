"""From notice to contract: how many matches came as far as each step, and which."""

from datetime import datetime

from django.db.models import Count, Q

from klynge.access.viewer import Viewer
from klynge.core.errors import Wrong
from klynge.market.models import Match
from klynge.market.queries.cards import MatchLine
from klynge.market.queries.matches import lines
from klynge.web.listing import Listing, listing

_SAID = Q(state__in=(Match.INTERESTED, Match.BID, Match.WON, Match.LOST))

# A match that came to a step has passed those before it, whichever way it went afterwards.
STEPS: dict[str, Q] = {
    "suggested": Q(),
    "approved": Q(shown=True),
    "sent": Q(shown=True) & (Q(sent_at__isnull=False) | Q(answered_at__isnull=False)),
    "interested": Q(shown=True) & _SAID,
    "bid": Q(shown=True, state__in=(Match.BID, Match.WON, Match.LOST)),
    "won": Q(shown=True, state=Match.WON),
}


def funnel(viewer: Viewer) -> dict[str, int]:
    """Step -> how many matches came so far, in the order of the steps; of those that the viewer may know of. One query."""
    counts = {step: Count("pk", filter=q) if q else Count("pk") for step, q in STEPS.items()}
    return dict(Match.objects.visible_to(viewer).order_by().aggregate(**counts))


def reached(viewer: Viewer, step: str, page: int, *, language: str, now: datetime) -> Listing[MatchLine]:
    """The matches that came as far as a step, the newest answer first. Raises Wrong for a step that there is not."""
    if step not in STEPS:
        raise Wrong("“%(step)s” is no step from notice to contract.", where="step", step=step[:20])
    along = ("notice", "organisation")
    rows = Match.objects.visible_to(viewer, *along).filter(STEPS[step]).select_related(*along)
    found = listing(rows.order_by("-answered_at", "-score", "pk"), page)
    return Listing(lines(viewer, found.items, language, now), found.number, found.pages, found.total)
