"""The secretariat's desk: what needs somebody today, each as a number that opens its rows."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from klynge.access.stopped import how_many_stopped
from klynge.access.viewer import Viewer
from klynge.desk.queries.waiting import Waiting, what_waits
from klynge.market.queries.cards import NoticeCard
from klynge.market.queries.funnel import funnel
from klynge.market.queries.intake import unread_reasons
from klynge.market.queries.notices import Wanted, notices
from klynge.ops.runs import RunCard, runs
from klynge.programme.queries.calendar import AHEAD, DueLine, dues
from klynge.register.queries.desk import member_lines

WEEK = 7  # days
MONTH = timedelta(days=30)
SHOWN = 8


@dataclass(frozen=True, slots=True)
class SecretariatDesk:
    """`states`: state of a flag -> members of today that have one (as the list of members counts them). `closing`: open notices
    that close within a week, the nearest first; `closing_total` counts all of them. `funnel`: step -> matches.
    `dues`: reports that are owed soon or late, with what they lack. `stopped`: what the guard against protective marks stopped in
    the last month."""

    waiting: Waiting
    states: Mapping[str, int]
    members: int
    unread: int
    closing: Sequence[NoticeCard]
    closing_total: int
    funnel: Mapping[str, int]
    runs: Sequence[RunCard]
    dues: Sequence[DueLine]
    stopped: int


def secretariat_desk(viewer: Viewer, *, language: str, now: datetime) -> SecretariatDesk:
    """The same number of queries for any number of members, notices and matches."""
    today = timezone.localtime(now).date()
    members = [line for line in member_lines(viewer, today) if line.member_on(today)]
    closing = notices(viewer, Wanted(days=WEEK, sort="deadline"), 1, language=language, now=now)
    return SecretariatDesk(
        waiting=what_waits(viewer, now),
        states=Counter(state for line in members for state in {flag.state for flag in line.flags}),
        members=len(members),
        unread=sum(unread_reasons(viewer).values()),
        closing=closing.items[:SHOWN],
        closing_total=closing.total,
        funnel=funnel(viewer),
        runs=runs(viewer, limit=4),
        dues=dues(viewer, today, ahead=AHEAD),
        stopped=how_many_stopped(viewer, since=now - MONTH),
    )
