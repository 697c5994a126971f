"""Asking by mail for the signature that a sheet of hours lacks: first the person's, then that of somebody who looks after the firm."""

from collections.abc import Iterator
from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Conflict, Unavailable, Wrong
from klynge.ledger.actions.sheets import PURPOSE, require_house
from klynge.ledger.models import Sheet
from klynge.ledger.queries.locks import locked as month_locked
from klynge.ledger.queries.same_person import same_person
from klynge.people import links
from klynge.register.actions.lock import locked
from klynge.register.models import Affiliation, ContactPoint, Organisation, Person
from klynge.web import formats

DAYS = 30  # how long a link works


@dataclass(frozen=True, slots=True)
class Addressee:
    person_id: int
    name: str
    language: str
    email: str


def ask_to_sign_hours(*, by: Viewer, sheet_id: int) -> Sheet:
    """Sends whoever signs next a link that needs no account; an earlier one ends. Raises Conflict when nothing is lacking, Wrong when
    nobody who may sign has an address, Unavailable when the mail does not leave (then nothing was asked)."""
    try:
        with transaction.atomic():
            require_house(by)
            row = locked(the(Sheet, by, verb="change", pk=sheet_id))
            if row.approved_at is not None:
                raise Conflict("Both signatures are there already.")
            if month_locked(row.grant_id, row.month):
                raise Wrong("This month is locked. Somebody with the money right can open it again, with a reason.")
            to = _next(by, row)
            links.withdraw(PURPOSE, str(row.pk))
            token = links.make(PURPOSE, str(row.pk), to.person_id, days=DAYS)
            row.asked_at = timezone.now()
            row.save()
            record(by=by, verb="ask to sign hours", what=row, person=to.person_id)
            _mail(by, row, to, token).send()
    except (OSError, SMTPException) as fault:
        raise Unavailable("The mail could not be sent. Try again later.") from fault
    return row


def _next(by: Viewer, row: Sheet) -> Addressee:
    if row.signed_at is None:
        found = next(_reached(by, row, Affiliation.objects.visible_to(by).filter(person_id=row.person_id)), None)
        if found is None:
            raise Wrong("The person has no e-mail address there. Add one first.", where="person")
        return found
    today = timezone.localdate()
    works = Affiliation.objects.visible_to(by).filter(manages=True, from_on__lte=today).exclude(to_on__lt=today)
    for one in _reached(by, row, works):
        if not same_person(one.person_id, row.person_id):
            return one
    raise Wrong("Nobody else who looks after the firm has an e-mail address. Add one first, or sign it yourself.", where="person")


def _reached(by: Viewer, row: Sheet, works: object) -> Iterator[Addressee]:
    """Those with an address at the organisation, in the order in which they came."""
    people = {work.pk: work.person_id for work in works.filter(organisation_id=row.organisation_id).order_by("pk")}  # type: ignore[attr-defined]
    points = (
        ContactPoint.objects.visible_to(by)
        .filter(affiliation_id__in=list(people), kind="email")
        .order_by("affiliation_id", "-pk")
    )
    for point in points:
        person = Person.objects.visible_to(by).filter(pk=people[point.affiliation_id], erased_at=None).first()
        if person is not None:
            yield Addressee(person.pk, person.name, person.language, point.value)


def _mail(by: Viewer, row: Sheet, to: Addressee, token: str) -> EmailMultiAlternatives:
    """The firm and the month stand in it, for the reader works there; hours and other names do not: mail is no safe place."""
    with translation.override(to.language):
        told = {
            "name": to.name,
            "organisation": the(Organisation, by, pk=row.organisation_id).name,
            "month": formats.long_month(row.month),
            "own": to.person_id == row.person_id,
            "url": settings.ADDRESS + reverse("ledger:sign_hours", args=[token]),
            "days": DAYS,
            "cluster_name": settings.CLUSTER,
            "demonstration": settings.DEMO,
        }
        subject = " ".join(render_to_string("ledger/mail/sign_hours_subject.txt", told).split())
        mail = EmailMultiAlternatives(subject, render_to_string("ledger/mail/sign_hours.txt", told), to=[to.email])
        mail.attach_alternative(render_to_string("ledger/mail/sign_hours.html", told), "text/html")
    return mail
