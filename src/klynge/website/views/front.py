"""The front of each language: what is on it beside the words of the page."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from klynge.access.viewer import Viewer
from klynge.market.views import parts as market
from klynge.website.queries import front as queries
from klynge.website.views import front_parts as parts
from klynge.website.views.linked import linked_cluster


def front(viewer: Viewer) -> Mapping[str, Any]:
    """In the language that is on."""
    now, language = timezone.now(), market.language()
    shown = queries.front(viewer, language=language, now=now)
    return {
        "shown": shown,
        "told": parts.told(shown.story, language),
        "linked": linked_cluster(shown.story, language),
        "stats": parts.stats(shown),
        "map": parts.members_map(shown, timezone.localtime(now).date(), language) if shown.members.places else None,
        "fields": parts.fields(shown),
        "news": shown.news,
        "latest": [market.row(card, shown.labels) for card in shown.latest],
        "milestones": parts.milestones(shown.story, language),
        "facts": parts.facts(shown.story, language),
    }
