"""Who may read the ledger, beside the firm and the person that a row is about: those who work with money, and a funder's auditor,
who is bound to named grants and to a range of days."""

from collections.abc import Callable
from datetime import date

from django.db.models import Q
from django.utils import timezone

from klynge.access.rules import NONE, Grant, Rule, holders, secretariat
from klynge.access.viewer import Role, Viewer


def house() -> Rule:
    """The secretariat, and those of it who have the money right."""
    return secretariat() | holders(Role.FINANCE, "The person has the money right.")


def finance() -> Rule:
    return holders(Role.FINANCE, "The person has the money right.")


def audits(grant: str, day: str = "") -> Rule:
    """Rows of a grant that the person audits: `grant` is the column with the grant's id, `day` the one with the day on which it
    happened (or "" where the row has none: a grant, a work package)."""
    return _audited(lambda grant_id: Q(**{grant: grant_id}), day)


def audits_activity(activity: str, day: str) -> Rule:
    """Rows of an activity that a grant pays for which the person audits: `activity` is the column with the activity's id."""

    def paid(grant_id: int) -> Q:
        from klynge.ledger.models.activity import Funding  # models exist only now

        rows = Funding.objects.system_rows("which activities a mandated grant pays for")
        return Q(**{f"{activity}__in": rows.filter(grant_id=grant_id).values("activity_id")})

    return _audited(paid, day)


def _audited(rows_of: Callable[[int], Q], day: str) -> Rule:
    def rows(viewer: Viewer) -> Q:
        found = NONE
        for grant_id, from_on, to_on in mandates(viewer):
            q = rows_of(grant_id) & (Q(**{f"{day}__range": (from_on, to_on)}) if day else Q())
            found = q if found == NONE else found | q
        return found

    return Rule((Grant("The person audits the grant that pays for this.", rows, steady=no_auditor),))


def no_auditor(viewer: Viewer) -> bool:
    """Mandates are read, and end on a day."""
    return Role.AUDITOR not in viewer.roles


def mandates(viewer: Viewer) -> list[tuple[int, date, date]]:
    """(grant id, first day, last day) of what the viewer audits today; empty for whoever is no auditor."""
    from klynge.ledger.models.grant import Mandate  # models exist only now

    if Role.AUDITOR not in viewer.roles or viewer.account_id is None:
        return []
    today = timezone.localdate()
    held = Mandate.objects.system_rows("finding out what an auditor may read comes before any access rule")
    held = held.filter(account_id=viewer.account_id, starts_on__lte=today, withdrawn_at=None).exclude(ends_on__lt=today)
    return list(held.order_by("pk").values_list("grant_id", "from_on", "to_on"))
