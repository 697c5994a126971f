"""Small questions: how many there are, and which row ties two things."""

from dataclasses import dataclass
from typing import Any

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.register.models import Affiliation, Application, Capability, Certificate, Membership, Person, Proposal, Site


@dataclass(frozen=True, slots=True)
class Counts:
    """What the viewer may see of the register, counted."""

    members: int
    sites: int
    people: int
    capabilities: int
    certificates: int


def register_counts(viewer: Viewer) -> Counts:
    def seen(model: Any) -> int:
        return int(model.objects.visible_to(viewer).count())

    members = Membership.objects.visible_to(viewer).filter(to_on=None).values("organisation_id").distinct().count()
    return Counts(members, seen(Site), seen(Person), seen(Capability), seen(Certificate))


def proposals_waiting(viewer: Viewer) -> int:
    """How many changes wait for the viewer to decide on them."""
    return int(Proposal.objects.visible_to(viewer, verb="publish").filter(state=Proposal.WAITING).count())


def affiliation_id(viewer: Viewer, person_id: int, organisation_id: int) -> int:
    """The row by which a person works there now. Raises Refused."""
    return int(the(Affiliation, viewer, person_id=person_id, organisation_id=organisation_id, to_on=None).pk)


def applications_waiting(viewer: Viewer) -> int:
    """How many organisations ask to become members and wait for the secretariat."""
    return int(Application.objects.visible_to(viewer, verb="change").filter(state=Application.WAITING).count())
