"""An organisation answers a survey, or changes its answer. What counts as a result is booked in the ledger, and corrected there."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Refused, Wrong
from klynge.ledger.actions.book import book, correct, withdraw
from klynge.ledger.models import Activity, Grant, Result
from klynge.ledger.queries.locks import locked as month_locked
from klynge.ledger.queries.standing import FIELDS, standings
from klynge.programme.models import Answer, Asked, Question, Survey
from klynge.register.actions.lock import locked
from klynge.register.texts import tidy

Said = bool | Decimal | str | None  # by the kind of the question; None or "" is no answer
_WHY = "the survey, its activity and its grant were opened by the house; whoever answers need not see all of them"
CHANGED = "The organisation changed its answer in the survey."
TAKEN_BACK = "The organisation took its answer back in the survey."
_MOST = Decimal(10) ** 13


def answer_survey(*, by: Viewer, asked_id: int, said: Mapping[str, Said], now: datetime | None = None) -> Asked:
    """Keeps what was answered, by the keys of the questions; a key that is left out stays as it was. Raises Wrong that names the
    question, Refused for whoever does not work for the organisation today. `now`: when it was said."""
    at = now or timezone.now()
    with transaction.atomic():
        asked = locked(the(Asked, by, verb="change", pk=asked_id))
        if asked.organisation_id not in by.organisations:
            raise Refused("Only somebody who works there today answers for an organisation.")
        survey = Survey.objects.system_rows(_WHY).get(pk=asked.survey_id)
        today = timezone.localtime(at).date()
        if not survey.opens_on <= today <= survey.closes_on:
            raise Wrong("This survey is closed. Write to the secretariat if something is missing.")
        questions = list(Question.objects.visible_to(by).filter(set_id=survey.questions_id))
        rows = {row.question_id: row for row in Answer.objects.visible_to(by, verb="change").filter(asked=asked)}
        for question in questions:
            if question.key in said:
                row = rows.get(question.pk) or Answer(asked=asked, question=question)
                _answer(by, survey, asked, question, row, said[question.key], today)
                rows[question.pk] = row
        _sum_up(by, asked, questions, rows, at)
    return asked


def _answer(by: Viewer, survey: Survey, asked: Asked, question: Question, row: Answer, said: Said, today: date) -> None:
    before = (row.yes, row.number, row.choice, row.text)
    _fill(row, question, said)
    if (row.yes, row.number, row.choice, row.text) == before:
        return
    if question.feeds:
        row.result = _booked(by, survey, asked, question, row, today)
    row.save()


def _fill(row: Answer, question: Question, said: Said) -> None:
    row.yes, row.number, row.choice, row.text = None, None, "", ""
    if said is None or said == "":
        return
    if question.kind == Question.YES and isinstance(said, bool):
        row.yes = said
    elif question.kind == Question.NUMBER and isinstance(said, Decimal) and said.is_finite() and 0 <= said < _MOST:
        row.number = said.quantize(Decimal("0.01"))
    elif question.kind == Question.CHOICE and said in [choice[0] for choice in question.choices]:
        row.choice = str(said)
    elif question.kind == Question.TEXT and isinstance(said, str):
        row.text = tidy(said, where=question.key, lines=True)
        if len(row.text) > 1000:
            raise Wrong("The text has more than 1000 characters. Shorten it.", where=question.key)
    else:
        raise Wrong("This answer does not fit its question. Choose one of those offered.", where=question.key)


def _counts(question: Question, row: Answer) -> bool:
    """A yes, a number above 0, a choice that counts. A nought is an answer, and no result."""
    if question.kind == Question.NUMBER:
        return bool(row.number)
    if question.kind == Question.CHOICE:
        return any(key == row.choice and counts for key, _da, _en, counts in question.choices)
    return bool(row.yes)


def _booked(by: Viewer, survey: Survey, asked: Asked, question: Question, row: Answer, today: date) -> Result | None:
    """The ledger's row that stands for this answer from now on."""
    known = None if row.result_id is None else Result.objects.system_rows(_WHY).get(pk=row.result_id)
    counts = _counts(question, row)
    if known is None:
        return book(by, [_result(survey, asked, question, row, today)])[0] if counts else None
    if counts and known.amount == row.number:
        return known
    if known.grant_id is not None and month_locked(known.grant_id, known.on):
        raise Wrong(
            "This answer has been reported and can no longer be changed here. Write to the secretariat.", where=question.key
        )
    if not counts:
        withdraw(by, known, reason=TAKEN_BACK)
        return None
    return correct(by, known, reason=CHANGED, amount=row.number)


def _result(survey: Survey, asked: Asked, question: Question, row: Answer, today: date) -> Result:
    on = _day(survey, today)
    stands = standings([(asked.organisation_id, on)])[asked.organisation_id, on]
    return Result(
        **{name: getattr(stands, name) for name in FIELDS},
        on=on,
        activity_id=survey.activity_id,
        grant_id=survey.grant_id,
        result=question.feeds,
        amount=row.number,
        unit=question.unit,
        source=f"survey:{survey.pk}",
    )


def _day(survey: Survey, today: date) -> date:
    """The day to which a result belongs: the activity's; of a year its last, or today while it lasts; within the grant, and today
    when that month is locked."""
    if survey.activity_id is not None:
        on: date = Activity.objects.system_rows(_WHY).get(pk=survey.activity_id).on
    else:
        on = min(date(survey.year or today.year, 12, 31), today)
    if survey.grant_id is None:
        return on
    grant = Grant.objects.system_rows(_WHY).get(pk=survey.grant_id)
    for day in (on, today):
        within: date = max(grant.from_on, min(grant.to_on, day))
        if not month_locked(grant.pk, within):
            return within
    raise Wrong("The grant's accounts are closed, so nothing more can be counted. Write to the secretariat.")


def _sum_up(by: Viewer, asked: Asked, questions: list[Question], rows: Mapping[int, Answer], now: datetime) -> None:
    """Whether there is an answer, and whether it is full: every question but free text."""
    given = {pk for pk, row in rows.items() if row.yes is not None or row.number is not None or row.choice or row.text}
    if not given:
        raise Wrong("Answer at least one question. What you do not know may stay open.")
    asked.full = all(one.pk in given for one in questions if one.kind != Question.TEXT)
    asked.answered_at, asked.answered_by_id = now, by.person_id
    asked.save()
    record(by=by, verb="answer", what=asked, survey=asked.survey_id, organisation=asked.organisation_id)
