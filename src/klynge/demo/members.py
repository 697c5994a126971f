"""Writes the generated firms and people into the register, by the register's own actions."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from klynge.access.viewer import Role, Viewer
from klynge.core.tlp import Label
from klynge.demo.people import Team
from klynge.demo.shapes import Firm, Form, Kind
from klynge.people.actions import give_role, set_password, settle_role
from klynge.register.actions import people, profile
from klynge.register.actions.accounts import OPERATOR, give_account, register_person
from klynge.register.actions.audience import Audience
from klynge.register.actions.organisation import Legal, admit_member
from klynge.register.queries.counts import affiliation_id

FIELDS = {
    Kind.PRODUCTION: "production",
    Kind.ELECTRONICS: "electronics",
    Kind.SOFTWARE: "software",
    Kind.CLASSIFIED: "classified",
    Kind.SERVICES: "services",
    Kind.KNOWLEDGE: "knowledge",
}
_KINDS = {Form.UNIVERSITY: "university", Form.INSTITUTE: "institute", Form.SCHOOL: "university"}


def admit_firms(*, by: Viewer, firms: Sequence[Firm], tell: Callable[[int], None]) -> Mapping[str, int]:
    """All firms with everything known of them; CVR number -> organisation id."""
    ids: dict[str, int] = {}
    for number, firm in enumerate(firms, start=1):
        ids[firm.cvr] = _admit(by, firm)
        tell(number)
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


def _admit(by: Viewer, firm: Firm) -> int:
    first = firm.memberships[-1]
    legal = Legal(
        name=firm.name,
        kind=_KINDS.get(firm.form, "company"),
        field=FIELDS[firm.kind],
        cvr=firm.cvr,
        founded_on=date(firm.founded, 1, 1),
    )
    organisation = admit_member(
        by=by, legal=legal, type=first.type, from_on=first.since, size_band=first.size_band, label=Label.CLEAR, demo=True
    )
    _profile(by, firm, organisation.pk)
    _people(by, firm, organisation.pk)
    return int(organisation.pk)


def _profile(by: Viewer, firm: Firm, id: int) -> None:
    clear = Audience(Label.CLEAR)
    for language, text in firm.line.items():
        profile.set_fact(by=by, organisation_id=id, name="line", language=language, value=text, audience=clear)
    for said in firm.statements:
        audience = Audience(said.label)
        profile.set_fact(by=by, organisation_id=id, name="profile", language=said.language, value=said.text, audience=audience)
    profile.set_fact(by=by, organisation_id=id, name="website", value=firm.web, audience=clear)
    profile.set_fact(by=by, organisation_id=id, name="email", value=firm.email, audience=clear)
    if firm.ncage:
        ncage = Audience(firm.label("ncage"))
        profile.set_fact(by=by, organisation_id=id, name="ncage", value=firm.ncage, audience=ncage)
    if firm.markets:
        markets = Audience(firm.label("markets"))
        profile.set_fact(
            by=by, organisation_id=id, name="markets", language="en", value=", ".join(firm.markets), audience=markets
        )
    year = max(period.since for period in firm.memberships).year
    staff = Audience(firm.label("staff"))
    profile.set_figure(by=by, organisation_id=id, name="staff", year=year, amount=Decimal(firm.staff), audience=staff)
    if firm.turnover:
        profile.set_figure(
            by=by,
            organisation_id=id,
            name="turnover",
            year=year,
            amount=firm.turnover.amount,
            currency=firm.turnover.currency,
            audience=Audience(firm.label("turnover")),
        )
    for code in firm.codes:
        profile.set_capability(
            by=by, organisation_id=id, system=code.system, code=code.code, main=code.main, audience=Audience(code.label)
        )
    _evidence(by, firm, id)
    for place, site in enumerate(firm.sites):
        profile.add_site(
            by=by,
            organisation_id=id,
            name=site.name,
            p_number=site.p_number,
            address=site.street,
            postcode=site.town.postcode,
            town=site.town.name,
            municipality=site.town.municipality,
            main=place == 0,
            from_on=site.since,
            audience=clear,
        )


def _evidence(by: Viewer, firm: Firm, id: int) -> None:
    for held in firm.certificates:
        profile.set_certificate(
            by=by,
            organisation_id=id,
            name=held.name,
            evidence=held.evidence or held.number,
            standing="verified" if held.verified_on else "declared",
            verifier=held.issuer,
            issued_on=held.issued_on,
            expires_on=held.expires_on,
            audience=Audience(held.label),
        )
    if firm.clearance.held:
        profile.set_certificate(
            by=by,
            organisation_id=id,
            kind="clearance",
            name="facility clearance",
            standing="verified" if firm.clearance.verified_on else "declared",
            expires_on=firm.clearance.expires_on,
            audience=Audience(firm.clearance.label),
        )
    for work in firm.references:
        language = next(iter(work.title))
        profile.set_reference(
            by=by,
            organisation_id=id,
            title=work.title.best(language),
            language=language,
            buyer=work.customer.best(language),
            year=work.last_year,
            amount=work.value.amount if work.value else None,
            currency=work.value.currency if work.value else "",
            audience=Audience(work.label),
        )


def _people(by: Viewer, firm: Firm, id: int) -> None:
    for one in firm.people:
        person = people.add_person(
            by=by,
            organisation_id=id,
            name=one.name,
            from_on=one.since,
            title=one.title.best("da"),
            manages=one.role == "director",
            email=one.email,
            phone=one.phone,
            audience=Audience(one.label),
        )
        if one.until:
            people.end_affiliation(by=by, affiliation_id=affiliation_id(by, person.pk, id), on=one.until)


def open_team(*, by: Viewer, team: Team, keys: Mapping[str, int], password: str) -> None:
    """Secretariat, board and the five sign-ins; all with the demonstration's password."""
    signed = {sign_in.name: sign_in for sign_in in team.sign_ins}
    for colleague in team.secretariat:
        person = register_person(by=by, name=colleague.person.name)
        email = signed[person.name].email if person.name in signed else colleague.person.email
        _account(person.pk, email, password, Role.SECRETARIAT, colleague.field.best("da"))
    for sign_in in team.sign_ins:
        if sign_in.role == "member":
            person = people.add_person(
                by=by, organisation_id=keys[sign_in.cvr], name=sign_in.name, from_on=date(2020, 1, 1), manages=True
            )
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
