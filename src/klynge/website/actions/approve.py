"""Asking those who are quoted, and the members of whom a release tells, for their word; and taking it."""

from datetime import timedelta
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation

from klynge.access.journal import record
from klynge.access.verbs import require_role
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict, Refused, Unavailable, Wrong
from klynge.people import links
from klynge.register.texts import email as address_of_mail
from klynge.register.texts import tidy
from klynge.website.models import Approval
from klynge.website.queries.approvals import Need, need
from klynge.website.queries.drafts import draft

PURPOSE = "approve-part"
DAYS = 30  # how long a link answers, and opens what was answered
USES = 2  # the answer takes one; with the other the link stays readable
AGAIN = timedelta(minutes=2)  # the same words are not put to the same address twice within this
_WHY = "whoever was asked by a signed link answers for their own part"
_BY_LINK = Viewer(name="signed link")


def ask_approval(
    *, by: Viewer, page_id: int, part: str, key: str, name: str, email: str, language: str, person_id: int | None = None
) -> Approval:
    """Puts the part as it stands now to somebody, by mail with a link of their own; earlier links about it end. Raises Wrong, and
    Unavailable when the mail does not leave: the row says so then, and one can ask again."""
    require_role(by, Role.SECRETARIAT)
    asked, now = need(by, page_id, part, key), timezone.now()
    to = {"name": tidy(name, where="name"), "email": address_of_mail(tidy(email, where="email")), "language": language}
    if not to["name"]:
        raise Wrong("Say who is asked.", where="name")
    if language not in ("da", "en"):
        raise Wrong("Choose Danish or English.", where="language")
    with transaction.atomic():
        before = _rows(page_id, part, key)
        if before.filter(hash=asked.hash, email=to["email"], asked_at__gt=now - AGAIN, fault="", answer="").exists():
            raise Conflict("%(name)s was asked a moment ago. Wait for the answer.", where="email", name=to["name"])
        _end_links(before)
        row = _new(by, page_id, asked, now, person_id=person_id, **to)
        token = links.make(PURPOSE, f"approval:{row.pk}", person_id, days=DAYS, uses=USES)
        record(by=by, verb="ask for approval", what=row, page=page_id, part=part)
    try:
        _mail(row, asked, draft(by, page_id).title, token).send()
    except (OSError, SMTPException) as fault:
        said = f"{type(fault).__name__}: {fault}"[:300]
        Approval.objects.visible_to(by, verb="change").filter(pk=row.pk).update(fault=said)
        raise Unavailable("The mail to %(name)s could not be sent. Try again later.", name=row.name) from fault
    return row


def note_answer(*, by: Viewer, page_id: int, part: str, key: str, name: str, approved: bool, note: str) -> Approval:
    """Writes down what somebody said without the link: on paper, by phone. `note` says how. The journal keeps who wrote it."""
    require_role(by, Role.SECRETARIAT)
    asked, now = need(by, page_id, part, key), timezone.now()
    who, how = tidy(name, where="name"), tidy(note, where="note", lines=True)[:1000]
    if not who or not how:
        raise Wrong("Say who answered and how, as in “approved by phone”.", where="note" if who else "name")
    with transaction.atomic():
        _end_links(_rows(page_id, part, key))
        row = _new(by, page_id, asked, now, name=who, email="", language="da", person_id=None)
        row.answer = Approval.Answer.APPROVED if approved else Approval.Answer.CHANGE
        row.answered_at, row.note, row.noted_by_id = now, how, by.person_id
        row.save()
        record(by=by, verb="note answer", what=row, page=page_id, part=part, approved=approved)
    return row


def answer_approval(*, token: str, approved: bool, note: str = "") -> None:
    """The answer of whoever has the link, once. What is asked to be changed is said in words. Raises Refused for a link that is no
    good, Wrong for a change without words, Conflict for a second answer."""
    opened = links.look(token, PURPOSE)
    words = tidy(note, where="note", lines=True)
    if not approved and not words:
        raise Wrong("Say what should be changed.", where="note")
    with transaction.atomic():
        rows = Approval.objects.system_rows(_WHY).select_for_update()
        row = rows.filter(pk=int(opened.subject.partition(":")[2])).first()
        if row is None:
            raise Refused("There is no such thing here, or it is not open to you.")
        if row.answer:
            raise Conflict("This has been answered already.")
        links.take(token, PURPOSE)
        row.answer = Approval.Answer.APPROVED if approved else Approval.Answer.CHANGE
        row.answered_at, row.note = timezone.now(), words[:1000]
        row.save()
        by = Viewer(person_id=opened.person_id) if opened.person_id is not None else _BY_LINK
        record(by=by, verb="answer approval", what=row, page=row.page_id, part=row.part, approved=approved)


def withdraw_asks(*, by: Viewer, page_id: int) -> int:
    """Ends the links of all that was asked about a release; says how many. What was answered stays."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        rows = Approval.objects.visible_to(by).filter(page_id=page_id)
        ended = _end_links(rows)
        if ended:
            record(by=by, verb="withdraw asks", what=rows.order_by("-pk")[0], page=page_id)
    return ended


def _rows(page_id: int, part: str, key: str) -> Any:
    return Approval.objects.system_rows("earlier asks about a part end with the next").filter(page_id=page_id, part=part, key=key)


def _end_links(rows: Any) -> int:
    pks = rows.values_list("pk", flat=True)
    return sum(links.withdraw(PURPOSE, f"approval:{pk}") for pk in pks)


def _new(by: Viewer, page_id: int, asked: Need, now: object, **to: object) -> Approval:
    told = draft(by, page_id)
    return Approval.objects.create(  # type: ignore[no-any-return]
        page_id=page_id,
        revision_id=told.revision_id,
        part=asked.part,
        key=asked.key,
        hash=asked.hash,
        asked_at=now,
        asked_by_id=by.person_id,
        **to,
    )


def _mail(row: Approval, asked: Need, title: str, token: str) -> EmailMultiAlternatives:
    """Nothing of what is not published stands in it but the title, and what is asked."""
    with translation.override(row.language):
        told = {
            "name": row.name,
            "title": title,
            "quote": asked.part == Approval.Part.QUOTE,
            "organisation": asked.name,
            "url": settings.ADDRESS + reverse("press:approve", args=[token]),
            "days": DAYS,
            "cluster_name": settings.CLUSTER,
            "demonstration": settings.DEMO,
        }
        subject = " ".join(render_to_string("website/mail/approve_subject.txt", told).split())
        mail = EmailMultiAlternatives(
            subject,
            render_to_string("website/mail/approve.txt", told),
            to=[row.email],
            headers={"Auto-Submitted": "auto-generated"},
        )
        mail.attach_alternative(render_to_string("website/mail/approve.html", told), "text/html")
    return mail
