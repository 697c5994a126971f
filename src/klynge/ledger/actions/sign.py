"""Signing that one took part, by a link that is a person's alone: evidence that needs no account and no paper."""

from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Refused, Unavailable, Wrong
from klynge.ledger.actions.activities import open_activity
from klynge.ledger.actions.take_part import record_taken
from klynge.ledger.models import CAPACITIES, Activity, Participation
from klynge.ledger.queries.taking import Taken
from klynge.people import links
from klynge.register.actions.lock import locked
from klynge.register.models import Affiliation, ContactPoint, Organisation, Person

PURPOSE = "took-part"
DAYS = 30  # how long a link works
_WHY = "whoever was asked by a signed link signs for this one activity"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a link is about."""

    activity_id: int
    organisation_id: int
    capacity: str

    @classmethod
    def of(cls, subject: str) -> "Asked":
        activity, organisation, capacity = subject.split(":")
        return cls(int(activity), int(organisation), capacity)


def ask_to_sign(*, by: Viewer, activity_id: int, organisation_id: int, person_id: int, capacity: str = "participant") -> str:
    """Sends the person a link by which they sign that they took part; gives its token. Raises
    Wrong when the register has no address, Unavailable when the mail does not leave (then there is no link either)."""
    if capacity not in CAPACITIES:
        raise Wrong("“%(text)s” is no capacity in which somebody takes part.", where="capacity", text=capacity)
    try:
        with transaction.atomic():
            activity = open_activity(by, activity_id)
            the(Organisation, by, pk=organisation_id)
            person: Person = the(Person, by, pk=person_id, erased_at=None)
            works = Affiliation.objects.visible_to(by).filter(person=person, organisation_id=organisation_id).values("pk")
            point = ContactPoint.objects.visible_to(by).filter(affiliation_id__in=works, kind="email").order_by("-pk").first()
            if point is None:
                raise Wrong("%(name)s has no e-mail address there. Add one first.", where="person", name=person.name)
            subject = f"{activity.pk}:{organisation_id}:{capacity}"
            token = links.make(PURPOSE, subject, person.pk, days=DAYS)
            record(by=by, verb="ask to sign", what=activity, person=person.pk, organisation=organisation_id)
            _mail(activity, person, point.value, token).send()
    except (OSError, SMTPException) as fault:
        raise Unavailable("The mail to %(name)s could not be sent. Try again later.", name=person.name) from fault
    return token


def sign(*, by: Viewer, token: str) -> Participation:
    """The person signs that they took part. Whoever is recorded already stays as recorded; the link is spent all the same."""
    with transaction.atomic():
        opened = links.take(token, PURPOSE)
        if opened.person_id is None or opened.person_id != by.person_id:
            raise Refused("This link was made for somebody else.")
        asked = Asked.of(opened.subject)
        activity = locked(Activity.objects.system_rows(_WHY).get(pk=asked.activity_id))
        there = Participation.objects.visible_to(by).filter(activity=activity, live=True, person_id=by.person_id).first()
        if there is not None:
            return there  # type: ignore[no-any-return]
        if activity.cancelled_at is not None:
            raise Wrong("This activity was cancelled, so nothing can be recorded on it.")
        where = f"link {token.partition(':')[0]}"
        taken = Taken(asked.organisation_id, by.person_id, capacity=asked.capacity, evidence="signed link", evidence_at=where)
        [row] = record_taken(by, activity, [taken])
    return row


def _mail(activity: Activity, to: Person, email: str, token: str) -> EmailMultiAlternatives:
    """The title stands in it, as the reader took part; nobody else's name does."""
    with translation.override(to.language):
        told = {
            "activity": activity.title,
            "name": to.name,
            "url": settings.ADDRESS + reverse("ledger:sign", args=[token]),
            "days": DAYS,
            "cluster_name": settings.CLUSTER,
            "demonstration": settings.DEMO,
        }
        subject = " ".join(render_to_string("ledger/mail/sign_subject.txt", told).split())
        mail = EmailMultiAlternatives(subject, render_to_string("ledger/mail/sign.txt", told), to=[email])
        mail.attach_alternative(render_to_string("ledger/mail/sign.html", told), "text/html")
    return mail
