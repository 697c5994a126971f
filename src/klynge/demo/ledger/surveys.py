"""Two effect surveys: one after an activity that both grants paid for, closed long ago, and the year's, which is open. Most do not
answer, some in part; what counts of the rest is booked as a result. The mails lie in a folder of the home: none leaves."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from django.conf import settings
from django.core.mail import get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from klynge.access.viewer import Viewer
from klynge.demo.ledger.done import Done
from klynge.demo.ledger.grants import Paying
from klynge.ops.runs import Running, running
from klynge.programme.actions.answer import Said, answer_survey
from klynge.programme.actions.ask import REMIND, send_surveys
from klynge.programme.actions.survey import load_questions, open_survey
from klynge.programme.models import Asked, Question, QuestionSet, Survey
from klynge.register.viewers import viewer_of_person

_OPEN = timedelta(days=28)
_SINCE = timedelta(days=16)  # the year's: both reminders have been sent
_YES = {"knowledge": 0.75, "ideas": 0.5, "product": 0.15, "process": 0.2, "service": 0.15, "research": 0.2, "green": 0.25}
_CHOICES = {
    "satisfaction": ("5", "5", "5", "4", "4", "4", "4", "3", "3", "2"),
    "relevance": ("high", "high", "some", "some", "low"),
    "access": ("high", "high", "some", "some", "low", "none"),
    "network": ("no", "no", "no", "firm", "firm", "customer", "knowledge"),
}
_TURNOVER = (0, 0, 0, 0, 0, 150_000, 400_000, 1_250_000)  # kroner; a nought is an answer, too
_WORDS = (
    "Gode eksempler fra andre små virksomheder.",
    "Vi manglede tid til spørgsmål.",
    "At vi mødte dem, vi nu taler videre med.",
    "Mere om krav til dokumentation, tak.",
    "Gerne tættere på os; der er langt til Jylland.",
)


def live_surveys(
    by: Viewer, grant: Paying, done: Sequence[Done], ended: date, today: date, waiting: frozenset[int], throw: Random
) -> None:
    """`ended`: the last day of the half-year that is over; `waiting` are organisations that have not answered the year's survey yet."""
    load_questions(by=by)
    sets = dict(QuestionSet.objects.visible_to(by).values_list("key", "pk"))
    lasting = [one.activity for one in done if one.activity.kind in ("event", "course") and one.pays == "both"]
    last = [one for one in lasting if one.on <= ended][-1]
    after = open_survey(
        by=by,
        name_da="Hvad fik I ud af dagen?",
        name_en="What did the day bring you?",
        questions_id=sets["after-activity"],
        opens_on=last.on + timedelta(days=1),
        closes_on=last.on + timedelta(days=1) + _OPEN,
        activity_id=last.pk,
    )
    year = done[0].activity.on.year
    yearly = open_survey(
        by=by,
        name_da=f"Årets udbytte {year}",
        name_en=f"The year's outcome {year}",
        questions_id=sets["yearly"],
        opens_on=today - _SINCE,
        closes_on=today - _SINCE + _OPEN,
        year=year,
        grant_id=grant.grant_id,
    )
    post = get_connection("django.core.mail.backends.filebased.EmailBackend", file_path=Path(settings.HOME) / "demo" / "mail")
    with running("survey", by=by) as run:
        _asked_and_answered(by, run, post, after, 0.17, frozenset(), throw)
        _asked_and_answered(by, run, post, yearly, 0.12, waiting, throw)
    Survey.objects.system_rows("the demonstration marks what it invented").update(demo=True)


def _asked_and_answered(
    by: Viewer, run: Running, post: BaseEmailBackend, survey: Survey, share: float, waiting: frozenset[int], throw: Random
) -> None:
    """The question and its reminders; after each of them this share of those who have not answered do so the same day or the next,
    every fourth in part."""
    questions = list(Question.objects.visible_to(by).filter(set_id=survey.questions_id))
    answered = 0
    for days in (0, *REMIND):
        now = timezone.make_aware(datetime.combine(survey.opens_on + timedelta(days=days), time(9)))
        send_surveys(run, by=by, now=now, post=post)
        silent = list(Asked.objects.visible_to(by).filter(survey=survey, answered_at=None).order_by("pk"))
        able = [one for one in silent if one.organisation_id not in waiting]
        for asked in throw.sample(able, round(share * len(silent))):
            answered += 1
            said = _said(questions if answered % 4 else questions[: len(questions) // 2], throw)
            at = now + timedelta(days=throw.randrange(2), minutes=throw.randrange(10, 480))
            answer_survey(by=viewer_of_person(asked.person_id), asked_id=asked.pk, said=said, now=at)


def _said(questions: Sequence[Question], throw: Random) -> Mapping[str, Said]:
    turnover = Decimal(throw.choice(_TURNOVER))
    numbers = {"turnover": turnover, "export": turnover * throw.randrange(3) / 4, "jobs": Decimal(turnover > 300_000)}
    said: dict[str, Said] = {}
    for one in questions:
        if one.kind == Question.YES:
            said[one.key] = throw.random() < _YES[one.key]
        elif one.kind == Question.CHOICE:
            said[one.key] = throw.choice(_CHOICES[one.key])
        elif one.kind == Question.NUMBER:
            said[one.key] = numbers[one.key]
        elif throw.random() < 0.3:
            said[one.key] = throw.choice(_WORDS)
    return said
