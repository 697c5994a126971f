"""What a release can tell of: activities, projects and members that its editor sees."""

from dataclasses import dataclass
from datetime import date

from klynge.access.viewer import Viewer
from klynge.programme.queries.choices import activities
from klynge.projects.models import Project
from klynge.register.models import Membership, Organisation

Choices = list[tuple[int, str]]


@dataclass(frozen=True, slots=True)
class Offered:
    activities: Choices
    projects: Choices
    members: Choices


def offered(viewer: Viewer, language: str, today: date) -> Offered:
    """Four queries for any number."""
    rows = Project.objects.visible_to(viewer).order_by("-from_on", "pk")
    now = Membership.objects.visible_to(viewer).filter(from_on__lte=today).exclude(to_on__lt=today)
    firms = Organisation.objects.visible_to(viewer).filter(pk__in=now.values("organisation_id"), merged_into=None)
    return Offered(
        activities(viewer),
        [(row.pk, (row.title_da if language == "da" else row.title_en) or str(row)) for row in rows],
        list(firms.order_by("name", "pk").values_list("pk", "name")),
    )
