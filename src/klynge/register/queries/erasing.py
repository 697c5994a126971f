"""Before a person is erased: what says who they are, what hinders it, what goes and what stays."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from klynge.access.verbs import require_role, the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict
from klynge.core.words import fold
from klynge.people.forget import role_in_the_way
from klynge.people.models import Account
from klynge.register import erasing
from klynge.register.models import Affiliation, ContactPoint, Fact, Organisation, Person

_WHY = "what says who somebody is, is looked for wherever it may stand"


@dataclass(frozen=True, slots=True)
class Leaving:
    """`firms`: id -> name, where the person works or worked; `alone`: those of them in which nobody else can be reached. `stays`: what
    is kept and names the person (English templates) -> how many rows. `hindrance`: what is to be done first."""

    id: int
    name: str
    firms: Mapping[int, str]
    alone: tuple[int, ...]
    stays: Mapping[str, int]
    hindrance: Conflict | None


def leaving(viewer: Viewer, person_id: int) -> Leaving:
    """Raises Refused for whoever is no secretariat, and when the person was erased already."""
    require_role(viewer, Role.SECRETARIAT)
    person = the(Person, viewer, verb="change", pk=person_id, erased_at=None)
    works = Affiliation.objects.visible_to(viewer).filter(person=person).values_list("organisation_id", flat=True)
    firms = Organisation.objects.visible_to(viewer).filter(pk__in=works).order_by("name")
    return Leaving(
        id=person.pk,
        name=person.name,
        firms=dict(firms.values_list("pk", "name")),
        alone=_alone(viewer, person),
        stays=erasing.where_it_stays(gone_of(person)),
        hindrance=hindrance(viewer, person),
    )


def _alone(viewer: Viewer, person: Person) -> tuple[int, ...]:
    """Firms that the person looks after, in which nobody else does who has an address."""
    today = timezone.localdate()
    now = Affiliation.objects.visible_to(viewer).filter(manages=True, from_on__lte=today).exclude(to_on__lt=today)
    mine = set(now.filter(person=person).values_list("organisation_id", flat=True))
    living = Person.objects.visible_to(viewer).filter(erased_at=None).exclude(pk=person.pk).values("pk")
    others = now.filter(organisation_id__in=mine, person_id__in=living)
    points = ContactPoint.objects.visible_to(viewer).filter(affiliation_id__in=others.values("pk"), kind="email")
    return tuple(sorted(mine - set(points.values_list("organisation_id", flat=True))))


def hindrance(by: Viewer, person: Person) -> Conflict | None:
    """What is to be done before the person can be erased; None when nothing is."""
    if by.person_id == person.pk:
        return Conflict("Nobody erases themselves. Ask a colleague in the secretariat.")
    if person.account_id is not None and role_in_the_way(person.account_id):
        return Conflict(
            "%(name)s still has a role. End it under “Roles” first, and see that somebody else takes over.",
            name=person.name,
        )
    return None


def gone_of(person: Person) -> erasing.Gone:
    """What says who the person is, and what of it others have too."""
    works = Affiliation.objects.system_rows(_WHY).filter(person=person).values("pk")
    mine = ContactPoint.objects.system_rows(_WHY).filter(affiliation_id__in=works)
    emails = {value.lower() for value in mine.filter(kind="email").values_list("value", flat=True)}
    phones = {number for value in mine.filter(kind="phone").values_list("value", flat=True) if (number := _number(value))}
    if person.account_id is not None:
        emails.add(Account.objects.get(pk=person.account_id).email.lower())
    known, shared = _others(person, works)
    names = {person.name} if " " in person.name.strip() or "@" in person.name else set()
    own = set() if shared else names
    return erasing.Gone(
        person_id=person.pk,
        account_id=person.account_id,
        name=person.name,
        addresses=frozenset(emails),
        words=erasing.pattern(own | (emails - known), phones - known),
        every=erasing.pattern(names | emails, phones),
        shared=shared,
    )


def _others(person: Person, works: object) -> tuple[set[str], bool]:
    """Addresses and numbers that others have, people or firms; and whether somebody else has the same name."""
    points = ContactPoint.objects.system_rows(_WHY).exclude(affiliation_id__in=works).values_list("value", flat=True)
    facts = Fact.objects.system_rows(_WHY).filter(name__in=("email", "phone")).values_list("value", flat=True)
    accounts = Account.objects.exclude(pk=person.account_id).values_list("email", flat=True)
    said = [*points, *facts, *accounts]
    people = Person.objects.system_rows(_WHY).filter(erased_at=None).exclude(pk=person.pk).values_list("name", flat=True)
    name = fold(person.name)
    return {value.lower() for value in said} | {_number(value) for value in said}, any(fold(one) == name for one in people)


def _number(value: str) -> str:
    """The digits of a telephone number; "" where they are too few to be one."""
    digits = re.sub(r"\D", "", value)
    return digits if len(digits) >= 8 else ""
