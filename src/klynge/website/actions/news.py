"""The mail about a release, on the day of its first publication.

A release is one thing in all its languages: nobody gets two mails about it. Each subscriber gets it in the language that they chose,
when that version is first published; whoever reads Danish is not mailed when the English one follows, and whoever reads English hears
of it then. Not mailed are later changes, what came from an import, and those who subscribed after the publication.

Before a mail leaves, a row is written: a run that is cut off goes on with the next subscriber and sends nothing twice.
"""

from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from klynge.ops.runs import Running
from klynge.website.actions.subscribe import addresses
from klynge.website.models import Mailing, ReleasePage, Sent, Subscriber
from klynge.website.queries.subscribers import Letter, letter, to_mail

TRIES = 6
PAUSE = timedelta(minutes=10)  # before the second try of what did not leave; each later pause is twice as long
DOING = "Sending the news"
_WHY = "the run writes down what it sends before it sends it"


def published_first(*, page_id: int, now: datetime | None = None) -> None:
    """Within the transaction that published a page for the first time: a release that is public now will be mailed."""
    page = ReleasePage.objects.filter(pk=page_id, live=True, source="").select_related("locale").first()
    if page is not None:
        at = now or timezone.now()
        told = {"release": page.translation_key, "language": page.locale.language_code, "made_at": at, "again_at": at}
        Mailing.objects.system_rows(_WHY).get_or_create(page_id=page.pk, defaults=told)


def news_waits(now: datetime | None = None) -> bool:
    """One query."""
    return bool(Mailing.objects.system_rows(_WHY).filter(done_at=None, again_at__lte=now or timezone.now()).exists())


def send_news(run: Running, *, now: datetime | None = None) -> None:
    """Sends each release that waits to all who are to have it and have not; counts "mails", "failed" (tried again later), and "left
    out" where a release was taken down before its mail left."""
    at = now or timezone.now()
    for mailing in list(Mailing.objects.system_rows(_WHY).filter(done_at=None, again_at__lte=at).order_by("pk")):
        told = letter(mailing.page_id, now=at)
        if told is None:
            run.count("left out")
            _done(mailing, failed=0, now=at)
            continue
        waiting = to_mail(mailing, told)
        failed = 0
        for n, subscriber in enumerate(waiting):
            run.progress(n, len(waiting), DOING)
            outcome = _send(mailing, told, subscriber)
            failed += outcome == "failed"
            run.count(outcome)
        run.progress(len(waiting), len(waiting), DOING)
        _done(mailing, failed=failed, now=at)


def _done(mailing: Mailing, *, failed: int, now: datetime) -> None:
    """With what did not leave it waits for its next try, until they are used up."""
    tries = mailing.tries + 1
    again = {"again_at": now + PAUSE * 2 ** (tries - 1)} if failed and tries < TRIES else {"done_at": now}
    Mailing.objects.system_rows(_WHY).filter(pk=mailing.pk).update(tries=tries, **again)


def _send(mailing: Mailing, told: Letter, subscriber: Subscriber) -> str:
    try:
        with transaction.atomic():
            mine = Sent.objects.system_rows(_WHY).filter(subscriber=subscriber, release=mailing.release)
            mine.exclude(fault="").delete()  # the mail server said no: this is the next try
            row = Sent.objects.create(
                subscriber=subscriber, release=mailing.release, page_id=mailing.page_id, begun_at=timezone.now()
            )
            mail = _mail(told, subscriber)
    except IntegrityError:  # another worker is writing to the same person right now
        return "unchanged"
    try:
        mail.send()
    except (OSError, SMTPException) as fault:
        Sent.objects.system_rows(_WHY).filter(pk=row.pk).update(fault=f"{type(fault).__name__}: {fault}"[:300])
        return "failed"
    Sent.objects.system_rows(_WHY).filter(pk=row.pk).update(sent_at=timezone.now())
    return "mails"


def _mail(told: Letter, subscriber: Subscriber) -> EmailMultiAlternatives:
    """As text and HTML; the mail program can stop it by one press (RFC 8058)."""
    manage, stop = addresses(subscriber)
    with translation.override(told.language):
        shown = {
            "told": told,
            "manage_url": manage,
            "unsubscribe_url": stop,
            "cluster_name": settings.CLUSTER,
            "demonstration": settings.DEMO,
        }
        mail = EmailMultiAlternatives(
            told.title,
            render_to_string("website/mail/release.txt", shown),
            to=[subscriber.email],
            headers={
                "List-Unsubscribe": f"<{stop}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
            },
        )
        mail.attach_alternative(render_to_string("website/mail/release.html", shown), "text/html")
    return mail
