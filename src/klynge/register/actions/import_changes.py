"""What a list changes of a member that is there already: by the same actions as a person at the page, so that each entry keeps its
audience and the journal says what was done."""

from dataclasses import replace
from datetime import date
from typing import Any

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.tlp import Label
from klynge.register.actions.audience import STRICT, Audience
from klynge.register.actions.import_new import FACTS, SYSTEMS, noted
from klynge.register.actions.organisation import Legal, change_membership, change_organisation, start_membership
from klynge.register.actions.people import add_person, change_affiliation, set_contact
from klynge.register.actions.profile import add_site, set_capability, set_certificate, set_fact, set_figure
from klynge.register.imports.compare import Contact, Known, Plan, contact
from klynge.register.imports.member import Member
from klynge.register.models import Affiliation, Certificate, ContactPoint, Fact, Figure, Membership, Organisation, Person, Site

_CARD = frozenset({"name", "country", "foreign_number", "cvr", "kind", "field", "label", "founded"})
_PLACE = ("p_number", "address", "postcode", "town", "municipality")


def change(by: Viewer, plan: Plan, file: str, today: date) -> None:
    """Writes the changes of one row."""
    assert plan.id is not None
    id, said, columns = plan.id, plan.member, {one.column for one in plan.changes}
    if columns & _CARD:
        _card(by, id, said, file, today)
    if columns & {"membership_type", "size_band", "member_since"}:
        _membership(by, id, said, today)
    if columns & set(_PLACE):
        _place(by, id, said, today)
    for column, (name, language) in FACTS.items():
        if column in columns:
            row = Fact.objects.visible_to(by).filter(organisation_id=id, name=name, language=language).first()
            value = getattr(said, column)
            set_fact(by=by, organisation_id=id, name=name, language=language, value=value, audience=_audience(row))
    for name in columns & {"staff", "turnover", "balance"}:
        _figure(by, id, name, said)
    for one in plan.changes:
        if one.column in SYSTEMS:
            for code in one.now:
                set_capability(by=by, organisation_id=id, system=one.column, code=code)
        elif one.column == "certificates":
            for held in one.now:
                _certificate(by, id, held.name, held.expires_on)
    if columns & {"contact_name", "contact_title", "contact_email", "contact_phone"}:
        _contact(by, id, said, today)


def _audience(row: Any) -> Audience:
    return STRICT if row is None else Audience(Label(row.label), row.circle_id)


def _card(by: Viewer, id: int, said: Member, file: str, today: date) -> None:
    row = the(Organisation, by, pk=id)
    legal = Legal(
        name=said.name or row.name,
        kind=said.kind or row.kind,
        field=said.field or row.field,
        country=said.country or row.country,
        cvr=said.cvr or row.cvr,
        cvr_note=row.cvr_note if not said.cvr or said.cvr == row.cvr else noted(said.cvr, file, by, today),
        foreign_number=said.foreign_number or row.foreign_number,
        founded_on=said.founded or row.founded_on,
    )
    label = Label(said.label or row.label)
    circle = row.circle_id if label.value == row.label else None
    change_organisation(by=by, organisation_id=id, legal=legal, label=label, circle_id=circle, consent=f"list {file}")


def _membership(by: Viewer, id: int, said: Member, today: date) -> None:
    current = Membership.objects.visible_to(by).filter(organisation_id=id, from_on__lte=today).exclude(to_on__lt=today)
    row = current.order_by("-from_on").first()
    if row is None:
        start_membership(
            by=by,
            organisation_id=id,
            type=said.membership_type or "company",
            from_on=said.member_since or today,
            size_band=said.size_band,
        )
    else:
        change_membership(
            by=by,
            membership_id=row.pk,
            type=said.membership_type or row.type,
            size_band=said.size_band or row.size_band,
            from_on=said.member_since or row.from_on,
        )


def _place(by: Viewer, id: int, said: Member, today: date) -> None:
    row = Site.objects.visible_to(by).filter(organisation_id=id).exclude(to_on__lt=today).order_by("-main", "pk").first()
    place = {name: getattr(said, name) or (getattr(row, name) if row else "") for name in _PLACE}
    if row is None:
        add_site(by=by, organisation_id=id, main=True, **place)
    else:
        kept = {"name": row.name, "country": row.country, "main": row.main, "from_on": row.from_on, "to_on": row.to_on}
        add_site(by=by, organisation_id=id, id=row.pk, audience=_audience(row), **place, **kept)


def _figure(by: Viewer, id: int, name: str, said: Member) -> None:
    assert said.figures_year is not None
    row = Figure.objects.visible_to(by).filter(organisation_id=id, name=name, year=said.figures_year).first()
    set_figure(
        by=by,
        organisation_id=id,
        name=name,
        year=said.figures_year,
        amount=getattr(said, name),
        currency=said.currency if name != "staff" else "",
        audience=_audience(row),
    )


def _certificate(by: Viewer, id: int, name: str, expires_on: date | None) -> None:
    """The one of this name gets its new last day; a name that is not there is added."""
    held = (
        Certificate.objects.visible_to(by)
        .filter(organisation_id=id, kind="certificate", name__iexact=name)
        .order_by("expires_on")
    )
    row = held.first()
    if row is None:
        set_certificate(by=by, organisation_id=id, name=name, expires_on=expires_on)
        return
    set_certificate(
        by=by,
        organisation_id=id,
        id=row.pk,
        name=row.name,
        site_id=row.site_id,
        evidence=row.evidence,
        standing=row.standing,
        verifier=row.verifier,
        issued_on=row.issued_on if expires_on is None or row.issued_on is None or row.issued_on <= expires_on else None,
        expires_on=expires_on,
        audience=_audience(row),
    )


def _contact(by: Viewer, id: int, said: Member, today: date) -> None:
    works = Affiliation.objects.visible_to(by).filter(organisation_id=id, from_on__lte=today).exclude(to_on__lt=today)
    living = Person.objects.visible_to(by).filter(erased_at=None).values("pk")
    works = works.filter(person_id__in=living).order_by("-manages", "pk")
    names = dict(Person.objects.visible_to(by).filter(pk__in=[work.person_id for work in works]).values_list("pk", "name"))
    ways = {(way.affiliation_id, way.kind): way for way in ContactPoint.objects.visible_to(by).filter(organisation_id=id)}
    mails = {work.pk: ways[work.pk, "email"].value for work in works if (work.pk, "email") in ways}
    there = tuple(Contact(work.pk, names.get(work.person_id, ""), work.title, mails.get(work.pk, "")) for work in works)
    found = contact(said, Known(id, replace(said), there))
    if found is None:
        add_person(
            by=by,
            organisation_id=id,
            name=said.contact_name or said.contact_email,
            from_on=today,
            title=said.contact_title,
            manages=not any(work.manages for work in works),
            email=said.contact_email,
            phone=said.contact_phone,
        )
        return
    work = next(work for work in works if work.pk == found.affiliation_id)
    if said.contact_title and said.contact_title != work.title:
        change_affiliation(
            by=by, affiliation_id=work.pk, title=said.contact_title, manages=work.manages, audience=_audience(work)
        )
    for kind, value in (("email", said.contact_email), ("phone", said.contact_phone)):
        if value:
            set_contact(by=by, affiliation_id=work.pk, kind=kind, value=value, audience=_audience(ways.get((work.pk, kind))))
