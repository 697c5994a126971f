"""A project goes from stage to stage, and the journal of stages says why."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.ledger.queries.law import law
from klynge.projects.actions.checks import text
from klynge.projects.actions.taking_part import book_partners
from klynge.projects.models import Partner, Project, StageChange
from klynge.projects.models.project import APPLICATION, CLOSED, DROPPED, IDEA, RUNNING
from klynge.projects.models.team import COMPANY
from klynge.projects.queries.needs import Need, needs
from klynge.register.actions.lock import locked

NEXT = {
    IDEA: (APPLICATION, RUNNING, DROPPED),
    APPLICATION: (RUNNING, IDEA, DROPPED),
    RUNNING: (CLOSED, DROPPED),
    CLOSED: (RUNNING,),
    DROPPED: (IDEA,),
}
WITH_REASON = {(CLOSED, RUNNING), (APPLICATION, IDEA), (DROPPED, IDEA)}  # backwards; and whatever is dropped


def move_stage(*, by: Viewer, project_id: int, stage: str, reason: str = "", override: bool = False) -> StageChange:
    """Before a project runs it has the partners that the programme asks for. Only somebody with the money right may let it run
    without, and says why (`override`). From then on its partners stand in the ledger."""
    with transaction.atomic():
        project: Any = locked(the(Project, by, verb="change", pk=project_id))
        reason = text(reason, "reason", 300)
        if stage == project.stage:
            raise Conflict("The project is in that stage already.", where="stage")
        if stage not in NEXT[project.stage]:
            raise Wrong("The project cannot go there from the stage that it is in. Look at it again.", where="stage")
        if not reason and (override or stage == DROPPED or (project.stage, stage) in WITH_REASON):
            raise Wrong("Say why, in one line. The journal of stages keeps it.", where="reason")
        overridden = stage == RUNNING and _let_run(by, project, override)
        before, project.stage = project.stage, stage
        project.save()
        change = StageChange.objects.create(
            project=project,
            before=before,
            stage=stage,
            reason=reason,
            overridden=overridden,
            at=timezone.now(),
            by_id=by.person_id,
        )
        record(by=by, verb="move", what=project, before=before, stage=stage, overridden=overridden)
    return change


def _let_run(by: Viewer, project: Project, override: bool) -> bool:
    """Books the partners. True when the programme's rule was not met and overridden."""
    today = timezone.localdate()
    if today < project.from_on:
        raise Wrong(
            "The project begins on %(day)s; it cannot run before. Change its first day, or wait.",
            where="stage",
            day=project.from_on.isoformat(),
        )
    partners = list(Partner.objects.visible_to(by).filter(project=project).exclude(to_on__lt=min(today, project.to_on)))
    lacking = [one for one in needs(partners, law(), min(today, project.to_on)) if not one.met]
    if lacking and not (override and Role.FINANCE in by.roles):
        raise _lacks(lacking[0])
    book_partners(by, project, partners)
    return bool(lacking)


def _lacks(need: Need) -> Wrong:
    facts = {"need": need.need, "have": need.have}
    if need.role == COMPANY:
        return Wrong(
            "The programme asks for %(need)d companies before a project runs; there are %(have)d. Add partners, or let somebody with "
            "the money right decide otherwise.",
            where="stage",
            **facts,
        )
    return Wrong(
        "The programme asks for %(need)d knowledge institution before a project runs; there are %(have)d. Add partners, or let "
        "somebody with the money right decide otherwise.",
        where="stage",
        **facts,
    )
