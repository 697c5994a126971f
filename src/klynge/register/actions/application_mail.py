"""Mails to whoever applied, in the language of their application."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from klynge.core.errors import Unavailable
from klynge.register.models import Application


def written(template: str, to: Application, *, door: str = "", token: str = "", **told: object) -> None:
    """The mail of three templates: `..._subject.txt`, `.txt` and `.html`; with `door` it holds the address of that door for `token`, which
    answers in the same language.
    Raises Unavailable when it does not leave."""
    with translation.override(to.language):
        facts = {
            **told,
            "name": to.contact_name,
            "organisation": to.name,
            "url": f"{settings.ADDRESS}{reverse(door, args=[token])}?language={to.language}" if door else "",
            "cluster_name": settings.CLUSTER,
            "demonstration": settings.DEMO,
        }
        subject = " ".join(render_to_string(f"{template}_subject.txt", facts).split())
        mail = EmailMultiAlternatives(subject, render_to_string(f"{template}.txt", facts), to=[to.email])
        mail.attach_alternative(render_to_string(f"{template}.html", facts), "text/html")
    try:
        mail.send()
    except (OSError, SMTPException) as fault:
        raise Unavailable("The mail to %(name)s could not be sent. Try again later.", name=to.contact_name) from fault
