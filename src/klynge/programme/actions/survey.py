"""Making surveys and their sets of questions. A set that was asked is never changed: a change makes its next version."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict, Refused, Wrong
from klynge.ledger.models import Activity, Funding, Grant, Result
from klynge.programme import reference
from klynge.programme.models import Asked, Question, QuestionSet, Survey
from klynge.register.texts import tidy

MOST = 25  # questions of a set: a survey is short
LONGEST = 366  # days that a survey may be open


def require_house(by: Viewer) -> None:
    """The secretariat, and those with the money right. Raises Refused."""
    if not {Role.SECRETARIAT, Role.FINANCE} & by.roles:
        raise Refused("This is for the secretariat.")


def open_survey(
    *,
    by: Viewer,
    name_da: str,
    name_en: str,
    questions_id: int,
    opens_on: date,
    closes_on: date,
    activity_id: int | None = None,
    year: int | None = None,
    grant_id: int | None = None,
) -> Survey:
    """A survey after an activity or of a year. Nobody is asked before it opens."""
    with transaction.atomic():
        require_house(by)
        questions = the(QuestionSet, by, pk=questions_id)
        if not Question.objects.visible_to(by).filter(set=questions).exists():
            raise Wrong("This set has no questions yet. Add one first.", where="questions_id")
        _check_subject(by, activity_id, year, grant_id)
        row = Survey(questions=questions, activity_id=activity_id, year=year, grant_id=grant_id, made_at=timezone.now())
        _fill(row, name_da, name_en, opens_on, closes_on)
        row.save()
        record(by=by, verb="open survey", what=row)
    return row


def change_survey(*, by: Viewer, survey_id: int, name_da: str, name_en: str, opens_on: date, closes_on: date) -> Survey:
    """What it is called and when it is open. What it follows and its questions stay: answers hang on them."""
    with transaction.atomic():
        row = the(Survey, by, verb="change", pk=survey_id)
        if Asked.objects.visible_to(by).filter(survey=row).exists() and opens_on > row.opens_on:
            raise Wrong("The survey has begun; it cannot open later than it did.", where="opens_on")
        _fill(row, name_da, name_en, opens_on, closes_on)
        row.save()
        record(by=by, verb="change survey", what=row)
    return row


def _check_subject(by: Viewer, activity_id: int | None, year: int | None, grant_id: int | None) -> None:
    if (activity_id is None) == (year is None):
        raise Wrong("A survey follows either an activity or a year.", where="activity_id")
    grant = the(Grant, by, pk=grant_id) if grant_id is not None else None
    if activity_id is not None:
        activity = the(Activity, by, pk=activity_id)
        if activity.cancelled_at is not None:
            raise Wrong("“%(title)s” was cancelled, so nothing came of it.", where="activity_id", title=activity.title)
        if grant and not Funding.objects.visible_to(by).filter(activity=activity, grant=grant).exists():
            raise Wrong("This grant does not pay for the activity. Choose one that does, or none.", where="grant_id")
    elif year is not None and not 2000 <= year <= 2100:
        raise Wrong("Write the year in four digits, from 2000 to 2100.", where="year")
    elif grant and year is not None and not grant.from_on.year <= year <= grant.to_on.year:
        raise Wrong("The grant does not run in %(year)d.", where="year", year=year)


def _fill(row: Survey, name_da: str, name_en: str, opens_on: date, closes_on: date) -> None:
    row.name_da, row.name_en = tidy(name_da, where="name_da")[:200], tidy(name_en, where="name_en")[:200]
    if not (row.name_da and row.name_en):
        raise Wrong("A survey needs its name in Danish and in English.", where="name_en" if row.name_da else "name_da")
    if closes_on < opens_on:
        raise Wrong("A survey closes after it opens. Choose a later day.", where="closes_on")
    if (closes_on - opens_on).days > LONGEST:
        raise Wrong("A survey is open for a year at most. Choose an earlier day.", where="closes_on")
    row.opens_on, row.closes_on = opens_on, closes_on


def load_questions(*, by: Viewer) -> int:
    """Takes in the sets that come with Klynge; says how many were new. Again changes nothing."""
    new = 0
    with transaction.atomic():
        require_house(by)
        for line in reference.questions():
            key, version = line["set"], int(line["version"])
            made, fresh = QuestionSet.objects.system_rows("sets are told apart by key and version").get_or_create(
                key=key,
                version=version,
                defaults={**_of(line, "name_da", "name_en", "source"), "confirmed": line["confirmed"] == "yes"},
            )
            if fresh:
                new += 1
                rows = [one for one in reference.questions() if (one["set"], int(one["version"])) == (key, version)]
                Question.objects.bulk_create(_question(made, one) for one in rows)
                record(by=by, verb="take in questions", what=made, key=key, version=version)
    return new


def _of(line: dict[str, str], *names: str) -> dict[str, str]:
    return {name: line[name] for name in names}


def _question(made: QuestionSet, line: dict[str, str]) -> Question:
    said = _of(line, "key", "kind", "unit", "feeds", "text_da", "text_en")
    return Question(set=made, place=int(line["place"]), choices=reference.choices(line["choices"]), **said)


def confirm_questions(*, by: Viewer, set_id: int) -> QuestionSet:
    """Somebody has held the set against the funder's own text."""
    with transaction.atomic():
        row = the(QuestionSet, by, verb="change", pk=set_id)
        row.confirmed = True
        row.save()
        record(by=by, verb="confirm questions", what=row)
    return row


def add_question(
    *,
    by: Viewer,
    set_id: int,
    text_da: str,
    text_en: str,
    kind: str,
    unit: str = "",
    feeds: str = "",
    choices: list[list[object]] | None = None,
) -> QuestionSet:
    """Adds a question at the end; returns the set that now has it, a new version if the one named was asked already."""
    with transaction.atomic():
        row = _open_version(by, set_id)
        rows = list(Question.objects.visible_to(by).filter(set=row))
        said = {"text_da": tidy(text_da, where="text_da")[:300], "text_en": tidy(text_en, where="text_en")[:300]}
        _check_question(said, kind, unit, feeds, choices or [], len(rows))
        place = max((one.place for one in rows), default=0) + 1
        taken = {one.key for one in rows}
        key = next(f"own-{n}" for n in range(place, place + MOST + 1) if f"own-{n}" not in taken)
        made = Question.objects.create(
            set=row, key=key, place=place, kind=kind, unit=unit, feeds=feeds, choices=choices or [], **said
        )
        record(by=by, verb="add question", what=made, set=row.key, version=row.version)
    return row


def drop_question(*, by: Viewer, question_id: int) -> QuestionSet:
    """Takes a question out; returns the set that no longer has it, a new version if the one named was asked already."""
    with transaction.atomic():
        question = the(Question, by, verb="change", pk=question_id)
        row = _open_version(by, question.set_id)
        Question.objects.visible_to(by, verb="change").filter(set=row, key=question.key).delete()
        record(by=by, verb="drop question", what=row, key=question.key, version=row.version)
    return row


def _check_question(said: dict[str, str], kind: str, unit: str, feeds: str, choices: list[list[object]], already: int) -> None:
    if already >= MOST:
        raise Wrong("A set has at most %(most)d questions. Take one out first.", where="text_da", most=MOST)
    for where, text in said.items():
        if not text:
            raise Wrong("A question needs its text in Danish and in English.", where=where)
    if kind not in dict(Question.KINDS):
        raise Wrong("Choose what kind of answer the question takes.", where="kind")
    if feeds and (feeds not in dict(Result.RESULTS) or kind == Question.TEXT):
        raise Wrong("Free text cannot be counted as a result.", where="feeds")
    if (kind == Question.NUMBER) != bool(unit):
        raise Wrong("A number needs its unit, and nothing else has one.", where="unit")
    if kind == Question.CHOICE and not 2 <= len(choices) <= 10:
        raise Wrong("Give from 2 to 10 choices, one a line.", where="choices")


def _open_version(by: Viewer, set_id: int) -> QuestionSet:
    """The set if nobody was asked by it; else its next version with the same questions. Raises Conflict for an older version."""
    row = the(QuestionSet, by, verb="change", pk=set_id)
    newest = QuestionSet.objects.visible_to(by).filter(key=row.key).order_by("-version").first()
    if newest.pk != row.pk:
        raise Conflict("There is a newer version of this set. Change that one.")
    if not Survey.objects.visible_to(by).filter(questions=row).exists():
        return row
    rows = list(Question.objects.visible_to(by).filter(set=row))
    made = QuestionSet.objects.create(
        key=row.key, version=row.version + 1, name_da=row.name_da, name_en=row.name_en, source=row.source
    )
    for one in rows:
        one.pk, one.set = None, made
    Question.objects.bulk_create(rows)
    return made
