"""The member's desk: what fits us this week, what waits for us, how whole our profile is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from klynge.access.viewer import Viewer
from klynge.market.queries.cards import MatchLine
from klynge.market.queries.matches import answered, for_you, waiting_for
from klynge.register.flags import MISSING, Flag
from klynge.register.queries.confirm import Question, questions_waiting
from klynge.register.queries.desk import MemberLine, member_lines
from klynge.register.queries.profile import OwnProposal, own_proposals

SHOWN = 3
PARTS = ("profile", "codes", "contact", "place", "staff")  # what a whole profile says


@dataclass(frozen=True, slots=True)
class OurProfile:
    """One organisation that the viewer works for. `said` of `parts` parts of a whole profile are there; `flags` is what is old,
    expired or missing; `proposals` are our changes that wait or were decided lately."""

    line: MemberLine
    managed: bool
    said: int
    parts: int
    flags: tuple[Flag, ...]
    proposals: Sequence[OwnProposal]
    questions: Sequence[Question]


@dataclass(frozen=True, slots=True)
class MemberDesk:
    """`matches`: the strongest of `waiting`; `followed`: what we said yes to, newest first."""

    matches: Sequence[MatchLine]
    waiting: int
    followed: Sequence[MatchLine]
    profiles: Sequence[OurProfile]


def member_desk(viewer: Viewer, *, language: str, now: datetime) -> MemberDesk:
    """A fixed number of queries, and one more round for each organisation that the person works for (mostly one)."""
    said_yes = [line for line in answered(viewer, language=language, now=now, limit=20) if line.state in ("interested", "bid")]
    questions = questions_waiting(viewer)
    return MemberDesk(
        matches=for_you(viewer, language=language, now=now, limit=SHOWN),
        waiting=waiting_for(viewer, now),
        followed=said_yes[:SHOWN],
        profiles=[_ours(viewer, id, questions, now) for id in sorted(viewer.organisations)],
    )


def _ours(viewer: Viewer, organisation_id: int, questions: Sequence[Question], now: datetime) -> OurProfile:
    [line] = member_lines(viewer, timezone.localtime(now).date(), organisation_id)
    missing = {flag.about for flag in line.flags if flag.state == MISSING}
    return OurProfile(
        line=line,
        managed=organisation_id in viewer.managed,
        said=len(PARTS) - len(missing & set(PARTS)),
        parts=len(PARTS),
        flags=line.flags,
        proposals=own_proposals(viewer, organisation_id)[:5],
        questions=[one for one in questions if one.organisation_id == organisation_id],
    )
