"""Changes to accounts and roles. A role is given by one person and confirmed by another, or it does not count."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from klynge.access.journal import record
from klynge.access.verbs import require_role
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict, Refused, Wrong
from klynge.people.models import Account, RoleGrant


def open_account(*, by: Viewer, email: str) -> Account:
    """An account without a password; its owner sets one by the link that is sent. Raises Wrong when the address is taken."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        try:
            validate_email(email.strip())
        except ValidationError:
            raise Wrong("“%(email)s” is no e-mail address.", where="email", email=email[:254]) from None
        if Account.objects.filter(email=email.lower().strip()).exists():
            raise Wrong("There is already an account for %(email)s.", where="email", email=email)
        account = Account.objects.create_user(email.strip())
        record(by=by, verb="open account", what=account)
    return account


def set_password(*, account: Account, password: str) -> None:
    """For accounts whose password is known to all, as in the demonstration. Everybody else chooses one by a link."""
    account.set_password(password)
    account.save()


def close_account(*, by: Viewer, account_id: int) -> None:
    """The account cannot sign in any more, from its next request on."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        account = Account.objects.get(pk=account_id)
        account.is_active = False
        account.set_unusable_password()
        account.save()
        record(by=by, verb="close account", what=account)


def give_role(*, by: Viewer, email: str, role: Role, starts_on: date, ends_on: date | None = None, field: str = "") -> RoleGrant:
    """A role that waits for a second person. Raises Wrong when there is no such account or the days are the wrong way round."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        account = Account.objects.filter(email=email.lower().strip(), is_active=True).first()
        if account is None:
            raise Wrong("There is no account %(email)s. Open one first.", where="email", email=email)
        if ends_on is not None and ends_on < starts_on:
            raise Wrong("The role would end before it begins. Choose a later day.", where="ends_on")
        days = {"starts_on": starts_on, "ends_on": ends_on}
        if RoleGrant.objects.visible_to(by).filter(account=account, role=role.value, field=field, **days).exists():
            raise Conflict("%(email)s was given this role for these days already. Look at the list of roles.", email=email)
        given = RoleGrant.objects.create(account=account, role=role.value, field=field, **days, given_by_id=by.account_id)
        record(by=by, verb="give role", what=given, role=role.value)
    return given


def confirm_role(*, by: Viewer, grant_id: int) -> RoleGrant:
    """The second person. Raises Wrong when it is the first one again, or the one who gets the role."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        given = _given(by, grant_id)
        if given.confirmed_by_id is not None:
            raise Conflict("This role was confirmed already.")
        if by.account_id in (given.given_by_id, given.account_id):
            raise Wrong("A role is confirmed by somebody else than the one who gave it or the one who gets it. Ask a colleague.")
        given.confirmed_by_id = by.account_id
        given.save()
        record(by=by, verb="confirm role", what=given, role=given.role)
    return given


def settle_role(*, by: Viewer, grant_id: int) -> RoleGrant:
    """The operator of the server, who is no account, gives and confirms the first roles of an installation."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        if by.account_id is not None:
            raise Wrong("A role is confirmed by somebody else than the one who gave it or the one who gets it. Ask a colleague.")
        given = _given(by, grant_id)
        given.confirmed_by_id = given.account_id
        given.save()
        record(by=by, verb="confirm role", what=given, role=given.role)
    return given


def end_role(*, by: Viewer, grant_id: int) -> None:
    """The role ends yesterday: at the next request it is gone."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        given = _given(by, grant_id)
        yesterday = timezone.localdate() - timedelta(days=1)
        given.ends_on = min(given.ends_on or yesterday, yesterday)
        given.save()
        record(by=by, verb="end role", what=given, role=given.role)


def _given(by: Viewer, grant_id: int) -> RoleGrant:
    """The role, kept from others until this change is done. Raises Refused."""
    try:
        found: RoleGrant = RoleGrant.objects.visible_to(by).select_for_update().get(pk=grant_id)
    except (RoleGrant.DoesNotExist, OverflowError):
        raise Refused("There is no such thing here, or it is not open to you.") from None
    return found
