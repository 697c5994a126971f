"""Asking by mail, and reminding. What is about to be sent is written down first: a run that was cut off sends nothing twice."""

from datetime import date, datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from klynge.access.journal import record
from klynge.access.viewer import Viewer
from klynge.ops.runs import Running
from klynge.people import links
from klynge.programme.models import Asked, Survey
from klynge.programme.queries.addressees import Addressee, reachable, to_ask

PURPOSE = "survey"
USES = 10  # a firm may change its answer
REMIND = (7, 14)  # days after the question
_WHY = "the run writes down what it sends before it sends it"


def send_surveys(run: Running, *, by: Viewer, now: datetime | None = None, post: BaseEmailBackend | None = None) -> None:
    """Asks and reminds for all surveys that are open; counts "asked", "reminded", "unreachable" and "failed" in the run. `post` takes
    the mails, None the mail server."""
    at = now or timezone.now()
    today = timezone.localtime(at).date()
    open_ones = Survey.objects.visible_to(by).filter(opens_on__lte=today, closes_on__gte=today).order_by("pk")
    for survey in list(open_ones):
        waiting = to_ask(by, survey, today)
        late = _to_remind(by, survey, at)
        for n, to in enumerate(waiting):
            run.progress(n, len(waiting) + len(late), "Asking for the effect")
            run.count(_ask(by, survey, to, at, post) if to.person_id is not None else "unreachable")
        for n, (asked, to) in enumerate(late, start=len(waiting)):
            run.progress(n, len(waiting) + len(late), "Asking for the effect")
            run.count(_remind(by, survey, asked, to, at, post))


def _ask(by: Viewer, survey: Survey, to: Addressee, now: datetime, post: BaseEmailBackend | None) -> str:
    try:
        with transaction.atomic():
            rows = Asked.objects.system_rows(_WHY).filter(survey=survey, organisation_id=to.organisation_id)
            tried = rows.filter(sent_at=None).exclude(fault="")
            if not tried.update(asked_at=now, person_id=to.person_id, fault=""):
                Asked.objects.create(survey=survey, organisation_id=to.organisation_id, person_id=to.person_id, asked_at=now)
            asked = rows.get()
            token = _link(asked, survey, to, now)
            record(by=by, verb="ask", what=asked, survey=survey.pk, organisation=to.organisation_id)
    except IntegrityError:  # another worker is asking the same firm right now
        return "unchanged"
    fault = _send(survey, to, token, "ask", post)
    rows.update(fault=fault) if fault else rows.update(sent_at=timezone.now())
    return "failed" if fault else "asked"


def _to_remind(by: Viewer, survey: Survey, now: datetime) -> list[tuple[Asked, Addressee]]:
    """Who has not answered and is due for the next reminder, and still can be reached by the address of today."""
    waiting = Asked.objects.visible_to(by).filter(survey=survey, answered_at=None, reminders__lt=len(REMIND), fault="")
    due = [one for one in waiting if one.asked_at + timedelta(days=REMIND[one.reminders]) <= now]
    if not due:
        return []
    today: date = timezone.localtime(now).date()
    reach = reachable(by, {one.organisation_id: {one.person_id} for one in due}, today)
    found = [(one, reach.get(one.organisation_id)) for one in due]
    return [(one, to) for one, to in found if to is not None and to.person_id == one.person_id]


def _remind(by: Viewer, survey: Survey, asked: Asked, to: Addressee, now: datetime, post: BaseEmailBackend | None) -> str:
    mine = Asked.objects.system_rows(_WHY).filter(pk=asked.pk, answered_at=None)
    with transaction.atomic():
        if not mine.filter(reminders=asked.reminders).update(reminders=asked.reminders + 1, reminded_at=now):
            return "unchanged"  # answered, or reminded by another worker, in the meantime
        token = _link(asked, survey, to, now)
        record(by=by, verb="remind", what=asked, survey=survey.pk, organisation=asked.organisation_id)
    if _send(survey, to, token, "remind", post):
        mine.filter(reminders=asked.reminders + 1).update(reminders=asked.reminders, reminded_at=asked.reminded_at)
        return "failed"
    return "reminded"


def _link(asked: Asked, survey: Survey, to: Addressee, now: datetime) -> str:
    """Good until the survey closes; the page itself says so to whoever comes on the day after."""
    days = (survey.closes_on - timezone.localtime(now).date()).days + 2
    return links.make(PURPOSE, str(asked.pk), to.person_id, days=days, uses=USES)


def _send(survey: Survey, to: Addressee, token: str, kind: str, post: BaseEmailBackend | None) -> str:
    """The fault, "" when it left. Nothing but names stands in it: mail is no safe place."""
    with translation.override(to.language):
        told = {
            "survey": survey.name_da if to.language == "da" else survey.name_en,
            "organisation": to.organisation,
            "name": to.name,
            "url": settings.ADDRESS + reverse("programme:survey-link", args=[token]),
            "closes_on": survey.closes_on,
            "again": kind == "remind",
            "cluster_name": settings.CLUSTER,
            "demonstration": settings.DEMO,
        }
        subject = " ".join(render_to_string("programme/mail/survey_subject.txt", told).split())
        mail = EmailMultiAlternatives(
            subject,
            render_to_string("programme/mail/survey.txt", told),
            to=[to.email],
            headers={"Auto-Submitted": "auto-generated"},
            connection=post,
        )
        mail.attach_alternative(render_to_string("programme/mail/survey.html", told), "text/html")
    try:
        mail.send()
    except (OSError, SMTPException) as fault:
        return f"{type(fault).__name__}: {fault}"[:300]
    return ""
