"""The weekly mail: what fits, why, until when and what is lacking, with one click to answer.

Each mail is rendered for one person with that person's eyes, and goes to that person alone. Before it leaves, a row is written:
a run that is cut off goes on with the next person and sends nothing twice.
"""

from dataclasses import dataclass
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext, ngettext

from klynge.access.viewer import Viewer
from klynge.core.fit.shapes import Gap, Reason
from klynge.core.tlp import Label, is_stricter, strictest
from klynge.market.actions.decide import ANSWER_LINK
from klynge.market.models import Digest, Match, Silence
from klynge.market.queries.cards import MatchLine
from klynge.market.queries.matches import for_you
from klynge.market.queries.recipients import Recipient, recipients
from klynge.ops.runs import Running
from klynge.people import links
from klynge.register.viewers import viewer_of_person
from klynge.web.words import REASONS

STOP = "stop-digest"  # purpose of the signed link at the end of a mail
DAYS = 60  # how long a link answers
USES = 5  # a person may change their mind
AT_MOST = 10  # matches in one mail
_WHY = "the digest writes down what it sent"


@dataclass(frozen=True, slots=True)
class Line:
    """A match in a mail; `reasons` and `gaps` in words. `hidden`: its notice is marked so strictly that only its existence is
    told."""

    match: MatchLine
    reasons: tuple[str, ...]
    gaps: tuple[str, ...]
    answer_url: str
    notice_url: str
    hidden: bool


def week_of(now: datetime) -> str:
    year, week, _ = timezone.localtime(now).isocalendar()
    return f"{year}-W{week:02d}"


def send_digests(run: Running, *, now: datetime | None = None) -> None:
    """Sends this week's mail to all who have not had it; counts "sent", "nothing new" and "failed" in the run."""
    at = now or timezone.now()
    waiting = recipients(week_of(at), timezone.localtime(at).date())
    for n, recipient in enumerate(waiting):
        run.progress(n, len(waiting), "Sending the weekly mail")
        run.count(send_digest(recipient, at))
    run.progress(len(waiting), len(waiting), "Sending the weekly mail")


def send_digest(recipient: Recipient, now: datetime) -> str:
    """Sends one person's mail of this week; "sent", "nothing new", or "failed" with the fault kept in its row."""
    viewer = viewer_of_person(recipient.person_id)
    with translation.override(recipient.language):
        lines = for_you(viewer, language=recipient.language, now=now, limit=AT_MOST)
        if not lines:
            return "nothing new"
        try:
            with transaction.atomic():
                refused = Digest.objects.system_rows(_WHY).filter(person_id=recipient.person_id, week=week_of(now))
                refused.exclude(fault="").delete()  # the mail server said no: this is the next try
                digest = Digest.objects.create(
                    person_id=recipient.person_id, week=week_of(now), matches=[line.id for line in lines], begun_at=now
                )
                mail = _mail(recipient, lines)
        except IntegrityError:  # another worker is writing to the same person right now
            return "nothing new"
        try:
            mail.send()
        except (OSError, SMTPException) as fault:
            Digest.objects.system_rows(_WHY).filter(pk=digest.pk).update(fault=f"{type(fault).__name__}: {fault}"[:300])
            return "failed"
    with transaction.atomic():
        Digest.objects.system_rows(_WHY).filter(pk=digest.pk).update(sent_at=timezone.now())
        fresh = Match.objects.system_rows(_WHY).filter(pk__in=digest.matches, state=Match.APPROVED)
        fresh.update(state=Match.SENT, sent_at=now)
    return "sent"


def _mail(recipient: Recipient, matches: tuple[MatchLine, ...]) -> EmailMultiAlternatives:
    """One mail to one person, as text and HTML. Its label is the strictest of what it tells; reasons come from the member's own
    profile, which is TLP:AMBER+STRICT unless somebody said otherwise."""
    lines = [_line(recipient, match) for match in matches]
    stop = _address("market:stop", links.make(STOP, f"person:{recipient.person_id}", recipient.person_id, days=365, uses=3))
    n = len(lines)
    subject = ngettext("%(n)s opportunity that fits you", "%(n)s opportunities that fit you", n) % {"n": n}
    told = {
        "recipient": recipient,
        "lines": lines,
        "subject": subject,
        "label": strictest([Label.STRICT, *(line.match.notice.label for line in lines if not line.hidden)]).value,
        "unsubscribe_url": stop,
        "demonstration": settings.DEMO,
        "cluster_name": settings.CLUSTER,
        "desk_url": settings.ADDRESS + reverse("market:for-you"),
    }
    mail = EmailMultiAlternatives(
        f"[{told['label']}] {subject}",
        render_to_string("market/mail/digest.txt", told),
        to=[recipient.email],
        headers={"List-Unsubscribe": f"<{stop}>", "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string("market/mail/digest.html", told), "text/html")
    return mail


def _line(recipient: Recipient, match: MatchLine) -> Line:
    token = links.make(ANSWER_LINK, f"match:{match.id}", recipient.person_id, days=DAYS, uses=USES)
    card = match.notice
    return Line(
        match,
        tuple(_reason(reason) for reason in match.reasons if reason.points > 0),
        tuple(_gap(gap) for gap in match.gaps),
        _address("market:answer-link", token),
        settings.ADDRESS + reverse("market:notice", args=(card.source, card.number)),
        is_stricter(card.label, Label.GREEN),
    )


def _reason(reason: Reason) -> str:
    _, speaks_for, _ = REASONS[reason.kind]
    return f"{speaks_for}: {', '.join(reason.evidence)}" if reason.evidence else str(speaks_for)


def _gap(gap: Gap) -> str:
    name = gap.condition.label or gap.condition.name
    return gettext("Has expired: %(name)s") % {"name": name} if gap.expired else gettext("You lack: %(name)s") % {"name": name}


def _address(name: str, token: str) -> str:
    return str(settings.ADDRESS + reverse(name, args=(token,)))


def stop_digests(*, by: Viewer) -> None:
    """No more weekly mails to this person. Again = no change."""
    if by.person_id is not None:
        Silence.objects.bulk_create([Silence(person_id=by.person_id, since=timezone.now())], ignore_conflicts=True)
