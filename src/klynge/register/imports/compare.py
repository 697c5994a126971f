"""What a row of a list would change in the register. A list adds and changes; it takes nothing away."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop
from rapidfuzz import fuzz

from klynge.core.words import fold
from klynge.register.imports.member import NAMES, Member
from klynge.register.imports.reading import Problem
from klynge.register.imports.rows import Read

NEW, CHANGED, SAME = "new", "changed", "same"
_SAME_NAME = 60  # of 100: below it a number was surely written beside the wrong name
_PERSON = ("contact_name", "contact_title", "contact_email", "contact_phone")
_SETS = ("own", "cpv", "nace", "edf", "cml")
_FIGURES = ("staff", "turnover", "balance")
_SPECIAL = frozenset({*_PERSON, *_SETS, *_FIGURES, "figures_year", "currency", "certificates"})


@dataclass(frozen=True, slots=True)
class Contact:
    """Somebody who works there now."""

    affiliation_id: int
    name: str
    title: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """An organisation of the register in the form of a list. `figures`: (name, year) -> (amount, currency)."""

    id: int
    member: Member
    contacts: tuple[Contact, ...] = ()
    figures: Mapping[tuple[str, int], tuple[Decimal, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """One column: what the register says, what the list says."""

    column: str
    was: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Plan:
    """What a row would do. `id` is the organisation's, None for a new one."""

    row: int
    member: Member
    state: str
    id: int | None
    changes: tuple[Change, ...] = ()


def compare(
    rows: Iterable[Read], register: Iterable[Known], taken: Mapping[tuple[str, str], int]
) -> tuple[list[Plan], list[Problem]]:
    """`taken`: every number in use, also by entries that the reader may not see."""
    numbers: dict[tuple[str, str], Known] = {}
    names: dict[str, list[Known]] = {}
    for one in register:
        if one.member.number is not None:
            numbers[one.member.number] = one
        names.setdefault(fold(one.member.name), []).append(one)
    plans, problems = [], []
    for read in rows:
        found, problem = _found(read, numbers, names, taken)
        if problem is not None:
            problems.append(problem)
        if found is None:
            plans.append(Plan(read.row, read.member, NEW, None))
        else:
            changes = tuple(_changes(read.member, found))
            plans.append(Plan(read.row, read.member, CHANGED if changes else SAME, found.id, changes))
    return plans, problems


def _found(
    read: Read, numbers: Mapping[tuple[str, str], Known], names: Mapping[str, list[Known]], taken: Mapping[tuple[str, str], int]
) -> tuple[Known | None, Problem | None]:
    number, column = read.member.number, "cvr" if read.member.cvr else "foreign_number"
    if number is not None and number in numbers:
        found = numbers[number]
        if read.member.name and fuzz.token_set_ratio(fold(found.member.name), fold(read.member.name)) < _SAME_NAME:
            template = gettext_noop(
                "This number belongs to “%(name)s” in the register. Correct the number, or change the name there first."
            )
            return found, Problem(read.row, column, template, {"name": found.member.name})
        return found, None
    if number is not None and number in taken:
        return None, Problem(read.row, column, gettext_noop("This number is in use in an entry that is not open to you."), {})
    same = names.get(fold(read.member.name), [])
    without = [one for one in same if number is None or one.member.number is None]
    if len(without) == 1:
        return without[0], None
    if len(without) > 1:
        return None, Problem(
            read.row, "name", gettext_noop("The register has several of this name. Write the number, so that one is meant."), {}
        )
    if same:
        template = gettext_noop("The register has one of this name with another number. Taken in, there will be two.")
        return None, Problem(read.row, "name", template, {}, error=False)
    return None, None


def _changes(said: Member, known: Known) -> Iterable[Change]:
    for name in NAMES:
        now = getattr(said, name)
        if name not in _SPECIAL and now not in ("", None) and now != getattr(known.member, name):
            yield Change(name, getattr(known.member, name), now)
    for name in _FIGURES:
        now = getattr(said, name)
        if now is None or said.figures_year is None:
            continue
        currency = "" if name == "staff" else said.currency
        was = known.figures.get((name, said.figures_year))
        if was != (now, currency):
            yield Change(name, was[0] if was else None, now)
    for name in _SETS:
        new = tuple(code for code in getattr(said, name) if code not in getattr(known.member, name))
        if new:
            yield Change(name, (), new)
    there = {(fold(one.name), one.expires_on) for one in known.member.certificates}
    names = {name for name, _ in there}
    certificates = tuple(
        one
        for one in said.certificates
        if (fold(one.name), one.expires_on) not in there and not (one.expires_on is None and fold(one.name) in names)
    )
    if certificates:
        yield Change("certificates", (), certificates)
    yield from _contact_changes(said, known)


def contact(said: Member, known: Known | None) -> Contact | None:
    """Who of those that work there is meant: the one with this e-mail, else the one of this name."""
    contacts = known.contacts if known else ()
    by_mail = [one for one in contacts if said.contact_email and one.email == said.contact_email]
    by_name = [one for one in contacts if said.contact_name and fold(one.name) == fold(said.contact_name)]
    return next(iter(by_mail or by_name), None)


def _contact_changes(said: Member, known: Known) -> Iterable[Change]:
    if not said.contact_name and not said.contact_email:
        return
    there = contact(said, known) or Contact(0, "")
    for name, was in zip(_PERSON, (there.name, there.title, there.email, there.phone), strict=True):
        now = getattr(said, name)
        # Whoever is found by the e-mail keeps the name that the register has.
        if now and now != was and not (name == "contact_name" and there.affiliation_id):
            yield Change(name, was, now)
