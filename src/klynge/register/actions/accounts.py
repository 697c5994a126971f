"""People of the cluster's own, and the accounts with which people of the register sign in."""

from django.db import transaction
from django.utils import timezone

from klynge.access.journal import record
from klynge.access.verbs import require_role, the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.people.actions import give_role, open_account, settle_role
from klynge.people.invitations import choose_password_url, confirm_address
from klynge.people.models import Account
from klynge.register.actions.lock import locked
from klynge.register.models import Person
from klynge.register.texts import tidy

OPERATOR = Viewer(name="operator", roles=frozenset({Role.SECRETARIAT}))


def register_person(*, by: Viewer, name: str, language: str = "da") -> Person:
    """A person who works for no organisation of the register: of the secretariat, a funder, a partner cluster."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        said = tidy(name, where="name")
        if not said or len(said) > 200:
            raise Wrong("A person needs a name of at most 200 characters.", where="name")
        person = Person.objects.create(name=said, language="en" if language == "en" else "da")
        record(by=by, verb="add", what=person)
    return person


def give_account(*, by: Viewer, person_id: int, email: str) -> Account:
    """An account for the person, without a password: its owner chooses one (`people.invitations`). Raises Conflict when the person
    has one, Wrong when the address is taken."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        person = locked(the(Person, by, verb="change", pk=person_id, erased_at=None))
        if person.account_id is not None:
            raise Conflict("This person has an account already.")
        account = open_account(by=by, email=email)
        confirm_address(account)
        person.account = account
        person.save()
        record(by=by, verb="give account", what=person)
    return account


def open_first_account(email: str, name: str, role: Role | None, *, field: str = "") -> str:
    """For whoever holds the server: an account for a person of the cluster's own, with `role` from today on. Gives the address at
    which its owner chooses a password."""
    with transaction.atomic():
        person = register_person(by=OPERATOR, name=name)
        account = give_account(by=OPERATOR, person_id=person.pk, email=email)
        if role is not None:
            today = timezone.localdate()
            given = give_role(by=OPERATOR, email=account.email, role=role, starts_on=today, field=field)
            settle_role(by=OPERATOR, grant_id=given.pk)
    return choose_password_url(account)
