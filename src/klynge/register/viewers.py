"""From a person or an account to the viewer that the access rules ask. A right that has ended is not here any more."""

from django.db.models import Q
from django.utils import timezone

from klynge.access.viewer import ANYONE, Role, Viewer
from klynge.core.errors import Wrong
from klynge.people.models import Account
from klynge.people.queries import roles_of
from klynge.register.models import Affiliation, Membership, Named, Person

_WHY = "finding out who the viewer is comes before any access rule"


def viewer_of_account(account: Account, *, second_factor: bool) -> Viewer:
    """The viewer behind a sign-in, as of now. Roles that need a second factor count only when one was used."""
    person = Person.objects.system_rows(_WHY).filter(account=account, erased_at=None).first()
    return _viewer(person, account.pk, account.email, roles_of(account, second_factor=second_factor), second_factor)


def viewer_named(who: str) -> Viewer:
    """The viewer behind an e-mail address, as if signed in with a second factor now."""
    if who in ("guest", "gæst", ""):
        return ANYONE
    account = Account.objects.filter(email=who.lower().strip()).first()
    if account is None:
        raise Wrong("There is no account %(who)s. Write the e-mail address of an account, or “guest”.", where="who", who=who)
    if not account.is_active:
        return ANYONE
    return viewer_of_account(account, second_factor=True)


def viewer_of_person(person_id: int) -> Viewer:
    """The viewer behind a signed link or a mail to a person, as of now. Links carry no roles: only what the person's work
    opens. An unknown or erased person is ANYONE."""
    person = Person.objects.system_rows(_WHY).filter(pk=person_id, erased_at=None).first()
    return ANYONE if person is None else _viewer(person, None, "", frozenset(), False)


def _viewer(person: Person | None, account_id: int | None, name: str, roles: frozenset[Role], second_factor: bool) -> Viewer:
    if person is None:
        return Viewer(account_id=account_id, name=name, roles=roles, second_factor=second_factor, community=Role.PARTNER in roles)
    today = timezone.localdate()
    works = (
        Affiliation.objects.system_rows(_WHY)
        .filter(person=person, from_on__lte=today)
        .exclude(to_on__lt=today)
        .values_list("organisation_id", "manages")
    )
    organisations = frozenset(organisation for organisation, _ in works)
    members = (
        Membership.objects.system_rows(_WHY)
        .filter(organisation_id__in=organisations, from_on__lte=today)
        .exclude(to_on__lt=today)
    )
    named = Named.objects.system_rows(_WHY).filter(Q(person=person) | Q(organisation_id__in=organisations))
    told = list(named.values_list("circle_id", "person_id"))
    return Viewer(
        account_id=account_id,
        person_id=person.pk,
        name=person.name,
        roles=roles,
        organisations=organisations,
        managed=frozenset(organisation for organisation, manages in works if manages),
        community=Role.PARTNER in roles or bool({Role.SECRETARIAT, Role.BOARD} & roles) or members.exists(),
        circles=frozenset(circle for circle, of in told if of is None),
        own_circles=frozenset(circle for circle, of in told if of is not None),
        second_factor=second_factor,
    )
