"""The yearly question."""

from dataclasses import dataclass
from datetime import datetime

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.register.models import Confirmation


@dataclass(frozen=True, slots=True)
class Question:
    id: int
    organisation_id: int
    asked_at: datetime
    answered: bool


def asked(viewer: Viewer, confirmation_id: int) -> Question:
    """Raises Refused for whoever does not look after the organisation (any more)."""
    row = the(Confirmation, viewer, verb="change", pk=confirmation_id)
    return Question(row.pk, row.organisation_id, row.asked_at, row.answered_at is not None)


def questions_waiting(viewer: Viewer) -> list[Question]:
    """Yearly questions to the organisations that the viewer looks after, not answered yet."""
    rows = Confirmation.objects.visible_to(viewer, verb="change").filter(answered_at=None)
    mine = rows.filter(organisation_id__in=sorted(viewer.managed))
    return [Question(row.pk, row.organisation_id, row.asked_at, answered=False) for row in mine]
