"""What is known of accounts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import BigIntegerField, DateField
from django.utils import timezone

from klynge.access.prepared import prepared
from klynge.access.viewer import Role, Viewer
from klynge.people.models import Account, RoleGrant

NEEDS_SECOND_FACTOR = frozenset({Role.SECRETARIAT, Role.FINANCE, Role.AUDITOR, Role.BOARD, Role.TECH})


def roles_of(account: Account, *, second_factor: bool) -> frozenset[Role]:
    """The roles that the account holds today, confirmed by a second person. Roles that open other people's information count
    only with a second factor, where the installation asks for one (everywhere but in the demo)."""
    roles = frozenset(Role(role) for (role,) in _roles(account=account.pk, today=timezone.localdate()))
    return roles if second_factor or not settings.SECOND_FACTOR else roles - NEEDS_SECOND_FACTOR


@prepared(account=BigIntegerField(), today=DateField())
def _roles(*, account: Any, today: Any) -> Any:
    rows = RoleGrant.objects.system_rows("finding out who the viewer is comes before any access rule")
    rows = rows.filter(account_id=account, starts_on__lte=today, confirmed_by__isnull=False)
    return rows.exclude(ends_on__lt=today).values_list("role")


def holders_of(role: Role) -> set[int]:
    """The accounts that hold a role today, confirmed by a second person, and can sign in. Whether a second factor was used is
    asked of each request."""
    today = timezone.localdate()
    rows = (
        RoleGrant.objects.system_rows("who edits the website follows the role, whoever looks")
        .filter(role=role, starts_on__lte=today, confirmed_by__isnull=False, account__is_active=True)
        .exclude(ends_on__lt=today)
    )
    return set(rows.values_list("account_id", flat=True))


def waits_for_second_factor(viewer: Viewer) -> bool:
    """The account holds a role today that does not count at this sign-in, since no second factor was used."""
    if not settings.SECOND_FACTOR or viewer.second_factor or viewer.account_id is None:
        return False
    account = Account.objects.get(pk=viewer.account_id)
    return bool(roles_of(account, second_factor=True) & NEEDS_SECOND_FACTOR)


@dataclass(frozen=True, slots=True)
class RoleCard:
    """One role of one account. `waiting`: no second person has confirmed it; `mine`: the viewer cannot confirm it."""

    id: int
    email: str
    role: Role
    field: str
    starts_on: date
    ends_on: date | None
    waiting: bool
    mine: bool


def role_cards(viewer: Viewer) -> list[RoleCard]:
    """The roles that the viewer may see and that have not ended, those that wait for confirmation first."""
    rows = RoleGrant.objects.visible_to(viewer).exclude(ends_on__lt=timezone.localdate()).select_related("account")
    cards = [
        RoleCard(
            row.pk,
            row.account.email,
            Role(row.role),
            row.field,
            row.starts_on,
            row.ends_on,
            waiting=row.confirmed_by_id is None,
            mine=viewer.account_id in (row.given_by_id, row.account_id),
        )
        for row in rows
    ]
    return sorted(cards, key=lambda card: (not card.waiting, card.role, card.email))


def roles_waiting(viewer: Viewer) -> int:
    """How many roles wait for a second person."""
    rows = RoleGrant.objects.visible_to(viewer).filter(confirmed_by=None).exclude(ends_on__lt=timezone.localdate())
    return int(rows.count())
