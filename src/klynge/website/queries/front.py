"""The front page: what the cluster is and what can be seen of it, for whoever looks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from klynge.access.viewer import Viewer
from klynge.market.queries.cards import NoticeCard
from klynge.market.queries.codes import code_labels
from klynge.market.queries.notices import newest_open, open_and_closing
from klynge.register.cluster import Story, story
from klynge.register.queries.directory_overview import Overview, overview
from klynge.register.reference_tables import trees
from klynge.website.queries.cards import MaterialCard
from klynge.website.queries.newsroom import releases

SHOWN = 5  # notices
NEWS = 3
CLASS = 4  # digits of a CPV code by which a notice is taken to be in a member's field: "3561" is aircraft for war
SOON = 14  # days within which a deadline counts as near


@dataclass(frozen=True, slots=True)
class Front:
    """`latest`: open notices for these members, see `_for_members`; `labels` name their codes; `open` and `closing` count all open
    ones and those with a near deadline. `members` are those that the viewer sees, in numbers. `news`: the newest releases."""

    story: Story
    members: Overview
    latest: Sequence[NoticeCard]
    labels: Mapping[str, str]
    open: int
    closing: int
    news: Sequence[MaterialCard]


def front(viewer: Viewer, *, language: str, now: datetime) -> Front:
    """The same number of queries for any number of members; one more while few notices of defence are in their fields."""
    known = trees()
    members = overview(viewer, known["own"], language=language, today=timezone.localtime(now).date())
    open_now, closing = open_and_closing(viewer, SOON, now=now)
    latest = _for_members(viewer, members.purchases, language=language, now=now)
    return Front(
        story=story(),
        members=members,
        latest=latest,
        labels=code_labels({card.cpv for card in latest}, language, known["cpv"]),
        open=open_now,
        closing=closing,
        news=releases(NEWS, language=language, now=now),
    )


def _for_members(viewer: Viewer, purchases: frozenset[str], *, language: str, now: datetime) -> Sequence[NoticeCard]:
    """What a cluster of defence and security shows first: notices of defence in a field that a member openly works in, then other
    notices in such a field, then of defence, then the rest; the newest first in each. It tells of nobody who fits: the codes are
    those that the viewer sees on the members' cards."""
    fields = {code[:CLASS] for code in purchases}
    found = newest_open(viewer, defence=True, language=language, now=now)
    if sum(card.cpv[:CLASS] in fields for card in found) < SHOWN:
        found += newest_open(viewer, defence=False, language=language, now=now)
    once = {card.id: card for card in found}.values()
    return sorted(once, key=lambda card: (card.cpv[:CLASS] not in fields, not card.defence))[:SHOWN]
