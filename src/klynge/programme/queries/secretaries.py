"""The staff of the secretariat, from the roles of today."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from klynge.access.viewer import Role, Viewer
from klynge.people.models import RoleGrant
from klynge.register.models import Person

_WHY = "who holds the secretariat's role is known to all who work in the house"


@dataclass(frozen=True, slots=True)
class Secretary:
    """`field` is the special field, "" where none is named."""

    person_id: int
    name: str
    field: str
    since_on: date


def staff(viewer: Viewer, today: date) -> list[Secretary]:
    """Those who hold the role on the day, for a viewer of the house; to others nobody. Two queries."""
    if not {Role.SECRETARIAT, Role.FINANCE} & viewer.roles:
        return []
    grants = RoleGrant.objects.system_rows(_WHY).filter(role=Role.SECRETARIAT, starts_on__lte=today, confirmed_by__isnull=False)
    held = {row.account_id: row for row in grants.exclude(ends_on__lt=today).order_by("-starts_on")}
    people = Person.objects.system_rows(_WHY).filter(account_id__in=held, erased_at=None)
    found = [Secretary(one.pk, one.name, held[one.account_id].field, held[one.account_id].starts_on) for one in people]
    return sorted(found, key=lambda one: (one.name, one.person_id))


def secretaries(viewer: Viewer) -> list[tuple[int, str]]:
    """For choosing one: (person id, name)."""
    return [(one.person_id, one.name) for one in staff(viewer, timezone.localdate())]
