"""Moves the generated firms and people into the register, by the register's own actions."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import override

from klynge.access.viewer import Role, Viewer
from klynge.core.tlp import Label
from klynge.demo.people import Team
from klynge.demo.shapes import Firm, Form, Kind
from klynge.market.countries import COUNTRIES
from klynge.people.actions import give_role, set_password, settle_role
from klynge.register.actions import people, profile
from klynge.register.actions.accounts import OPERATOR, give_account, register_person
from klynge.register.actions.audience import Audience
from klynge.register.actions.move_in import Dossier, Entry, Term, Worker, move_in
from klynge.register.actions.organisation import Legal

_FIELDS = {
    Kind.PRODUCTION: "production",
    Kind.ELECTRONICS: "electronics",
    Kind.SOFTWARE: "software",
    Kind.CLASSIFIED: "classified",
    Kind.SERVICES: "services",
    Kind.KNOWLEDGE: "knowledge",
}
_KINDS = {Form.UNIVERSITY: "university", Form.INSTITUTE: "institute", Form.SCHOOL: "institute"}


def admit_firms(*, by: Viewer, firms: Sequence[Firm], today: date) -> Mapping[str, int]:
    """All firms with everything known of them; CVR number -> organisation id."""
    ids = dict(zip((firm.cvr for firm in firms), move_in(by=by, dossiers=[_dossier(f, today) for f in firms]), strict=True))
    for firm in firms:
        for owner in firm.owners:
            if owner.owner_cvr in ids:
                profile.set_ownership(
                    by=by,
                    organisation_id=ids[firm.cvr],
                    owner_id=ids[owner.owner_cvr],
                    share=owner.share,
                    from_on=owner.since,
                    to_on=owner.until,
                    source="invented",
                    audience=Audience(Label.GREEN),
                )
    return ids


def _dossier(firm: Firm, today: date) -> Dossier:
    return Dossier(
        legal=Legal(
            name=firm.name,
            kind=_KINDS.get(firm.form, "company"),
            field=_FIELDS[firm.kind],
            cvr=firm.cvr,
            founded_on=date(firm.founded, 1, 1),
        ),
        label=Label.CLEAR,
        terms=[Term(said.type, said.size_band, said.since, said.until) for said in firm.memberships],
        entries=[*_facts(firm), *_figures(firm, today.year - 1), *_evidence(firm), *_places(firm)],
        people=[
            Worker(
                name=one.name,
                title=one.title.best("da"),
                from_on=one.since,
                to_on=one.until,
                manages=one.role == "director",
                email=one.email,
                phone=one.phone,
                label=one.label,
            )
            for one in firm.people
        ],
        demo=True,
    )


def _facts(firm: Firm) -> Iterator[Entry]:
    for language, text in firm.line.items():
        yield Entry("fact", {"name": "line", "language": language, "value": text}, Label.CLEAR)
    for said in firm.statements:
        yield Entry("fact", {"name": "profile", "language": said.language, "value": said.text}, said.label)
    yield Entry("fact", {"name": "website", "value": firm.web}, Label.CLEAR)
    yield Entry("fact", {"name": "email", "value": firm.email}, Label.CLEAR)
    if firm.ncage:
        yield Entry("fact", {"name": "ncage", "value": firm.ncage}, firm.label("ncage"))
    if firm.markets:
        for language in ("da", "en"):
            with override(language):
                where = ", ".join(str(COUNTRIES[code]) for code in firm.markets)
            yield Entry("fact", {"name": "markets", "language": language, "value": where}, firm.label("markets"))
    for code in firm.codes:
        yield Entry("capability", {"system": code.system, "code": code.code, "main": code.main}, code.label)


def _figures(firm: Firm, year: int) -> Iterator[Entry]:
    yield Entry("figure", {"name": "staff", "year": year, "amount": Decimal(firm.staff), "currency": ""}, firm.label("staff"))
    if firm.turnover:
        money = {"amount": firm.turnover.amount, "currency": firm.turnover.currency}
        yield Entry("figure", {"name": "turnover", "year": year, **money}, firm.label("turnover"))


def _evidence(firm: Firm) -> Iterator[Entry]:
    for held in firm.certificates:
        said = {
            "kind": "certificate",
            "name": held.name,
            "evidence": held.evidence or held.number,
            "standing": "verified" if held.verified_on else "declared",
            "verifier": held.issuer,
            "issued_on": held.issued_on,
            "expires_on": held.expires_on,
        }
        yield Entry("certificate", said, held.label)
    if firm.clearance.held:
        standing = "verified" if firm.clearance.verified_on else "declared"
        held_until = {"kind": "clearance", "name": "ANY", "standing": standing, "expires_on": firm.clearance.expires_on}
        yield Entry("certificate", held_until, firm.clearance.label)
    for work in firm.references:
        language = next(iter(work.title))
        done = {
            "title": work.title.best(language),
            "language": language,
            "buyer": work.customer.best(language),
            "year": work.last_year,
            "amount": work.value.amount if work.value else None,
            "currency": work.value.currency if work.value else "",
        }
        yield Entry("reference", done, work.label)


def _places(firm: Firm) -> Iterator[Entry]:
    for place, site in enumerate(firm.sites):
        said = {
            "name": "",  # the town says it
            "p_number": site.p_number,
            "address": site.street,
            "postcode": site.town.postcode,
            "town": site.town.name,
            "municipality": site.town.municipality,
            "main": place == 0,
            "from_on": site.since,
        }
        yield Entry("site", said, Label.CLEAR)


def open_team(*, by: Viewer, team: Team, keys: Mapping[str, int], password: str) -> None:
    """The secretariat and the six sign-ins; all with the demonstration's password."""
    signed = {sign_in.name: sign_in for sign_in in team.sign_ins}
    for colleague in team.secretariat:
        person = register_person(by=by, name=colleague.person.name)
        email = signed[person.name].email if person.name in signed else colleague.person.email
        _account(person.pk, email, password, Role.SECRETARIAT, colleague.field.best("da"))
    for sign_in in team.sign_ins:
        if sign_in.role == "member":
            organisation = keys[sign_in.cvr]
            since = date(2020, 1, 1)
            person = people.add_person(by=by, organisation_id=organisation, name=sign_in.name, from_on=since, manages=True)
            _account(person.pk, sign_in.email, password)
        elif sign_in.role != "secretariat":
            person = register_person(by=by, name=sign_in.name, language="en" if sign_in.role == "partner" else "da")
            _account(person.pk, sign_in.email, password, Role(sign_in.role), sign_in.organisation.best("da"))


def _account(person_id: int, email: str, password: str, role: Role | None = None, field: str = "") -> None:
    account = give_account(by=OPERATOR, person_id=person_id, email=email)
    set_password(account=account, password=password)
    if role is not None:
        given = give_role(by=OPERATOR, email=email, role=role, starts_on=date(2021, 1, 1), field=field)
        settle_role(by=OPERATOR, grant_id=given.pk)
