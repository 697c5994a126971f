"""Writing to whoever looks after a member, with a signed link that is theirs alone."""

from dataclasses import dataclass
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from klynge.access.viewer import Viewer
from klynge.core.errors import Unavailable
from klynge.register.models import Affiliation, ContactPoint, Person


@dataclass(frozen=True, slots=True)
class Addressee:
    person_id: int
    name: str
    language: str
    email: str


def addressee(by: Viewer, organisation_id: int) -> Addressee | None:
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


def send(template: str, to: Addressee, door: str, token: str, paper: tuple[str, bytes] | None = None, **told: object) -> None:
    """The mail of three templates: `..._subject.txt`, `.txt` and `.html`. Nothing of what is asked about stands in it: mail is no
    safe place. `paper`: the name and content of a PDF that goes with it. Raises Unavailable when it does not leave."""
    with translation.override(to.language):
        facts = {
            **told,
            "name": to.name,
            "url": settings.ADDRESS + reverse(door, args=[token]),
            "cluster_name": settings.CLUSTER,
            "demonstration": settings.DEMO,
        }
        subject = " ".join(render_to_string(f"{template}_subject.txt", facts).split())
        mail = EmailMultiAlternatives(subject, render_to_string(f"{template}.txt", facts), to=[to.email])
        mail.attach_alternative(render_to_string(f"{template}.html", facts), "text/html")
        if paper is not None:
            mail.attach(*paper, "application/pdf")
    try:
        mail.send()
    except (OSError, SMTPException) as fault:
        raise Unavailable("The mail to %(name)s could not be sent. Try again later.", name=to.name) from fault
