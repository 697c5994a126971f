"""What is known of accounts."""

from django.conf import settings
from django.utils import timezone

from klynge.access.viewer import Role
from klynge.people.models import Account, RoleGrant

NEEDS_SECOND_FACTOR = frozenset({Role.SECRETARIAT, Role.FINANCE, Role.AUDITOR, Role.BOARD, Role.TECH})


def roles_of(account: Account, *, second_factor: bool) -> frozenset[Role]:
    """The roles that the account holds today, confirmed by a second person. Roles that open other people's information count
    only with a second factor, where the installation asks for one (everywhere but in the demo)."""
    today = timezone.localdate()
    rows = (
        RoleGrant.objects.system_rows("finding out who the viewer is comes before any access rule")
        .filter(account=account, starts_on__lte=today, confirmed_by__isnull=False)
        .exclude(ends_on__lt=today)
    )
    roles = frozenset(Role(row.role) for row in rows)
    return roles if second_factor or not settings.SECOND_FACTOR else roles - NEEDS_SECOND_FACTOR
