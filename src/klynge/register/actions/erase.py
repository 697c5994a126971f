"""A person is erased: the name goes, the amounts stay."""

from django.db import transaction
from django.utils import timezone

from klynge.access.chain import hold
from klynge.access.disk import leave_no_remains
from klynge.access.journal import record
from klynge.access.verbs import require_role, the
from klynge.access.viewer import Role, Viewer
from klynge.register import erasing
from klynge.register.actions.after import changed
from klynge.register.actions.lock import locked
from klynge.register.models import Affiliation, Organisation, Person
from klynge.register.queries.erasing import gone_of, hindrance
from klynge.search.actions import settle

_WHY = "whoever is erased is erased everywhere, also where the one who does it may not look"


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
        if (first := hindrance(by, person)) is not None:
            raise first
        gone = gone_of(person)
        for part in erasing.parts():
            part.forget(gone)
        touched = erasing.look_through(gone)
        Person.objects.system_rows(_WHY).filter(pk=person.pk).update(
            name="", language="da", account=None, erased_at=timezone.now()
        )
        changed(firms | _owners(touched))
        settle()
        record(by=by, verb="erase", what=person)
        transaction.on_commit(leave_no_remains)
    person.refresh_from_db()
    return person


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
