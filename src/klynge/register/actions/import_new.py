"""The new members of a list, written in bulk: one statement for some hundred rows, one line of the journal for each member."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from klynge.access.journal import record_many
from klynge.access.viewer import Viewer
from klynge.core import identifiers
from klynge.core.tlp import Label
from klynge.register.actions.address import free_slugs
from klynge.register.imports.compare import Plan
from klynge.register.imports.member import Member
from klynge.register.models import (
    Affiliation,
    Capability,
    Certificate,
    ContactPoint,
    Fact,
    Figure,
    Membership,
    Organisation,
    Person,
    Site,
)

BATCH = 500
FACTS = {
    "profile_da": ("profile", "da"),
    "profile_en": ("profile", "en"),
    "products_da": ("products", "da"),
    "products_en": ("products", "en"),
    "website": ("website", ""),
    "phone": ("phone", ""),
    "email": ("email", ""),
    "ncage": ("ncage", ""),
}
SYSTEMS = ("own", "cpv", "nace", "edf", "cml")


def write_new(by: Viewer, plans: Sequence[Plan], file: str, today: date) -> Iterator[int]:
    """The ids of the organisations made, given while they are made: rows of thousands of members are not held at once. Fields are for
    their firm and the secretariat until somebody opens them."""
    slugs = free_slugs([plan.member.name for plan in plans])
    for start in range(0, len(plans), BATCH):
        yield from _written(by, plans[start : start + BATCH], slugs[start : start + BATCH], file, today)


def _written(by: Viewer, plans: Sequence[Plan], slugs: Sequence[str], file: str, today: date) -> list[int]:
    made = [_organisation(plan.member, slug, file, by, today) for plan, slug in zip(plans, slugs, strict=True)]
    organisations = Organisation.objects.bulk_create(made, batch_size=BATCH)
    pairs = [(organisation, plan.member) for organisation, plan in zip(organisations, plans, strict=True)]
    _write(Membership, (_membership(one, said, today) for one, said in pairs))
    _write(Site, (site for one, said in pairs for site in _sites(one, said)))
    _write(Fact, (fact for one, said in pairs for fact in _facts(one, said)))
    _write(Figure, (figure for one, said in pairs for figure in _figures(one, said)))
    _write(Capability, (code for one, said in pairs for code in _capabilities(one, said)))
    _write(Certificate, (held for one, said in pairs for held in _certificates(one, said)))
    _contacts(pairs, today)
    said = ((one, {"label": one.label, "list": file, "cvr_note": one.cvr_note}) for one in organisations)
    record_many(by=by, verb="admit", lines=said)
    return [organisation.pk for organisation in organisations]


def _write(model: Any, rows: Iterable[Any]) -> list[Any]:
    return list(model.objects.bulk_create(rows, batch_size=BATCH))


def noted(cvr: str, file: str, by: Viewer, today: date) -> str:
    """What is kept where a number fails its check digit."""
    if not cvr or not identifiers.cvr(cvr).warnings:
        return ""
    return f"{file}, {today.isoformat()}, {by.name}"[:200]


def _organisation(said: Member, slug: str, file: str, by: Viewer, today: date) -> Organisation:
    return Organisation(
        name=said.name,
        slug=slug,
        kind=said.kind or Organisation.COMPANY,
        field=said.field,
        country=said.country or "DK",
        cvr=said.cvr,
        cvr_note=noted(said.cvr, file, by, today),
        foreign_number=said.foreign_number,
        founded_on=said.founded,
        label=said.label or Label.STRICT.value,
    )


def _membership(one: Organisation, said: Member, today: date) -> Membership:
    usual = "knowledge" if one.kind in (Organisation.UNIVERSITY, Organisation.INSTITUTE) else "company"
    return Membership(
        organisation=one,
        type=said.membership_type or usual,
        size_band=said.size_band,
        from_on=said.member_since or today,
        label=one.label,
    )


def _sites(one: Organisation, said: Member) -> Iterable[Site]:
    place = {name: getattr(said, name) for name in ("p_number", "address", "postcode", "town", "municipality")}
    if any(place.values()):
        yield Site(organisation=one, country=one.country, main=True, **place)


def _facts(one: Organisation, said: Member) -> Iterable[Fact]:
    for column, (name, language) in FACTS.items():
        if getattr(said, column):
            yield Fact(organisation=one, name=name, language=language, value=getattr(said, column))


def _figures(one: Organisation, said: Member) -> Iterable[Figure]:
    for name in ("staff", "turnover", "balance"):
        amount, year = getattr(said, name), said.figures_year
        if amount is not None and year is not None:
            currency = "" if name == "staff" else said.currency
            yield Figure(organisation=one, name=name, year=year, amount=amount, currency=currency)


def _capabilities(one: Organisation, said: Member) -> Iterable[Capability]:
    for system in SYSTEMS:
        for code in getattr(said, system):
            yield Capability(organisation=one, system=system, code=code)


def _certificates(one: Organisation, said: Member) -> Iterable[Certificate]:
    for held in said.certificates:
        yield Certificate(organisation=one, kind="certificate", name=held.name, expires_on=held.expires_on)


def _contacts(pairs: Sequence[tuple[Organisation, Member]], today: date) -> None:
    """Whoever stands in the list of members looks after the member's profile."""
    named = [(one, said) for one, said in pairs if said.contact_name or said.contact_email]
    people = _write(Person, (Person(name=said.contact_name or said.contact_email) for _, said in named))
    works = _write(
        Affiliation,
        (
            Affiliation(
                person=person, organisation=one, title=said.contact_title, manages=True, from_on=said.member_since or today
            )
            for person, (one, said) in zip(people, named, strict=True)
        ),
    )
    _write(
        ContactPoint,
        (
            ContactPoint(affiliation=work, organisation=one, kind=kind, value=value)
            for work, (one, said) in zip(works, named, strict=True)
            for kind, value in (("email", said.contact_email), ("phone", said.contact_phone))
            if value
        ),
    )
