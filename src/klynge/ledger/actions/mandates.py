"""Who may audit which grant. A mandate names an account that holds the role of auditor; without the role it opens nothing."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Wrong
from klynge.ledger.models import Grant, Mandate
from klynge.people.models import Account
from klynge.people.queries import roles_of
from klynge.register.actions.lock import locked


@dataclass(frozen=True, slots=True)
class Span:
    """The auditor may read what happened from `from_on` to `to_on`, and may look from `starts_on` to `ends_on`."""

    from_on: date
    to_on: date
    starts_on: date
    ends_on: date


def give_mandate(*, by: Viewer, grant_id: int, email: str, span: Span) -> Mandate:
    """Raises Wrong when the account does not hold the role of auditor: the role is given first, by two people."""
    with transaction.atomic():
        grant = the(Grant, by, verb="change", pk=grant_id)
        account = Account.objects.filter(email=email.strip().lower(), is_active=True).first()
        if account is None or Role.AUDITOR not in roles_of(account, second_factor=True):
            raise Wrong(
                "%(email)s holds no role of auditor that a second person has confirmed. Give the role first.",
                where="email",
                email=email.strip()[:254],
            )
        if span.to_on < span.from_on or span.ends_on < span.starts_on:
            raise Wrong("It would end before it begins. Choose a later day.", where="to_on")
        if span.to_on < grant.from_on or span.from_on > grant.to_on:
            raise Wrong("These days lie outside the grant's period, so there would be nothing to read.", where="from_on")
        row = Mandate.objects.create(
            account=account,
            grant=grant,
            from_on=span.from_on,
            to_on=span.to_on,
            starts_on=span.starts_on,
            ends_on=span.ends_on,
            made_at=timezone.now(),
        )
        record(by=by, verb="give mandate", what=row, grant=grant_id, account=account.pk)
    return row


def withdraw_mandate(*, by: Viewer, mandate_id: int) -> Mandate:
    """It opens nothing from the auditor's next request on. Again changes nothing."""
    with transaction.atomic():
        row = locked(the(Mandate, by, verb="change", pk=mandate_id))
        if row.withdrawn_at is None:
            row.withdrawn_at = timezone.now()
            row.save()
            record(by=by, verb="withdraw mandate", what=row, grant=row.grant_id, account=row.account_id)
    return row
