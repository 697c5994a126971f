"""What can be chosen in the programme's forms."""

from klynge.access.viewer import Viewer
from klynge.ledger.models import Activity, Grant
from klynge.programme.models import CriterionSet, QuestionSet
from klynge.web import formats

Choices = list[tuple[int, str]]
MOST = 500  # activities in a list; the newest


def question_sets(viewer: Viewer, language: str) -> Choices:
    """The newest version of each set."""
    found: dict[str, tuple[int, str]] = {}
    for row in QuestionSet.objects.visible_to(viewer).order_by("key", "-version"):
        found.setdefault(row.key, (row.pk, row.name_da if language == "da" else row.name_en))
    return list(found.values())


def activities(viewer: Viewer) -> Choices:
    """The newest that took place, with their day."""
    rows = Activity.objects.visible_to(viewer).filter(cancelled_at=None).order_by("-on", "-pk")[:MOST]
    return [(row.pk, f"{row.title} · {formats.short_day(row.on)}") for row in rows]


def grants(viewer: Viewer) -> Choices:
    return [(row.pk, row.name) for row in Grant.objects.visible_to(viewer).order_by("-from_on", "pk")]


def criterion_sets(viewer: Viewer) -> Choices:
    return [(row.pk, f"{row.name} {row.version}") for row in CriterionSet.objects.visible_to(viewer)]
