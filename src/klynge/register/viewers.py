"""From a person or an account to the viewer that the access rules ask. A right that has ended is not here any more."""

from typing import Any

from django.db.models import BigIntegerField, DateField, Q
from django.utils import timezone

from klynge.access.prepared import prepared
from klynge.access.viewer import ANYONE, Role, Viewer
from klynge.core.errors import Wrong
from klynge.people.models import Account
from klynge.people.queries import roles_of
from klynge.register.models import Affiliation, Membership, Named, Person

_WHY = "finding out who the viewer is comes before any access rule"


def viewer_of_account(account: Account, *, second_factor: bool) -> Viewer:
    """The viewer behind a sign-in, as of now. Roles that need a second factor count only when one was used."""
    person = next(iter(_person_of(account=account.pk)), None)
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
    works = _works(person=person.pk, today=today)
    named = _named(person=person.pk, today=today)
    by_role = bool({Role.PARTNER, Role.SECRETARIAT, Role.BOARD} & roles)
    return Viewer(
        account_id=account_id,
        person_id=person.pk,
        name=person.name,
        roles=roles,
        organisations=frozenset(organisation for organisation, _ in works),
        managed=frozenset(organisation for organisation, manages in works if manages),
        community=by_role or bool(works and _member(person=person.pk, today=today)),
        circles=frozenset(circle for circle, of in named if of is None),
        own_circles=frozenset(circle for circle, of in named if of is not None),
        second_factor=second_factor,
    )


@prepared(account=BigIntegerField())
def _person_of(*, account: Any) -> Any:
    return Person.objects.system_rows(_WHY).filter(account_id=account, erased_at=None).order_by("pk")[:1]


def _affiliations(person: Any, today: Any) -> Any:
    return Affiliation.objects.system_rows(_WHY).filter(person_id=person, from_on__lte=today).exclude(to_on__lt=today)


@prepared(person=BigIntegerField(), today=DateField())
def _works(*, person: Any, today: Any) -> Any:
    """Where somebody works today, and whether they look after it."""
    return _affiliations(person, today).values_list("organisation_id", "manages")


@prepared(person=BigIntegerField(), today=DateField())
def _member(*, person: Any, today: Any) -> Any:
    """A membership of today of one of these, where there is one."""
    ours = _affiliations(person, today).order_by().values("organisation_id")
    rows = Membership.objects.system_rows(_WHY).filter(organisation_id__in=ours, from_on__lte=today).exclude(to_on__lt=today)
    return rows.order_by().values_list("pk")[:1]


@prepared(person=BigIntegerField(), today=DateField())
def _named(*, person: Any, today: Any) -> Any:
    """The audiences that name the person, or an organisation of theirs; the second value None for the latter."""
    ours = _affiliations(person, today).order_by().values("organisation_id")
    rows = Named.objects.system_rows(_WHY).filter(Q(person_id=person) | Q(organisation_id__in=ours))
    return rows.values_list("circle_id", "person_id")
