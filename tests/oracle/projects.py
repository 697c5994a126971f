"""Who sees what of a project, from the access matrix: its team and those who work with money see it from within, each partner its own
lines of the budget; a funder's auditor what their grant pays for; a label opens the summary and nothing else."""

from django.utils import timezone

from klynge.access.viewer import Viewer
from klynge.ledger.models import Funding
from klynge.projects import models
from tests.oracle import label_opens
from tests.oracle.ledger import house, may_audit

_WHY = "the slow rule looks at all rows"


def team(viewer: Viewer, project_id: int) -> bool:
    """Does the viewer work for somebody who is a partner and has not left before today?"""
    for partner in models.Partner.objects.system_rows(_WHY):
        left = partner.to_on is not None and partner.to_on < timezone.localdate()
        if partner.project_id == project_id and partner.organisation_id in viewer.organisations and not left:
            return True
    return False


def audited(viewer: Viewer, project_id: int) -> bool:
    project = models.Project.objects.system_rows(_WHY).get(pk=project_id)
    paid = Funding.objects.system_rows(_WHY).filter(activity_id=project.activity_id)
    return any(may_audit(viewer, funding.grant_id) for funding in paid)


def within(viewer: Viewer, project_id: int) -> bool:
    return house(viewer) or team(viewer, project_id) or audited(viewer, project_id)


def project(viewer: Viewer, row) -> bool:
    return label_opens(viewer, row.label, None, row.circle_id) or within(viewer, row.pk)


def of_project(viewer: Viewer, row) -> bool:
    return within(viewer, row.project_id)


def of_part(viewer: Viewer, row) -> bool:
    return within(viewer, models.Part.objects.system_rows(_WHY).get(pk=row.part_id).project_id)


def budget(viewer: Viewer, row) -> bool:
    part = models.Part.objects.system_rows(_WHY).get(pk=row.part_id)
    partner = models.Partner.objects.system_rows(_WHY).get(pk=row.partner_id)
    left = partner.to_on is not None and partner.to_on < timezone.localdate()
    ours = partner.organisation_id in viewer.organisations and not left
    return house(viewer) or audited(viewer, part.project_id) or ours


SEES = {
    "projects.Project": project,
    "projects.StageChange": of_project,
    "projects.Partner": of_project,
    "projects.Part": of_project,
    "projects.Milestone": of_part,
    "projects.Budget": budget,
}
