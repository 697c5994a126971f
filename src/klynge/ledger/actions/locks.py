"""Closing a month of a grant, and opening it again. Both need the money right."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from klynge.access.chain import hold
from klynge.access.journal import record
from klynge.access.verbs import require_role, the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.ledger.models import BOOKED, Grant, Lock
from klynge.register.texts import tidy


def lock_month(*, by: Viewer, grant_id: int, month: date) -> Lock:
    """Nothing is booked, corrected or signed for the grant in this month any more. Whoever is booking at this moment is waited for.
    Raises Wrong while the month runs, Conflict when it is locked already."""
    with transaction.atomic():
        grant = _grant(by, grant_id)
        first = month.replace(day=1)
        if not grant.from_on.replace(day=1) <= first <= grant.to_on:
            raise Wrong("%(month)s lies outside the period of %(grant)s.", where="month", month=_name(first), grant=grant.name)
        if first >= timezone.localdate().replace(day=1):
            raise Wrong(
                "%(month)s is not over yet. It can be locked from the first day after it.", where="month", month=_name(first)
            )
        if Lock.objects.visible_to(by).filter(grant=grant, month=first, opened_at=None).exists():
            raise Conflict("%(month)s is locked for %(grant)s already.", where="month", month=_name(first), grant=grant.name)
        row = Lock.objects.create(grant=grant, month=first, locked_at=timezone.now(), locked_by_id=by.person_id)
        record(by=by, verb="lock month", what=row, grant=grant_id, month=_name(first))
    return row


def open_month(*, by: Viewer, grant_id: int, month: date, reason: str) -> Lock:
    """The month takes corrections again; the lock stays to be read, with why it was opened."""
    with transaction.atomic():
        grant = _grant(by, grant_id)
        said, first = tidy(reason, where="reason"), month.replace(day=1)
        if not said or len(said) > 300:
            raise Wrong("Say why, in at most 300 characters.", where="reason")
        row = Lock.objects.visible_to(by, verb="change").filter(grant=grant, month=first, opened_at=None).first()
        if row is None:
            raise Conflict("%(month)s is open for %(grant)s already.", where="month", month=_name(first), grant=grant.name)
        row.opened_at, row.opened_by_id, row.reason = timezone.now(), by.person_id, said
        row.save()
        record(by=by, verb="open month", what=row, grant=grant_id, month=_name(first), reason=said)
    return row  # type: ignore[no-any-return]


def _grant(by: Viewer, grant_id: int) -> Grant:
    """The grant, with every chain held: nobody books or signs while a month changes hands."""
    require_role(by, Role.FINANCE)
    grant: Grant = the(Grant, by, verb="change", pk=grant_id)
    for model in BOOKED:
        hold(model._meta.db_table)
    return grant


def _name(month: date) -> str:
    return month.strftime("%Y-%m")
