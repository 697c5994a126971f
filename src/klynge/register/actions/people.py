"""People, where they work from one day to another, how to reach them there, and who is named by an audience."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from klynge.access.journal import record
from klynge.access.models import Circle
from klynge.access.verbs import require_role, the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.register.actions.audience import STRICT, Audience
from klynge.register.actions.entries import Done, put, remove
from klynge.register.actions.kinds import Values
from klynge.register.actions.lock import held_entry, locked
from klynge.register.models import Affiliation, ContactPoint, Named, Organisation, Person
from klynge.register.texts import tidy

_TOLD = "said when the person was added"


def add_person(
    *,
    by: Viewer,
    organisation_id: int,
    name: str,
    from_on: date,
    language: str = "da",
    title: str = "",
    manages: bool = False,
    email: str = "",
    phone: str = "",
    audience: Audience = STRICT,
) -> Person:
    """A person who works for the organisation. What is to be public of it waits as proposals; until then it is seen by the
    organisation and the secretariat."""
    with transaction.atomic():
        held_entry(by, organisation_id)
        said = tidy(name, where="name")
        if not said or len(said) > 200:
            raise Wrong("A person needs a name of at most 200 characters.", where="name")
        _not_twice(by, organisation_id, said, tidy(title, where="title")[:120], from_on)
        person = Person.objects.create(name=said, language="en" if language == "en" else "da")
        record(by=by, verb="add", what=person, organisation=organisation_id)
        work = Affiliation.objects.create(
            person=person,
            organisation_id=organisation_id,
            title=tidy(title, where="title")[:120],
            manages=manages,
            from_on=from_on,
        )
        record(by=by, verb="add", what=work, organisation=organisation_id, manages=manages)
        for kind, value in (("email", email), ("phone", phone)):
            if value.strip():
                set_contact(by=by, affiliation_id=work.pk, kind=kind, value=value, audience=audience, consent=_TOLD)
        if audience != STRICT:
            put(
                by=by,
                organisation_id=organisation_id,
                kind="affiliation",
                values={},
                audience=audience,
                id=work.pk,
                consent=_TOLD,
            )
    return person


def _not_twice(by: Viewer, organisation_id: int, name: str, title: str, from_on: date) -> None:
    same = Person.objects.visible_to(by).filter(name=name)
    works = Affiliation.objects.visible_to(by).filter(organisation_id=organisation_id, title=title, from_on=from_on)
    if works.filter(person__in=same.values("pk")).exists():
        raise Conflict(
            "%(name)s was added already, with the same title and first day. If it is somebody else, write another title.",
            where="name",
            name=name,
        )


def affiliate(
    *, by: Viewer, person_id: int, organisation_id: int, from_on: date, title: str = "", manages: bool = False
) -> Affiliation:
    """A person of the register works for another organisation too, or now. Only the secretariat knows all people."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        held_entry(by, organisation_id)
        person = locked(the(Person, by, verb="change", pk=person_id, erased_at=None))
        work = Affiliation.objects.create(
            person=person,
            organisation_id=organisation_id,
            title=tidy(title, where="title")[:120],
            manages=manages,
            from_on=from_on,
        )
        record(by=by, verb="add", what=work, organisation=organisation_id, manages=manages)
    return work


def change_affiliation(
    *, by: Viewer, affiliation_id: int, title: str, manages: bool, audience: Audience, seen: str = "", consent: str = ""
) -> Done:
    """What somebody does there, whether they look after the profile, and who sees that they work there."""
    said: Values = {"title": title, "manages": manages}
    with transaction.atomic():
        work = _held_work(by, affiliation_id)
        return put(
            by=by,
            organisation_id=work.organisation_id,
            kind="affiliation",
            values=said,
            audience=audience,
            id=affiliation_id,
            seen=seen,
            consent=consent,
        )


def end_affiliation(*, by: Viewer, affiliation_id: int, on: date | None = None) -> Affiliation:
    """The last day; today unless said. What the work opened is closed from the day after, at the next request."""
    with transaction.atomic():
        work = the(Affiliation, by, verb="change", pk=affiliation_id)
        work.to_on = on or timezone.localdate()
        if work.to_on < work.from_on:
            raise Wrong("It would end before it begins. Choose a later day.", where="to_on")
        work.save()
        record(by=by, verb="end", what=work, organisation=work.organisation_id, on=work.to_on.isoformat())
    return work


def set_contact(
    *, by: Viewer, affiliation_id: int, kind: str, value: str, audience: Audience = STRICT, seen: str = "", consent: str = ""
) -> Done:
    """The work e-mail ("email") or telephone ("phone") of a person at an organisation; one of each kind. An empty value takes
    it away."""
    with transaction.atomic():
        work = _held_work(by, affiliation_id)
        row = ContactPoint.objects.visible_to(by).filter(affiliation=work, kind=kind).first()
        if not value.strip():
            if row is None:
                return Done(None, changed=False)
            return remove(by=by, organisation_id=work.organisation_id, kind="contact", id=row.pk, seen=seen)
        said: Values = {"affiliation_id": affiliation_id, "kind": kind, "value": value}
        return put(
            by=by,
            organisation_id=work.organisation_id,
            kind="contact",
            values=said,
            audience=audience,
            id=row.pk if row else None,
            seen=seen,
            consent=consent,
        )


def _held_work(by: Viewer, affiliation_id: int) -> Affiliation:
    """Held with the organisation's entry, as erasing holds it. Raises Refused when the person was erased."""
    work: Affiliation = the(Affiliation, by, verb="change", pk=affiliation_id)
    held_entry(by, work.organisation_id)
    the(Person, by, pk=work.person_id, erased_at=None)
    return work


def make_circle(*, by: Viewer, name: str) -> Circle:
    """An audience without anybody in it yet: nobody. Raises Conflict where the name is taken."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        said = tidy(name, where="name")[:200]
        if Circle.objects.visible_to(by).filter(name=said).exists():
            raise Conflict(
                "There is an audience “%(name)s” already. Use that one, or choose another name.", where="name", name=said
            )
        circle = Circle.objects.create(name=said, made_at=timezone.now())
        record(by=by, verb="add", what=circle)
    return circle


def name_in_circle(*, by: Viewer, circle_id: int, organisation_id: int | None = None, person_id: int | None = None) -> Named:
    """An organisation or a person (one of the two) belongs to the audience from now on. Naming twice is naming once."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        circle = the(Circle, by, verb="change", pk=circle_id)
        if (organisation_id is None) == (person_id is None):
            raise Wrong("Name one organisation or one person.")
        if organisation_id is not None:
            the(Organisation, by, pk=organisation_id)
        else:
            the(Person, by, pk=person_id, erased_at=None)
        rows = Named.objects.visible_to(by)
        named, made = rows.get_or_create(circle=circle, organisation_id=organisation_id, person_id=person_id)
        if made:
            record(by=by, verb="name", what=circle, organisation=organisation_id, person=person_id)
    return named


def unname(*, by: Viewer, named_id: int) -> None:
    """Whoever was named is not any more, from the next request on."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        named = the(Named, by, verb="change", pk=named_id)
        circle = the(Circle, by, pk=named.circle_id)
        record(by=by, verb="unname", what=circle, organisation=named.organisation_id, person=named.person_id)
        named.delete()
