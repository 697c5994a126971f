"""What was answered, question by question: to those who may see rows each figure with its rows, to others only what at least three
organisations stand behind."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from decimal import Decimal

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.programme.models import Answer, Asked, Question, Survey
from klynge.programme.queries.survey import FEWEST, sees_rows
from klynge.register.models import Organisation

_WHY = "totals of organisations that the reader may not see one by one"


@dataclass(frozen=True, slots=True)
class Part:
    """So many gave this answer: `key` "yes", "no" or a choice's; `name` of a choice."""

    key: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One question over all that were asked. `answered` of `asked`; the rest is unknown and in no total. `total` of a number over
    those that answered. `hidden`: too few stand behind it for this reader."""

    key: str
    text: str
    kind: str
    unit: str
    feeds: str
    asked: int
    answered: int
    total: Decimal | None = None
    parts: tuple[Part, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What one organisation answered: the one that is set, by the question's kind."""

    organisation_id: int
    organisation: str
    yes: bool | None
    number: Decimal | None
    choice: str
    text: str


def outcome(viewer: Viewer, survey_id: int, *, language: str) -> tuple[Figure, ...]:
    """One figure a question, in their order. Four queries."""
    survey = the(Survey, viewer, pk=survey_id)
    questions = list(Question.objects.visible_to(viewer).filter(set_id=survey.questions_id))
    asked = Asked.objects.system_rows(_WHY).filter(survey=survey).count()
    answers: defaultdict[int, list[Answer]] = defaultdict(list)
    for row in Answer.objects.system_rows(_WHY).filter(asked__survey=survey).order_by("pk"):
        if _given(row):
            answers[row.question_id].append(row)
    figures = (_figure(one, answers[one.pk], asked, language) for one in questions)
    return tuple(figure if sees_rows(viewer) else _careful(figure) for figure in figures)


def _given(row: Answer) -> bool:
    return row.yes is not None or row.number is not None or bool(row.choice or row.text)


def _figure(question: Question, rows: list[Answer], asked: int, language: str) -> Figure:
    parts: tuple[Part, ...] = ()
    if question.kind == Question.YES:
        yes = sum(row.yes is True for row in rows)
        parts = (Part("yes", "", yes), Part("no", "", len(rows) - yes))
    elif question.kind == Question.CHOICE:
        counts = Counter(row.choice for row in rows)
        parts = tuple(Part(key, da if language == "da" else en, counts[key]) for key, da, en, *_counts in question.choices)
    return Figure(
        key=question.key,
        text=question.text_da if language == "da" else question.text_en,
        kind=question.kind,
        unit=question.unit,
        feeds=question.feeds,
        asked=asked,
        answered=len(rows),
        total=sum((row.number or Decimal(0) for row in rows), Decimal(0)) if question.kind == Question.NUMBER and rows else None,
        parts=parts,
    )


def _careful(figure: Figure) -> Figure:
    """Nothing about fewer than three: no total of so few, and no split in which a group is so small that it points at somebody."""
    if 0 < figure.asked < FEWEST or 0 < figure.answered < FEWEST:
        return replace(figure, asked=0, answered=0, total=None, parts=(), hidden=True)
    if any(0 < part.count < FEWEST for part in figure.parts):
        return replace(figure, parts=(), hidden=True)
    return figure


def answer_lines(viewer: Viewer, survey_id: int, key: str, said: str = "", *, language: str) -> tuple[str, list[AnswerLine]]:
    """The question's text and the answers to it that the viewer may see; `said` "yes", "no" or a choice's key narrows them."""
    survey = the(Survey, viewer, pk=survey_id)
    question = the(Question, viewer, set_id=survey.questions_id, key=key)
    asked = dict(Asked.objects.visible_to(viewer).filter(survey=survey).values_list("pk", "organisation_id"))
    firms = Organisation.objects.visible_to(viewer).filter(pk__in=set(asked.values()))
    names = dict(firms.values_list("pk", "name"))
    words = {one[0]: one[1] if language == "da" else one[2] for one in question.choices}
    lines = []
    for row in Answer.objects.visible_to(viewer).filter(asked_id__in=asked, question=question):
        kept = {"yes": row.yes is True, "no": row.yes is False}.get(said, said in ("", row.choice))
        if question.kind == Question.CHOICE:
            kept = said in ("", row.choice)
        if kept and _given(row):
            firm = asked[row.asked_id]
            lines.append(AnswerLine(firm, names.get(firm, "–"), row.yes, row.number, words.get(row.choice, row.choice), row.text))
    text = question.text_da if language == "da" else question.text_en
    return text, sorted(lines, key=lambda line: (line.organisation, line.organisation_id))
