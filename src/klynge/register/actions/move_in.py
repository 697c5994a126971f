"""A cluster moves in with all that it knows of its members: checked entry by entry as if each were set by hand, then written in a
few statements, with one line of the journal for each member. Nothing is overwritten: the organisations are new."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction

from klynge.access.journal import record
from klynge.access.verbs import require_role
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Wrong
from klynge.core.tlp import Label
from klynge.register.actions.address import free_slugs
from klynge.register.actions.after import changed
from klynge.register.actions.kinds import KINDS, Values, tidied, valid
from klynge.register.actions.organisation import Legal
from klynge.register.models import Affiliation, ContactPoint, Membership, Organisation, Person

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a profile: `kind` and `values` as `entries.put` takes them."""

    kind: str
    values: Values
    label: Label = Label.STRICT


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody who works there. The label holds for the affiliation and the ways to reach the person."""

    name: str
    title: str
    from_on: date
    to_on: date | None = None
    manages: bool = False
    language: str = "da"
    email: str = ""
    phone: str = ""
    label: Label = Label.STRICT


@dataclass(frozen=True, slots=True)
class Term:
    """A membership from one day to another."""

    type: str
    size_band: str
    from_on: date
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """All of one member. `demo`: it is invented, and its pages say so."""

    legal: Legal
    label: Label
    terms: Sequence[Term]
    entries: Sequence[Entry] = ()
    people: Sequence[Worker] = ()
    demo: bool = False


def move_in(*, by: Viewer, dossiers: Sequence[Dossier]) -> list[int]:
    """The ids of the new organisations, in the order of the dossiers. Raises Wrong that names the field, and then nothing was
    written."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        slugs = free_slugs([dossier.legal.name for dossier in dossiers])
        made = [_organisation(dossier, slug) for dossier, slug in zip(dossiers, slugs, strict=True)]
        pairs = list(zip(_write(Organisation, made), dossiers, strict=True))
        _write(Membership, (_membership(one, term) for one, dossier in pairs for term in dossier.terms))
        for kind, spec in KINDS.items():
            _write(spec.model, (_entry(one, entry) for one, said in pairs for entry in said.entries if entry.kind == kind))
        _people(pairs)
        for one, dossier in pairs:
            record(by=by, verb="admit", what=one, label=one.label, entries=len(dossier.entries), people=len(dossier.people))
        ids = [int(one.pk) for one, _ in pairs]
        changed(ids)
    return ids


def _write(model: Any, rows: Iterable[Any]) -> list[Any]:
    return list(model.objects.bulk_create(rows, batch_size=_BATCH))


def _organisation(dossier: Dossier, slug: str) -> Organisation:
    row = Organisation(**asdict(dossier.legal.checked()), slug=slug, label=dossier.label.value, demo=dossier.demo)
    valid(row)
    return row


def _membership(one: Organisation, term: Term) -> Membership:
    return Membership(
        organisation=one, type=term.type, size_band=term.size_band, from_on=term.from_on, to_on=term.to_on, label=one.label
    )


def _entry(one: Organisation, entry: Entry) -> Any:
    spec = KINDS[entry.kind]
    if entry.label is Label.RED:
        raise Wrong("TLP:RED is for named persons. Name them first, or choose TLP:AMBER+STRICT.", where="label")
    row: Any = spec.model(organisation=one, label=entry.label.value, **spec.check(tidied(entry.values)))
    row.clean_fields(exclude=["organisation", *spec.belongs])
    return row


def _people(pairs: Sequence[tuple[Organisation, Dossier]]) -> None:
    said = [(one, worker) for one, dossier in pairs for worker in dossier.people]
    people = _write(Person, (Person(name=worker.name, language=worker.language) for _, worker in said))
    works = _write(
        Affiliation,
        (
            Affiliation(
                person=person,
                organisation=one,
                title=worker.title,
                manages=worker.manages,
                from_on=worker.from_on,
                to_on=worker.to_on,
                label=worker.label.value,
            )
            for person, (one, worker) in zip(people, said, strict=True)
        ),
    )
    check = KINDS["contact"].check
    _write(
        ContactPoint,
        (
            ContactPoint(affiliation=work, organisation=one, label=worker.label.value, **check({"kind": kind, "value": value}))
            for work, (one, worker) in zip(works, said, strict=True)
            for kind, value in (("email", worker.email), ("phone", worker.phone))
            if value
        ),
    )
