"""What the tests of applications share: the form, an application on its way, and what of it is kept."""

import re
from datetime import date

from django.core import mail
from django.utils import timezone

from klynge.register.actions.apply import APPLICANT, Said, apply
from klynge.register.models import Application, Membership, Organisation

WHY = "the test looks at all rows"
TODAY = date(2026, 11, 2)
FORM = {
    "name": "Lark Sensors ApS",
    "kind": "company",
    "country": "DK",
    "cvr": "10 15 08 17",
    "foreign_number": "",
    "address": "Road 3, 9000 Aalborg",
    "website": "lark.example",
    "employees": "12",
    "in_group": "no",
    "contact_name": "Lara Lark",
    "contact_title": "Director",
    "email": "Lara@lark.example",
    "phone": "+45 00 11 22 33",
    "why": "We want to meet buyers.",
    "consent": "on",
}


def rows() -> list[Application]:
    return list(Application.objects.system_rows(WHY))


def link(message) -> str:
    return re.search(r"http\S+?(/join/\S+)", message.body)[1]


def written(**more: str) -> Application:
    """An application that waits for its confirmation."""
    said = Said(name="Lark Sensors ApS", contact_name="Lara Lark", email="lara@lark.example", why="Buyers.", cvr="10150817")
    return apply(by=APPLICANT, said=Said(**{**_told(said), **more}), language="en")


def _told(said: Said) -> dict[str, object]:
    return {name: getattr(said, name) for name in said.__slots__}


def waiting(**more: object) -> Application:
    """One that the secretariat has."""
    row = written(**more)
    Application.objects.system_rows(WHY).filter(pk=row.pk).update(state="waiting", confirmed_at=timezone.now())
    mail.outbox.clear()
    row.refresh_from_db()
    return row


def member(name: str, cvr: str) -> Organisation:
    made = Organisation.objects.create(name=name, slug=name.lower().replace(" ", "-"), cvr=cvr)
    Membership.objects.create(organisation=made, type="company", from_on=TODAY)
    return made
