"""Who joins a project, who signs its declaration, who leaves."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_noop

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.ledger.models import Cost, Hours
from klynge.projects.actions.checks import in_order, not_to_come, text, within
from klynge.projects.actions.taking_part import book_partners
from klynge.projects.models import Partner, Project
from klynge.projects.models.project import CLOSED, DROPPED, RUNNING
from klynge.projects.models.team import ROLES
from klynge.register.actions.lock import locked
from klynge.register.models import Organisation

_WHY = "what was booked for a partner binds its days, whoever may read the rows"


def add_partner(
    *,
    by: Viewer,
    project_id: int,
    organisation_id: int,
    role: str,
    economic: bool,
    from_on: date,
    to_on: date | None = None,
    declared_on: date | None = None,
    document: str = "",
) -> Partner:
    """An organisation takes part from a day on. Of a project that runs it is booked in the ledger at once."""
    with transaction.atomic():
        project: Any = locked(the(Project, by, verb="change", pk=project_id))
        if project.stage in (CLOSED, DROPPED):
            raise Wrong("This project is over. Nobody joins it any more.")
        organisation: Organisation = the(Organisation, by, pk=organisation_id)
        partner = join(by, project, organisation, role, economic, from_on, to_on, declared_on, document)
        if project.stage == RUNNING:
            book_partners(by, project, [partner])
        # The journal comes last: whoever holds its chain must not wait for another one, or two of them wait for each other.
        record(by=by, verb="add partner", what=project, organisation=organisation.pk, role=role, economic=economic)
    return partner


def join(
    by: Viewer,
    project: Project,
    organisation: Organisation,
    role: str,
    economic: bool,
    from_on: date,
    to_on: date | None = None,
    declared_on: date | None = None,
    document: str = "",
) -> Partner:
    """Inside the caller's transaction, which has asked whether `by` may do so, and writes the journal."""
    if role not in ROLES:
        raise Wrong("“%(role)s” is no role in a project. Choose one from the list.", where="role", role=role[:20])
    in_order(from_on, to_on)
    within(from_on, project.from_on, project.to_on, "from_on")
    if to_on is not None:
        within(to_on, project.from_on, project.to_on, "to_on")
    _alive(organisation, from_on)
    if declared_on is not None:
        not_to_come(declared_on, "declared_on")
    there = Partner.objects.visible_to(by).filter(project=project, organisation=organisation)
    if to_on is not None:
        there = there.filter(from_on__lte=to_on)
    if there.filter(Q(to_on=None) | Q(to_on__gte=from_on)).exists():
        raise Conflict("%(name)s is a partner in that time already.", where="organisation", name=organisation.name)
    partner = Partner.objects.create(
        project=project,
        organisation=organisation,
        role=role,
        economic=economic,
        from_on=from_on,
        to_on=to_on,
        declared_on=declared_on,
        document=text(document, "document", 200),
    )
    return partner


def declare_partner(*, by: Viewer, partner_id: int, on: date, document: str) -> Partner:
    """The partner's declaration is signed; `document` says where it is found."""
    with transaction.atomic():
        partner: Any = locked(the(Partner, by, verb="change", pk=partner_id))
        if partner.declared_on is not None:
            raise Conflict("The declaration of this partner is recorded already.")
        not_to_come(on, "on")
        need = gettext_noop("Write where the signed declaration is found: a file, a folder, a case number.")
        partner.declared_on, partner.document = on, text(document, "document", 200, need)
        partner.save()
        record(by=by, verb="declare partner", what=partner, project=partner.project_id, on=on.isoformat())
    return partner  # type: ignore[no-any-return]


def end_partner(*, by: Viewer, partner_id: int, on: date) -> Partner:
    """The partner's last day. Its staff lose what the project opened to them on the day after."""
    with transaction.atomic():
        partner: Any = the(Partner, by, verb="change", pk=partner_id)
        project: Any = locked(the(Project, by, verb="change", pk=partner.project_id))
        partner = locked(partner)
        if partner.to_on is not None and partner.to_on != on:
            raise Conflict("This partner has a last day already. Look at it again.")
        if partner.organisation_id == project.lead_id:
            raise Wrong("The lead cannot leave. Let another partner lead first.")
        in_order(partner.from_on, on)
        within(on, project.from_on, project.to_on, "on")
        for kind in (Cost, Hours):
            rows = kind.objects.system_rows(_WHY).filter(activity_id=project.activity_id, live=True, on__gt=on)
            if rows.filter(organisation_id=partner.organisation_id).exists():
                raise Wrong("Cost or hours of this partner are booked after that day. Choose a later day.", where="on")
        partner.to_on = on
        partner.save()
        record(by=by, verb="end partner", what=partner, project=project.pk, on=on.isoformat())
    return partner  # type: ignore[no-any-return]


def _alive(organisation: Organisation, on: date) -> None:
    if organisation.merged_into_id is not None:
        raise Wrong("This entry was merged with another one of the same organisation. Choose that one.", where="organisation")
    if organisation.founded_on is not None and on < organisation.founded_on:
        raise Wrong(
            "%(name)s was founded on %(day)s, so it cannot take part before.",
            where="from_on",
            name=organisation.name,
            day=organisation.founded_on.isoformat(),
        )
    if organisation.closed_on is not None and on > organisation.closed_on:
        raise Wrong(
            "%(name)s closed on %(day)s, so it cannot take part after.",
            where="from_on",
            name=organisation.name,
            day=organisation.closed_on.isoformat(),
        )
