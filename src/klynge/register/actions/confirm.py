"""“Is this still right?”: asked once a year by mail to whoever looks after a profile, answered by signed link."""

from dataclasses import dataclass
from datetime import date, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from klynge.access.journal import record
from klynge.access.verbs import require_role, the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict, Unavailable, Wrong
from klynge.people import links
from klynge.register.actions.lock import locked
from klynge.register.flags import YEAR
from klynge.register.models import Affiliation, Confirmation, ContactPoint, Membership, Organisation, Person
from klynge.register.texts import tidy

PURPOSE = "still-right"
DAYS = 60  # how long a question waits for its answer


@dataclass(frozen=True, slots=True)
class Addressee:
    person_id: int
    name: str
    language: str
    email: str


def ask_confirmation(*, by: Viewer, organisation_id: int) -> Confirmation:
    """Asks one person who looks after the profile. Raises Wrong when nobody can be reached, Conflict while a question waits."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        organisation = locked(the(Organisation, by, verb="change", pk=organisation_id))
        since = timezone.now() - timedelta(days=DAYS)
        rows = Confirmation.objects.visible_to(by).filter(organisation=organisation, asked_at__gt=since, answered_at=None)
        if rows.exists():
            raise Conflict("This member was asked already and has not answered yet.")
        addressee = _addressee(by, organisation_id)
        if addressee is None:
            raise Wrong(
                "Nobody at %(name)s has an e-mail address here. Add a contact first.", where="contact", name=organisation.name
            )
        asked = Confirmation.objects.create(
            organisation=organisation, asked_at=timezone.now(), asked_person_id=addressee.person_id
        )
        token = links.make(PURPOSE, str(asked.pk), addressee.person_id, days=DAYS)
        record(by=by, verb="ask", what=asked, organisation=organisation_id)
    try:
        _mail(organisation.name, addressee, token).send()
    except (OSError, SMTPException) as fault:
        asked.delete()
        links.withdraw(PURPOSE, str(asked.pk))
        raise Unavailable("The mail to %(name)s could not be sent. Try again later.", name=addressee.name) from fault
    return asked


def answer_confirmation(*, by: Viewer, confirmation_id: int, right: bool, note: str = "") -> Confirmation:
    """The member's answer; `note` is what is not right any more. Raises Refused for whoever does not look after it."""
    with transaction.atomic():
        row = locked(the(Confirmation, by, verb="change", pk=confirmation_id))
        if row.answered_at is not None:
            raise Conflict("This question was answered already. Thank you.")
        said = tidy(note, where="note", lines=True)
        if len(said) > 1000:
            raise Wrong("The note has more than 1000 characters. Shorten it.", where="note")
        row.right, row.note, row.answered_at, row.answered_by_id = right, said, timezone.now(), by.person_id
        row.save()
        record(by=by, verb="confirm" if right else "doubt", what=row, organisation=row.organisation_id)
    return row


def due(by: Viewer, today: date) -> list[int]:
    """The members for whom a year has passed since their last question or answer or, if there was none, since the entry was last
    changed."""
    newest: dict[int, date] = {}
    for row in Confirmation.objects.visible_to(by):
        day = timezone.localtime(row.answered_at or row.asked_at).date()
        newest[row.organisation_id] = max(newest.get(row.organisation_id, day), day)
    members = Membership.objects.visible_to(by).filter(from_on__lte=today).exclude(to_on__lt=today).values("organisation_id")
    rows = Organisation.objects.visible_to(by).filter(closed_on=None, merged_into=None, pk__in=members).order_by("pk")
    days = {pk: newest.get(pk, timezone.localtime(at).date()) for pk, at in rows.values_list("pk", "changed_at")}
    return [pk for pk, day in days.items() if day + YEAR <= today]


def _addressee(by: Viewer, organisation_id: int) -> Addressee | None:
    """Whoever looks after the profile and has an address, the first of them."""
    today = timezone.localdate()
    works = Affiliation.objects.visible_to(by).filter(organisation_id=organisation_id, manages=True, from_on__lte=today)
    people = {work.pk: work.person_id for work in works.exclude(to_on__lt=today).order_by("pk")}
    points = ContactPoint.objects.visible_to(by).filter(affiliation_id__in=list(people), kind="email").order_by("affiliation_id")
    for point in points:
        person = Person.objects.visible_to(by).filter(pk=people[point.affiliation_id], erased_at=None).first()
        if person is not None:
            return Addressee(person.pk, person.name, person.language, point.value)
    return None


def _mail(organisation: str, to: Addressee, token: str) -> EmailMultiAlternatives:
    """Nothing of the profile stands in it: mail is no safe place."""
    with translation.override(to.language):
        told = {
            "organisation": organisation,
            "name": to.name,
            "url": settings.ADDRESS + reverse("register:still_right", args=[token]),
            "days": DAYS,
            "cluster_name": settings.CLUSTER,
            "demonstration": settings.DEMO,
        }
        subject = " ".join(render_to_string("register/mail/still_right_subject.txt", told).split())
        mail = EmailMultiAlternatives(subject, render_to_string("register/mail/still_right.txt", told), to=[to.email])
        mail.attach_alternative(render_to_string("register/mail/still_right.html", told), "text/html")
    return mail
