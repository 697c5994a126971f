"""Who sees what of the register, from the access matrix: rows "member's public card", "capability profile", "contact persons"."""

from klynge.access.viewer import Viewer
from klynge.register.models import Affiliation, Organisation, Person
from tests.oracle import label_opens

_WHY = "the slow rule looks at all rows"


def organisation(viewer: Viewer, row: Organisation) -> bool:
    return label_opens(viewer, row.label, row.pk, row.circle_id)


def of_organisation(viewer: Viewer, row) -> bool:
    """A field of somebody's profile: its own label, and the card must be open too."""
    owner = Organisation.objects.system_rows(_WHY).get(pk=row.organisation_id)
    return organisation(viewer, owner) and label_opens(viewer, row.label, row.organisation_id, row.circle_id)


def affiliation(viewer: Viewer, row: Affiliation) -> bool:
    return (viewer.person_id is not None and row.person_id == viewer.person_id) or of_organisation(viewer, row)


def person(viewer: Viewer, row: Person) -> bool:
    if row.pk == viewer.person_id or "secretariat" in viewer.roles:
        return True
    return any(affiliation(viewer, work) for work in Affiliation.objects.system_rows(_WHY).filter(person_id=row.pk))


def ours_or_secretariat(viewer: Viewer, row) -> bool:
    return "secretariat" in viewer.roles or row.organisation_id in viewer.organisations


def secretariat(viewer: Viewer, row) -> bool:
    return "secretariat" in viewer.roles


SEES = {
    "register.Organisation": organisation,
    "register.OldAddress": lambda viewer, row: organisation(
        viewer, Organisation.objects.system_rows(_WHY).get(pk=row.organisation_id)
    ),
    "register.Site": of_organisation,
    "register.Fact": of_organisation,
    "register.Figure": of_organisation,
    "register.Capability": of_organisation,
    "register.Certificate": of_organisation,
    "register.Reference": of_organisation,
    "register.Ownership": of_organisation,
    "register.ContactPoint": of_organisation,
    "register.Membership": of_organisation,
    "register.Affiliation": affiliation,
    "register.Person": person,
    "register.Proposal": ours_or_secretariat,
    "register.Confirmation": ours_or_secretariat,
    "register.Named": secretariat,
    "register.Import": secretariat,
    "register.Application": lambda viewer, row: secretariat(viewer, row) and row.confirmed_at is not None,
    "register.Merge": secretariat,
    "register.Apart": secretariat,
}
