"""Sets of questions, for those who write them."""

from collections import Counter
from dataclasses import dataclass

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.programme.models import Question, QuestionSet, Survey


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """`choices`: what can be chosen, and whether it counts as the result."""

    id: int
    text_da: str
    text_en: str
    kind: str
    unit: str
    feeds: str
    choices: tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class SetCard:
    """A set in one version; `used` by so many surveys, `newest` of its versions."""

    id: int
    name: str
    version: int
    source: str
    confirmed: bool
    newest: bool
    questions: int
    used: int


def set_cards(viewer: Viewer, language: str) -> list[SetCard]:
    """All versions of all sets, the newest of each first. Three queries."""
    asked = Counter(Question.objects.visible_to(viewer).order_by("pk").values_list("set_id", flat=True))
    used = Counter(Survey.objects.visible_to(viewer).order_by("pk").values_list("questions_id", flat=True))
    cards, seen = [], set()
    for row in QuestionSet.objects.visible_to(viewer):
        name = row.name_da if language == "da" else row.name_en
        newest = row.key not in seen
        seen.add(row.key)
        cards.append(SetCard(row.pk, name, row.version, row.source, row.confirmed, newest, asked[row.pk], used[row.pk]))
    return cards


def one_set(viewer: Viewer, set_id: int, language: str) -> tuple[SetCard, list[QuestionLine]]:
    """Raises Refused."""
    row = the(QuestionSet, viewer, pk=set_id)
    card = next(one for one in set_cards(viewer, language) if one.id == row.pk)
    lines = [
        QuestionLine(
            one.pk,
            one.text_da,
            one.text_en,
            one.kind,
            one.unit,
            one.feeds,
            tuple((da if language == "da" else en, bool(counts)) for _key, da, en, counts in one.choices),
        )
        for one in Question.objects.visible_to(viewer).filter(set=row)
    ]
    return card, lines
