"""Subscribing to the news: asked by a form, said again by a link in a mail, changed and stopped by another."""

import hashlib
import hmac
from collections.abc import Collection
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from klynge.core.errors import Refused, Unavailable, Wrong
from klynge.people import links
from klynge.register.texts import email as address_of_mail
from klynge.register.texts import tidy
from klynge.website.models import Region, Subscriber, Topic
from klynge.website.queries.subscribers import choices

CONFIRM, MANAGE = "news-confirm", "news"  # purposes of links
CONFIRM_DAYS = 7  # to confirm; who does not is forgotten then
MANAGE_DAYS, MANAGE_USES = 400, 50
QUIET = timedelta(hours=1)  # the form leads to one mail to an address within this, whatever is sent
KEPT = timedelta(days=730)  # the address with the proof of consent, after the end: as long as somebody may still ask for it
_WHY = "whoever has the link of a subscription acts on that one alone"
_FORM = "the form for subscribing looks whether the address is known, and tells nobody"


def ask_to_subscribe(
    *,
    email: str,
    language: str,
    topics: Collection[int] = (),
    regions: Collection[str] = (),
    sentence: str,
    form: str,
    now: datetime | None = None,
) -> None:
    """Keeps what was asked and sends one mail: to a new address the link that confirms it, to one that subscribes already the link to
    its choices. The answer is the same for both, and within an hour of a mail nothing is sent. Raises Wrong for what is no address,
    language, topic or region, Unavailable when the mail did not leave; then one can ask again at once."""
    at = now or timezone.now()
    address = address_of_mail(tidy(email, where="email"))
    wanted = _wanted(language, topics, regions, at)
    try:
        with transaction.atomic():
            rows = Subscriber.objects.system_rows(_FORM).select_for_update()
            row = rows.filter(email=address, ended_at=None).first()
            if row is not None and at - row.mailed_at < QUIET:
                return
            if row is None:
                row = Subscriber(email=address, seal=seal(address), asked_at=at)
            if row.confirmed_at is None:
                row.asked_at, row.sentence, row.form = at, sentence[:600], form[:200]
                row.language, row.topics, row.regions = wanted
            row.mailed_at = at
            row.save()
            mail = _welcome_back(row) if row.confirmed_at else _please_confirm(row)
    except IntegrityError:  # the same form twice at once: the other one sends
        return
    try:
        mail.send()
    except (OSError, SMTPException) as fault:
        Subscriber.objects.system_rows(_FORM).filter(pk=row.pk).update(mailed_at=at - QUIET)
        raise Unavailable("The mail could not be sent. Try again in a while.") from fault


def confirm(*, token: str) -> int:
    """The second yes; the number of the subscription. Again changes nothing."""
    with transaction.atomic():
        row = _by_link(token, CONFIRM)
        if row.confirmed_at is None:
            row.confirmed_at = timezone.now()
            row.save()
    return int(row.pk)


def change_subscription(*, token: str, language: str, topics: Collection[int] = (), regions: Collection[str] = ()) -> None:
    """Other topics, regions or language from now on."""
    with transaction.atomic():
        row = _by_link(token, MANAGE)
        row.language, row.topics, row.regions = _wanted(language, topics, regions, timezone.now())
        row.save()


def stop_news(*, token: str, one_click: bool = False) -> None:
    """No more mails from now on. Again changes nothing: it is as if it were done once."""
    with transaction.atomic():
        row = _by_link(token, MANAGE, ended=True)
        if row.ended_at is None:
            row.ended_at = timezone.now()
            row.ended_by = Subscriber.End.ONE_CLICK if one_click else Subscriber.End.LINK
            row.save()


def forget_ended(*, now: datetime | None = None) -> dict[str, int]:
    """Who did not confirm goes; of who ended long ago only the seal stays. Counts: unconfirmed, ended."""
    at = now or timezone.now()
    rows = Subscriber.objects.system_rows("what is kept for a time is forgotten after it")
    with transaction.atomic():
        never = rows.filter(confirmed_at=None, asked_at__lt=at - timedelta(days=CONFIRM_DAYS))
        gone = never.count()
        never.delete()
        old = rows.filter(ended_at__lt=at - KEPT).exclude(email="").update(email="", topics=[], regions=[])
    return {"unconfirmed": gone, "ended": old}


def forget_due(now: datetime | None = None) -> bool:
    at = now or timezone.now()
    rows = Subscriber.objects.system_rows("what is kept for a time is forgotten after it")
    never = rows.filter(confirmed_at=None, asked_at__lt=at - timedelta(days=CONFIRM_DAYS))
    return bool(never.exists() or rows.filter(ended_at__lt=at - KEPT).exclude(email="").exists())


def seal(address: str) -> str:
    """The hash by which an address is known again and not found out: keyed by the installation."""
    key = hashlib.sha256(b"klynge.subscriber" + settings.SECRET_KEY.encode()).digest()
    return hmac.new(key, address.strip().lower().encode(), hashlib.sha256).hexdigest()


def addresses(row: Subscriber) -> tuple[str, str]:
    """Where its choices are, and where it is stopped, by one link of its own."""
    token = links.make(MANAGE, f"subscriber:{row.pk}", None, days=MANAGE_DAYS, uses=MANAGE_USES)
    return _whole("press:subscription", token), _whole("press:stop", token)


def _by_link(token: str, purpose: str, *, ended: bool = False) -> Subscriber:
    """The row that the link is about; looking is enough, as nothing here is worse when done twice."""
    opened = links.look(token, purpose)
    rows = Subscriber.objects.system_rows(_WHY).select_for_update()
    row = rows.filter(pk=int(opened.subject.partition(":")[2])).first()
    if row is None or (row.ended_at is not None and not ended):
        raise Refused("There is no such thing here, or it is not open to you.")
    return row  # type: ignore[no-any-return]


def _wanted(language: str, topics: Collection[int], regions: Collection[str], now: datetime) -> tuple[str, list[int], list[str]]:
    if language not in ("da", "en"):
        raise Wrong("Choose Danish or English.", where="language")
    known = set(Topic.objects.filter(pk__in=topics).values_list("pk", flat=True))
    if set(topics) - known:
        raise Wrong("Choose topics from the list.", where="topics")
    codes = {code for code, _name in choices(language, timezone.localtime(now).date())[1]}
    codes |= set(Region.objects.filter(code__in=regions).values_list("code", flat=True))
    if set(regions) - codes:
        raise Wrong("Choose regions from the list.", where="regions")
    return language, sorted(set(topics)), sorted(set(regions))


def _please_confirm(row: Subscriber) -> EmailMultiAlternatives:
    token = links.make(CONFIRM, f"subscriber:{row.pk}", None, days=CONFIRM_DAYS, uses=1)
    return _mail(row, "confirm", {"url": _whole("press:confirm", token), "days": CONFIRM_DAYS, "sentence": row.sentence})


def _welcome_back(row: Subscriber) -> EmailMultiAlternatives:
    manage, _stop = addresses(row)
    return _mail(row, "known", {"url": manage})


def _mail(row: Subscriber, name: str, told: dict[str, object]) -> EmailMultiAlternatives:
    with translation.override(row.language):
        shown = {**told, "cluster_name": settings.CLUSTER, "demonstration": settings.DEMO}
        subject = " ".join(render_to_string(f"website/mail/{name}_subject.txt", shown).split())
        mail = EmailMultiAlternatives(
            subject,
            render_to_string(f"website/mail/{name}.txt", shown),
            to=[row.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
        mail.attach_alternative(render_to_string(f"website/mail/{name}.html", shown), "text/html")
    return mail


def _whole(name: str, token: str) -> str:
    return str(settings.ADDRESS + reverse(name, args=(token,)))
