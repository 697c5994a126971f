"""The newsroom's desk: what waits, who reads, what went out."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from klynge.access.who import secretariat
from klynge.web.page import KlyngeRequest, page
from klynge.website.queries.approvals import unanswered
from klynge.website.queries.drafts import newest, unpublished
from klynge.website.queries.lacking import lacking_all
from klynge.website.queries.subscribers import mailings, numbers
from klynge.website.views import press_parts as parts

MOST = 25  # releases with words that are not public
SHOWN = 8  # of those published, and of mailings


@page("website/newsdesk.html", who=secretariat, methods=("GET",))
def newsdesk(request: KlyngeRequest) -> Mapping[str, Any]:
    viewer, now = request.viewer, timezone.now()
    drafts = unpublished(viewer, MOST)
    lacks = lacking_all([one.words for one in drafts])
    count = numbers(viewer, timezone.localdate())
    return {
        "answer": parts.desk_answer(drafts, lacks, now),
        "drafts": [parts.draft_row(one, lacks[one.id], now) for one in drafts],
        "asked": parts.asked_rows(unanswered(viewer)),
        "facts": parts.reader_facts(count),
        "mailings": parts.mailing_table(mailings(viewer, SHOWN)),
        "published": [parts.published_row(one) for one in newest(viewer, SHOWN)],
    }
