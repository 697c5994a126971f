"""Which grants pay for a project: fundings of its activity, each on one work package."""

from collections.abc import Sequence

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Wrong
from klynge.ledger.models import Cost, Funding, Grant, Hours, WorkPackage
from klynge.projects.models import Project

_WHY = "a grant that has paid stays with the project, whoever may read what for"


def pay(by: Viewer, project: Project, work_package_ids: Sequence[int]) -> None:
    """Just these work packages pay, one a grant. Inside the caller's transaction."""
    wanted: dict[int, WorkPackage] = {}
    for package_id in work_package_ids:
        package: WorkPackage = the(WorkPackage, by, pk=package_id)
        if wanted.setdefault(package.grant_id, package).pk != package.pk:
            raise Wrong("A grant pays for a project on one of its work packages. Choose one.", where="work_packages")
    held = {row.grant_id: row for row in Funding.objects.visible_to(by).filter(activity_id=project.activity_id)}
    for grant_id, package in wanted.items():
        _overlaps(by, project, grant_id)
        row = held.get(grant_id)
        if row is None:
            row = Funding(activity_id=project.activity_id, grant_id=grant_id)
        elif row.work_package_id == package.pk:
            continue
        row.work_package = package
        row.save()
        record(by=by, verb="fund", what=project, grant=grant_id, work_package=package.number)
    for grant_id in held.keys() - wanted.keys():
        _nothing_booked(project, grant_id)
        held[grant_id].delete()
        record(by=by, verb="stop funding", what=project, grant=grant_id)


def _overlaps(by: Viewer, project: Project, grant_id: int) -> None:
    grant: Grant = the(Grant, by, pk=grant_id)
    if grant.to_on < project.from_on or project.to_on < grant.from_on:
        raise Wrong(
            "“%(grant)s” runs from %(first)s to %(last)s and cannot pay for a project outside it.",
            where="work_packages",
            grant=grant.name,
            first=grant.from_on.isoformat(),
            last=grant.to_on.isoformat(),
        )


def _nothing_booked(project: Project, grant_id: int) -> None:
    for kind in (Cost, Hours):
        rows = kind.objects.system_rows(_WHY).filter(activity_id=project.activity_id, grant_id=grant_id, live=True)
        if rows.exists():
            raise Wrong("This grant has paid for cost or hours already. Correct those first.", where="work_packages")
