"""The secretariat's decisions on applications: admit, ask for more, decline. Whoever applied gets a mail each time. It is sent after all
is kept: when it does not leave, each of these raises Unavailable, and the decision stands."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from klynge.access.journal import record
from klynge.access.verbs import require_role, the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.people import links
from klynge.register.actions import people, profile
from klynge.register.actions.application_mail import written
from klynge.register.actions.apply import ANSWER, ANSWER_DAYS
from klynge.register.actions.lock import held_entry, locked
from klynge.register.actions.organisation import Legal, admit_member, start_membership
from klynge.register.models import Affiliation, Application, ContactPoint, Fact, Organisation
from klynge.register.texts import tidy

MOST = 2000  # characters of a letter


@dataclass(frozen=True, slots=True)
class Terms:
    """What the organisation is admitted as. `organisation_id`: an entry of the register that it is already; None makes a new one."""

    type: str
    from_on: date
    size_band: str = ""
    organisation_id: int | None = None


def admit_application(*, by: Viewer, application_id: int, terms: Terms, letter: str = "") -> Organisation:
    """The organisation becomes a member, with the contact as a person who looks after its profile, and what the form said of it where
    the register says nothing yet. Raises Conflict when it was decided already, or is a member."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        row = _open(by, application_id)
        said = _letter(letter)
        known = {"type": terms.type, "from_on": terms.from_on, "size_band": terms.size_band}
        if terms.organisation_id is None:
            organisation = admit_member(by=by, legal=_legal(row), **known)
        else:
            organisation = held_entry(by, terms.organisation_id)
            start_membership(by=by, organisation_id=organisation.pk, **known)
        _contact(by, row, organisation.pk, terms.from_on)
        _profile(by, row, organisation.pk, new=terms.organisation_id is None)
        row.organisation = organisation
        _decided(by, row, Application.ADMITTED, said)
        record(by=by, verb="admit", what=row, organisation=organisation.pk)
    written("register/mail/admitted", row, letter=said)
    return organisation


def ask_applicant(*, by: Viewer, application_id: int, question: str) -> Application:
    """Asks for more by mail, with a link under which it is answered; again takes the place of the question before. Raises Wrong for no
    question."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        row = _open(by, application_id)
        row.question, row.answer, row.state = _letter(question, needed=True), "", Application.ASKED
        row.save()
        links.withdraw(ANSWER, str(row.pk))
        token = links.make(ANSWER, str(row.pk), None, days=ANSWER_DAYS)
        record(by=by, verb="ask", what=row)
    written("register/mail/ask_applicant", row, door="join:answer", token=token, days=ANSWER_DAYS, letter=row.question)
    return row


def decline_application(*, by: Viewer, application_id: int, letter: str) -> Application:
    """Says no, with a letter. Raises Wrong for none."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        row = _open(by, application_id)
        _decided(by, row, Application.DECLINED, _letter(letter, needed=True))
        record(by=by, verb="decline", what=row)
    written("register/mail/declined", row, letter=row.letter)
    return row


def _open(by: Viewer, application_id: int) -> Application:
    row = locked(the(Application, by, verb="change", pk=application_id))
    if row.state not in Application.OPEN:
        raise Conflict("This application was decided already. Look at it again.")
    return row


def _decided(by: Viewer, row: Application, state: str, letter: str) -> None:
    row.state, row.letter, row.decided_at, row.decided_by_id = state, letter, timezone.now(), by.person_id
    row.save()
    links.withdraw(ANSWER, str(row.pk))


def _letter(text: str, *, needed: bool = False) -> str:
    said = tidy(text, where="letter", lines=True)
    if needed and not said:
        raise Wrong("Write what the applicant is to read.", where="letter")
    if len(said) > MOST:
        raise Wrong("This is longer than %(most)d characters. Shorten it.", where="letter", most=MOST)
    return said


def _legal(row: Application) -> Legal:
    return Legal(
        row.name,
        row.kind,
        field=row.fields[0] if row.fields else "",
        country=row.country,
        cvr=row.cvr,
        foreign_number=row.foreign_number,
    )


def _contact(by: Viewer, row: Application, organisation_id: int, from_on: date) -> None:
    """The contact works there, unless somebody with the same address does already: then nothing is added."""
    points = ContactPoint.objects.visible_to(by).filter(organisation_id=organisation_id, kind="email", value=row.email)
    works = Affiliation.objects.visible_to(by).filter(pk__in=points.values("affiliation_id"), to_on=None)
    if works.exists():
        return
    people.add_person(
        by=by,
        organisation_id=organisation_id,
        name=row.contact_name,
        from_on=from_on,
        language=row.language,
        title=row.contact_title,
        manages=True,
        email=row.email,
        phone=row.phone,
    )


def _profile(by: Viewer, row: Application, organisation_id: int, *, new: bool) -> None:
    """Their site where the register has none, and of a new entry its fields. Who sees them is the member's to say, so they begin
    closed."""
    there = Fact.objects.visible_to(by).filter(organisation_id=organisation_id, name="website").exists()
    if row.website and not there:
        profile.set_fact(by=by, organisation_id=organisation_id, name="website", value=row.website)
    for place, code in enumerate(row.fields if new else ()):
        profile.set_capability(by=by, organisation_id=organisation_id, system="own", code=code, main=place == 0)
