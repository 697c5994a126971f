"""What people do with matches: the secretariat approves or dismisses, members answer. Each act is kept as a labelled pair."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Wrong
from klynge.market.models import Answer, Match
from klynge.people import links
from klynge.register.viewers import viewer_of_person

MANY = 200  # matches in one act
ANSWER_LINK = "answer-match"  # purpose of the signed links in a mail


@dataclass(frozen=True, slots=True)
class Decided:
    """`passed` were no suggestions any more: somebody was first."""

    done: int
    passed: int


def approve(*, by: Viewer, match_ids: Sequence[int]) -> Decided:
    """Lets suggestions through to the members. What is not open to the viewer is passed over like what is gone."""
    return _decide(by, match_ids, Match.APPROVED, "")


def dismiss(*, by: Viewer, match_ids: Sequence[int], why: str) -> Decided:
    """Takes suggestions away, for a reason that the next judge of the matching can learn from."""
    if not why.strip():
        raise Wrong("Say in a few words why it does not fit; that is how the matching is judged later.", where="why")
    return _decide(by, match_ids, Match.DISMISSED, why.strip()[:300])


def _decide(by: Viewer, match_ids: Sequence[int], state: str, why: str) -> Decided:
    wanted = sorted(set(match_ids))
    if not wanted:
        raise Wrong("Choose at least one match.", where="match")
    if len(wanted) > MANY:
        raise Wrong("Choose at most %(many)s matches at once.", where="match", many=MANY)
    now = timezone.now()
    with transaction.atomic():
        rows = Match.objects.visible_to(by, verb="publish").filter(pk__in=wanted, state=Match.SUGGESTED)
        found = list(rows.select_for_update())
        shown = state == Match.APPROVED
        Match.objects.visible_to(by, verb="publish").filter(pk__in=[row.pk for row in found]).update(
            state=state, reason=why, shown=shown, decided_at=now
        )
        Answer.objects.bulk_create(_answer(row, by, state, why, now) for row in found)
        for row in found:
            record(
                by=by, verb="approve" if shown else "dismiss", what=row, notice=row.notice_id, organisation=row.organisation_id
            )
    return Decided(len(found), len(wanted) - len(found))


def answer(*, by: Viewer, match_id: int, answer: str, why: str = "") -> Match:
    """A member says what they make of an opportunity: interested, bid, won, lost, or dismissed with a reason. The same answer
    again changes nothing. Raises Refused, or Wrong for an answer that there is not."""
    if answer not in Match.ANSWERS:
        raise Wrong("“%(answer)s” is no answer. Choose one of the buttons.", where="answer", answer=answer[:20])
    why = why.strip()[:300]
    if answer == Match.DISMISSED and not why:
        raise Wrong("Say in a few words why it is not for you, so that the next suggestions are better.", where="why")
    now = timezone.now()
    with transaction.atomic():
        row: Match = the(Match, by, verb="change", pk=match_id)
        if not row.shown:
            raise Wrong("The match has not been approved yet. Approve it first.", where="match")
        if (row.state, row.reason) != (answer, why):
            Match.objects.visible_to(by, verb="change").filter(pk=row.pk).update(state=answer, reason=why, answered_at=now)
            _answer(row, by, answer, why, now).save()
            record(by=by, verb="answer", what=row, answer=answer, notice=row.notice_id, organisation=row.organisation_id)
        row.state, row.reason, row.answered_at = answer, why, now
    return row


def _answer(row: Match, by: Viewer, answer: str, why: str, now: datetime) -> Answer:
    return Answer(match_id=row.pk, person_id=by.person_id, answer=answer, why=why, score=row.score, reasons=row.reasons, at=now)


def answer_by_link(token: str, *, said: str, why: str = "") -> Match:
    """An answer by the signed link of a mail, as the person whom it was made for. The link is used up only when the answer
    counts. Raises Refused or Wrong."""
    with transaction.atomic():
        opened = links.take(token, ANSWER_LINK)
        key = opened.subject.removeprefix("match:")
        return answer(by=viewer_of_person(opened.person_id or 0), match_id=int(key), answer=said, why=why)
