"""Telling the officers that something marked was sent in: that, when and by whom, never what."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from klynge.access.stopped import one_stopped


def told_officers(stopped_id: int) -> object:
    """Queues the mail in the caller's transaction; without officers there is none, and the secretariat's desk shows it."""
    return tell_officers.enqueue(stopped_id) if settings.OFFICERS else None


@task()
def tell_officers(stopped_id: int) -> None:
    line = one_stopped(stopped_id)
    with translation.override(settings.LANGUAGE_CODE):
        told = {"line": line, "at": timezone.localtime(line.at), "address": settings.ADDRESS, "cluster_name": settings.CLUSTER}
        subject = _("Something with a protective mark was sent in and refused")
        if line.outcome == "hold":
            subject = _("Something was sent in that may be protectively marked")
        text = render_to_string("web/mail/marked.txt", told)
        for officer in settings.OFFICERS:
            EmailMessage(subject, text, to=[officer]).send()
