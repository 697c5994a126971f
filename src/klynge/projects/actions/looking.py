"""Somebody has gone through the cost of a project: the journal keeps who and when."""

from django.db import transaction

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.ledger.models import Cost
from klynge.projects.models import Project
from klynge.projects.queries.rows import LOOKED

_WHY = "the journal says how many rows there were"


def look_at_cost(*, by: Viewer, project_id: int) -> Project:
    with transaction.atomic():
        project: Project = the(Project, by, verb="change", pk=project_id)
        rows = Cost.objects.system_rows(_WHY).filter(activity_id=project.activity_id, live=True).count()
        record(by=by, verb=LOOKED, what=project, rows=rows)
    return project
