"""Who reads a project from within: those who run the house, the team, and the auditor of a grant that pays for it. A label only
adds readers, of the summary."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from klynge.access.rules import NONE, Grant, Rule
from klynge.access.viewer import Role, Viewer
from klynge.ledger.rules import house, mandates

_WHY = "whose project it is comes before any access rule"
Rows = Callable[[Any], Q]  # from the projects that open, as a sub-query of their ids, to the rows that open


def inside(column: str) -> Rule:
    """Rows of a project that the person may read from within: `column` holds the project's id."""
    return house() | team(column) | audited(column)


def team(column: str) -> Rule:
    """The staff of its partners, until the day on which a partner leaves."""
    return _rule("The person works for a partner of the project.", our_projects, lambda found: Q(**{f"{column}__in": found}))


def audited(column: str) -> Rule:
    return _rule(
        "The person audits a grant that pays for the project.", audited_projects, lambda found: Q(**{f"{column}__in": found})
    )


def audited_part(column: str) -> Rule:
    """The same for rows that hold the id of a project's part."""

    def rows(found: Any) -> Q:
        from klynge.projects.models import Part  # models exist only now

        return Q(**{f"{column}__in": Part.objects.system_rows(_WHY).filter(project_id__in=found).values("pk")})

    return _rule("The person audits a grant that pays for the project.", audited_projects, rows)


def our_partner(column: str) -> Rule:
    """Rows of a partner for whom the person works: `column` holds the partner's id in the project."""
    return _rule(
        "The person works for the partner that this belongs to.", our_partners, lambda found: Q(**{f"{column}__in": found})
    )


def _rule(why: str, found: Callable[[Viewer], Any], rows: Rows) -> Rule:
    def opened(viewer: Viewer) -> Q:
        those = found(viewer)
        return NONE if those is None else rows(those)

    # the day on which a partner leaves, and that on which a mandate ends
    return Rule((Grant(why, opened, steady=lambda viewer: not viewer.organisations and Role.AUDITOR not in viewer.roles),))


def our_partners(viewer: Viewer) -> Any:
    """Ids of the partners that the viewer works for and that have not left; None for whoever works for nobody."""
    from klynge.projects.models import Partner  # models exist only now

    if not viewer.organisations:
        return None
    rows = Partner.objects.system_rows(_WHY).filter(organisation_id__in=sorted(viewer.organisations))
    return rows.exclude(to_on__lt=timezone.localdate()).values("pk")


def our_projects(viewer: Viewer) -> Any:
    from klynge.projects.models import Partner  # models exist only now

    ours = our_partners(viewer)
    return None if ours is None else Partner.objects.system_rows(_WHY).filter(pk__in=ours).values("project_id")


def audited_projects(viewer: Viewer) -> Any:
    """Ids of the projects that a mandated grant pays for."""
    from klynge.ledger.models import Funding  # models exist only now
    from klynge.projects.models import Project

    grants = {grant_id for grant_id, _from_on, _to_on in mandates(viewer)}
    if not grants:
        return None
    paid = Funding.objects.system_rows(_WHY).filter(grant_id__in=grants).values("activity_id")
    return Project.objects.system_rows(_WHY).filter(activity_id__in=paid).values("pk")


__all__ = ["audited", "audited_part", "house", "inside", "our_partner", "team"]
