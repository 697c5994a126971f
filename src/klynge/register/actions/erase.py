"""A person is erased: the name goes, the amounts stay."""

import re

from django.db import connection, transaction
from django.utils import timezone

from klynge.access.chain import hold
from klynge.access.journal import record
from klynge.access.verbs import require_role, the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict
from klynge.core.words import fold
from klynge.people.forget import role_in_the_way
from klynge.people.models import Account
from klynge.register import erasing
from klynge.register.actions.after import changed
from klynge.register.actions.lock import locked
from klynge.register.models import Affiliation, ContactPoint, Fact, Organisation, Person

_WHY = "what says who somebody is, is looked for wherever it may stand"


def erase_person(*, by: Viewer, person_id: int) -> Person:
    """Every app forgets the person (`register.erasing`), in one transaction. Erased already, they stay so. Raises Conflict for
    oneself, and for somebody who has a task in the house."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        the(Person, by, verb="change", pk=person_id)
        firms = _held(person_id)
        hold()  # those who change the person's firms wait there, before they hold the journal
        person = locked(the(Person, by, verb="change", pk=person_id))
        if person.erased_at is not None:
            return person
        hindered(by, person)
        gone = gone_of(person)
        for part in erasing.parts():
            part.forget(gone)
        touched = erasing.look_through(gone)
        Person.objects.system_rows(_WHY).filter(pk=person.pk).update(name="", language="da", account=None, erased_at=timezone.now())
        changed(firms | _owners(touched))
        record(by=by, verb="erase", what=person)
        transaction.on_commit(_leave_no_remains)
    person.refresh_from_db()
    return person


def hindered(by: Viewer, person: Person) -> None:
    """Raises Conflict that says what is to be done first."""
    if by.person_id == person.pk:
        raise Conflict("Nobody erases themselves. Ask a colleague of the secretariat.")
    if person.account_id is not None and role_in_the_way(person.account_id) is not None:
        raise Conflict(
            "%(name)s has a role in the house. End it on the page “Roles” first, and see that somebody else takes over.",
            name=person.name,
        )


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


def _held(person_id: int) -> set[int]:
    """The firms where the person works or worked, held in the order of their ids, as whoever changes them does."""
    works = Affiliation.objects.system_rows(_WHY).filter(person_id=person_id).values("organisation_id")
    rows = Organisation.objects.system_rows(_WHY).filter(pk__in=works).order_by("pk").select_for_update()
    return set(rows.values_list("pk", flat=True))


def _owners(touched: dict[str, list[int]]) -> set[int]:
    """The firms in whose texts the person was named."""
    found: set[int] = set(touched.get("register.Organisation", ()))
    for label in ("register.Fact", "register.Reference", "register.Certificate", "register.Site"):
        if label in touched:
            found |= set(erasing.rows(label).filter(pk__in=touched[label]).values_list("organisation_id", flat=True))
    return found


def _leave_no_remains() -> None:
    """SQLite overwrites what is deleted (secure_delete), but its log keeps the pages as they were until it is written back. PostgreSQL
    frees them by itself (autovacuum)."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
