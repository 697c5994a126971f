"""The front page."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from klynge.access.who import everyone
from klynge.desk.queries import front as queries
from klynge.desk.views import front_parts as parts
from klynge.market.queries.codes import code_labels
from klynge.market.views import parts as market
from klynge.web.page import KlyngeRequest, page


@page("desk/front.html", who=everyone, methods=("GET",))
def front(request: KlyngeRequest) -> Mapping[str, Any]:
    now, language = timezone.now(), market.language()
    shown = queries.front(request.viewer, language=language, now=now)
    labels = code_labels({card.cpv for card in shown.latest}, language)
    return {
        "shown": shown,
        "told": parts.told(shown.story, language),
        "stats": parts.stats(shown),
        "map": parts.members_map(shown, timezone.localtime(now).date()) if shown.members.places else None,
        "fields": parts.fields(shown),
        "latest": [market.row(card, labels) for card in shown.latest],
        "milestones": parts.milestones(shown.story, language),
        "facts": parts.facts(shown.story, language),
    }
