"""How many things wait for somebody: the numbers beside the menus. Each is counted where its list is."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from klynge.access.viewer import Role, Viewer
from klynge.market.queries.matches import waiting, waiting_for
from klynge.ops.runs import how_many_broken
from klynge.people.queries import roles_waiting
from klynge.programme.queries.my_surveys import surveys_waiting
from klynge.programme.queries.workbook import renewals_waiting
from klynge.register.queries.counts import applications_waiting, proposals_waiting


@dataclass(frozen=True, slots=True)
class Waiting:
    """`for_you`: matches to answer, and `surveys`; the rest is the secretariat's. `label`: windows that open soon or are open."""

    for_you: int = 0
    surveys: int = 0
    matches: int = 0
    proposals: int = 0
    applications: int = 0
    roles: int = 0
    runs: int = 0
    label: int = 0


def what_waits(viewer: Viewer, now: datetime) -> Waiting:
    """Eight queries at most."""
    house, today = viewer.secretariat, timezone.localtime(now).date()
    return Waiting(
        for_you=waiting_for(viewer, now) if viewer.member else 0,
        surveys=surveys_waiting(viewer, today) if viewer.member else 0,
        matches=waiting(viewer, now) if house else 0,
        proposals=proposals_waiting(viewer) if house else 0,
        applications=applications_waiting(viewer) if house else 0,
        roles=roles_waiting(viewer) if house else 0,
        runs=how_many_broken(viewer) if house or Role.TECH in viewer.roles else 0,
        label=renewals_waiting(viewer, today) if house or Role.FINANCE in viewer.roles else 0,
    )
