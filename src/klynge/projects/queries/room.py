"""The partners of a project, asked for room before something is promised to them."""

from dataclasses import replace
from datetime import date

from django.db.models import Q

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.ledger.queries.aid_activity import Asked, asked_activity
from klynge.projects.models import Partner, Project
from klynge.projects.queries.projects import title


def asked_project(viewer: Viewer, project_id: int, today: date, *, language: str) -> tuple[Asked, tuple[int, ...]]:
    """The project's activity with what it is worth to each, and the partners that have not left. Raises Refused."""
    row: Project = the(Project, viewer, verb="change", pk=project_id)
    stays = Partner.objects.visible_to(viewer).filter(Q(to_on=None) | Q(to_on__gte=today), project=row)
    partners = tuple(stays.order_by("organisation_id").values_list("organisation_id", flat=True).distinct())
    asked = replace(asked_activity(viewer, row.activity_id), title=title(row, language), on=today)
    return asked, partners
