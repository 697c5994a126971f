"""What somebody is asked, with what their organisation said last time."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Refused
from klynge.ledger.models import Activity
from klynge.programme.models import Answer, Asked, Question, Survey
from klynge.register.models import Organisation

Given = bool | Decimal | str | None


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as a form puts it. `said` is the answer so far; `before` what the organisation said in an earlier survey, where
    there is no answer yet."""

    key: str
    text: str
    kind: str
    unit: str
    choices: tuple[tuple[str, str], ...]
    counts: bool  # becomes a result: never filled in beforehand, or last year's would be counted again
    said: Given
    before: Given


@dataclass(frozen=True, slots=True)
class Sheet:
    """A survey to fill in for one organisation. `activity` is "" where it follows a year, or may not be seen."""

    id: int
    name: str
    organisation: str
    activity: str
    activity_on: date | None
    year: int | None
    closes_on: date
    open: bool
    answered: bool
    questions: tuple[Asking, ...]


def my_surveys(viewer: Viewer, *, language: str, today: date) -> list[Sheet]:
    """What is put to the organisations that the viewer works for and may answer, those not answered first."""
    rows = Asked.objects.visible_to(viewer, verb="change").filter(organisation_id__in=sorted(viewer.organisations))
    sheets = _sheets(viewer, list(rows), language, today)
    return sorted(sheets, key=lambda sheet: (sheet.answered or not sheet.open, sheet.closes_on, sheet.id))


def surveys_waiting(viewer: Viewer, today: date) -> int:
    """How many open surveys the viewer has not answered. One query."""
    rows = Asked.objects.visible_to(viewer, verb="change").filter(organisation_id__in=sorted(viewer.organisations))
    mine = Survey.objects.visible_to(viewer).filter(opens_on__lte=today, closes_on__gte=today)
    return int(rows.filter(answered_at=None, survey_id__in=mine.values("pk")).count())


def survey_sheet(viewer: Viewer, asked_id: int, *, language: str, today: date) -> Sheet:
    """One survey with its questions. Raises Refused for whoever does not answer for the organisation today."""
    row = the(Asked, viewer, verb="change", pk=asked_id)
    if row.organisation_id not in viewer.organisations:
        raise Refused("Only somebody who works there today answers for an organisation.")
    [sheet] = _sheets(viewer, [row], language, today, questions=True)
    return sheet


def _sheets(viewer: Viewer, rows: list[Asked], language: str, today: date, *, questions: bool = False) -> list[Sheet]:
    surveys = Survey.objects.visible_to(viewer).filter(pk__in=[row.survey_id for row in rows]).in_bulk()
    firms = Organisation.objects.visible_to(viewer).filter(pk__in=[row.organisation_id for row in rows])
    names = dict(firms.values_list("pk", "name"))
    wanted = [survey.activity_id for survey in surveys.values()]
    activities = Activity.objects.visible_to(viewer).filter(pk__in=wanted).in_bulk()
    made = []
    for row in rows:
        survey = surveys[row.survey_id]
        activity = activities.get(survey.activity_id)
        made.append(
            Sheet(
                id=row.pk,
                name=survey.name_da if language == "da" else survey.name_en,
                organisation=names.get(row.organisation_id, "–"),
                activity=activity.title if activity else "",
                activity_on=activity.on if activity else None,
                year=survey.year,
                closes_on=survey.closes_on,
                open=survey.opens_on <= today <= survey.closes_on,
                answered=row.answered_at is not None,
                questions=_questions(viewer, row, survey, language) if questions else (),
            )
        )
    return made


def _questions(viewer: Viewer, row: Asked, survey: Survey, language: str) -> tuple[Asking, ...]:
    said = {one.question_id: _given(one) for one in Answer.objects.visible_to(viewer).filter(asked=row)}
    earlier = _earlier(viewer, row)
    found = []
    for one in Question.objects.visible_to(viewer).filter(set_id=survey.questions_id):
        now = said.get(one.pk)
        before = earlier.get((one.key, one.kind, one.unit)) if now is None and one.kind != Question.TEXT else None
        found.append(
            Asking(
                key=one.key,
                text=one.text_da if language == "da" else one.text_en,
                kind=one.kind,
                unit=one.unit,
                choices=tuple((key, da if language == "da" else en) for key, da, en, *_counts in one.choices),
                counts=bool(one.feeds),
                said=now,
                before=before,
            )
        )
    return tuple(found)


def _earlier(viewer: Viewer, row: Asked) -> dict[tuple[str, str, str], Given]:
    """The organisation's newest earlier answers that the viewer may see, by what was asked."""
    older = Asked.objects.visible_to(viewer).filter(organisation_id=row.organisation_id, answered_at__isnull=False)
    ids = list(older.exclude(pk=row.pk).order_by("answered_at").values_list("pk", flat=True))
    answers = list(Answer.objects.visible_to(viewer).filter(asked_id__in=ids))
    asked = Question.objects.visible_to(viewer).filter(pk__in=[one.question_id for one in answers]).in_bulk()
    found: dict[tuple[str, str, str], Given] = {}
    for answer in sorted(answers, key=lambda one: ids.index(one.asked_id)):
        question, given = asked.get(answer.question_id), _given(answer)
        if question is not None and given is not None:
            found[question.key, question.kind, question.unit] = given
    return found


def _given(row: Answer) -> Given:
    if row.yes is not None:
        return row.yes
    return row.number if row.number is not None else (row.choice or row.text or None)
