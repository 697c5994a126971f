"""Applying for membership from outside, without an account: written, confirmed by a link in a mail, and answered when the secretariat
asks. Whoever writes the form gets the same answer whether the address, the number or the organisation is known here or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from klynge.access.chain import hold
from klynge.access.journal import record
from klynge.access.viewer import Viewer
from klynge.core import identifiers
from klynge.core.errors import Conflict, Refused, Unavailable, Wrong
from klynge.people import links
from klynge.register.actions.application_mail import written
from klynge.register.actions.lock import locked
from klynge.register.actions.organisation import Legal
from klynge.register.fields import KINDS
from klynge.register.models import Application
from klynge.register.reference_tables import tree
from klynge.register.texts import email as checked_email
from klynge.register.texts import tidy, website

APPLICANT = Viewer(name="applicant")
CONFIRM, ANSWER = "confirm-application", "answer-application"
DAYS = 7  # for which an application waits for its confirmation
ANSWER_DAYS = 60
A_DAY = 3  # links that one address is sent in a day, so that nobody's mailbox is filled by somebody else
KEPT = timedelta(days=180)  # for which a declined application is kept, so that the applicant can ask why
_WHY = "an application is written by somebody who is nobody here yet, and proves itself by the link in the mail"
_GONE = "This link has been used, withdrawn or is too old. Ask the secretariat for a new one."


@dataclass(frozen=True, slots=True)
class Said:
    """What the form says. `in_group` None: not known; `fields`: top codes of the own capability tree."""

    name: str
    contact_name: str
    email: str
    why: str
    kind: str = "company"
    country: str = "DK"
    cvr: str = ""
    foreign_number: str = ""
    address: str = ""
    website: str = ""
    employees: int | None = None
    in_group: bool | None = None
    fields: tuple[str, ...] = ()
    contact_title: str = ""
    phone: str = ""


def apply(*, by: Viewer, said: Said, language: str) -> Application | None:
    """Keeps the application and sends the link by which it is confirmed. None, and no mail, when the address was sent its links of
    today already. Raises Wrong that names the field; Unavailable when the mail does not leave, and then nothing is kept."""
    values, now = _checked(said), timezone.now()
    with transaction.atomic():
        clear(by=by, now=now)
        rows = Application.objects.system_rows(_WHY).filter(email=values["email"], state=Application.NEW)
        if rows.filter(made_at__gt=now - timedelta(days=1)).count() >= A_DAY:
            return None
        made = Application.objects.create(**values, language="en" if language == "en" else "da", made_at=now)
        token = links.make(CONFIRM, str(made.pk), None, days=DAYS)
        record(by=by, verb="apply", what=made)
    try:
        written("register/mail/confirm_application", made, door="join:confirm", token=token, days=DAYS)
    except Unavailable:
        made.delete()
        links.withdraw(CONFIRM, str(made.pk))
        raise
    return made


def confirm_application(*, by: Viewer, token: str) -> Application:
    """Whoever got the mail says that the application is theirs; from now on the secretariat has it. Raises Refused for a link that is
    no good any more, Conflict while another application of the same address is open."""
    with transaction.atomic():
        hold()  # of two at the same moment the second sees what the first one did
        row = _held(links.take(token, CONFIRM).subject, Application.NEW)
        rows = Application.objects.system_rows(_WHY).filter(email=row.email)
        if rows.filter(state__in=Application.OPEN).exists():
            raise Conflict("An application from this address is with the secretariat already. You will hear from it.")
        for twin in rows.filter(state=Application.NEW).exclude(pk=row.pk):
            links.withdraw(CONFIRM, str(twin.pk))
            twin.delete()
        row.state, row.confirmed_at = Application.WAITING, timezone.now()
        row.save()
        record(by=by, verb="confirm", what=row)
    return row


def answer_application(*, by: Viewer, token: str, answer: str) -> Application:
    """What whoever applied answers to the secretariat's question; it is the secretariat's turn again. Raises Refused, Wrong."""
    said = tidy(answer, where="answer", lines=True)
    if not said or len(said) > 2000:
        raise Wrong("Write an answer of at most 2000 characters.", where="answer")
    with transaction.atomic():
        row = _held(links.take(token, ANSWER).subject, Application.ASKED)
        row.answer, row.state = said, Application.WAITING
        row.save()
        record(by=by, verb="answer", what=row)
    return row


def clear(*, by: Viewer, now: datetime) -> int:
    """Takes out what nobody confirmed in time, and what was declined long ago; says how many."""
    old = Application.objects.system_rows(_WHY).filter(state=Application.NEW, made_at__lt=now - timedelta(days=DAYS))
    declined = Application.objects.system_rows(_WHY).filter(state=Application.DECLINED, decided_at__lt=now - KEPT)
    gone = [*old, *declined]
    for row in gone:
        record(by=by, verb="remove", what=row)
        row.delete()
    return len(gone)


def _held(subject: str, state: str) -> Application:
    row = Application.objects.system_rows(_WHY).filter(pk=int(subject), state=state).first()
    if row is None:
        raise Refused(_GONE)
    return locked(row)


def _checked(said: Said) -> Mapping[str, Any]:
    """The columns as they are kept. Raises Wrong that names the field."""
    legal = Legal(
        said.name,
        said.kind,
        country=said.country,
        cvr=_number(said),
        foreign_number="" if said.country == "DK" else said.foreign_number,
    ).checked()
    if said.kind not in KINDS:
        raise Wrong("“%(kind)s” is no kind of organisation. Choose one from the list.", where="kind", kind=said.kind[:40])
    codes = tree("own")
    contact, why = tidy(said.contact_name, where="contact_name"), tidy(said.why, where="why", lines=True)
    if not contact or not why:
        raise Wrong("Write who we can talk to, and why you want to join.", where="why" if contact else "contact_name")
    told = {
        "name": legal.name,
        "kind": legal.kind,
        "country": legal.country,
        "cvr": legal.cvr,
        "foreign_number": legal.foreign_number,
        "address": tidy(said.address, where="address"),
        "website": website(tidy(said.website, where="website")) if said.website.strip() else "",
        "employees": said.employees,
        "in_group": said.in_group,
        "fields": [code for code in said.fields if code in codes],
        "contact_name": contact,
        "contact_title": tidy(said.contact_title, where="contact_title"),
        "email": checked_email(tidy(said.email, where="email")),
        "phone": tidy(said.phone, where="phone"),
        "why": why,
    }
    for name, value in told.items():
        most = Application._meta.get_field(name).max_length
        if isinstance(value, str) and most is not None and len(value) > most:
            raise Wrong("This is longer than %(most)d characters. Shorten it.", where=name, most=most)
    return told


def _number(said: Said) -> str:
    """The CVR number. One that fails the check digit is nearly always a slip of the pen."""
    if said.country != "DK" or not said.cvr.strip():
        return ""
    found = identifiers.cvr(tidy(said.cvr, where="cvr"))
    if found.warnings:
        raise Wrong(
            "The CVR number %(cvr)s fails the check digit. Look it up; if it is right, leave it out here and write it under “Why”.",
            where="cvr",
            cvr=found.value,
        )
    return found.value
