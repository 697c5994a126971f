"""Signed links: somebody acts without an account. One purpose, one subject, until a day, so many times.

A link carries no rights of its own: whoever handles it builds the viewer of the person it was made for, as of now, and asks
the same rules as for a sign-in. It cannot be widened (the subject stands in the row, not in the address), replayed after its
uses are spent, or guessed (signed with the installation's key and the purpose).
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from klynge.core.errors import Refused
from klynge.people.models import Link

_WHY = "a signed link proves itself by its signature, before anybody is known"
_GONE = "This link has been used, withdrawn or is too old. Ask the secretariat for a new one."


@dataclass(frozen=True, slots=True)
class Opened:
    """What a good link is about, and for whom it was made."""

    subject: str
    person_id: int | None


def make(purpose: str, subject: str, person_id: int | None, *, days: int, uses: int = 1) -> str:
    """The token for an address. `purpose` is a fixed word of the caller's ("answer-match")."""
    now = timezone.now()
    link = Link.objects.create(
        purpose=purpose,
        subject=subject,
        person_id=person_id,
        made_at=now,
        expires_at=now + timedelta(days=days),
        uses_left=uses,
    )
    return signing.Signer(salt=f"klynge.link.{purpose}").sign(str(link.pk))


def look(token: str, purpose: str) -> Opened:
    """What the link is about, without using it (a mail scanner may do that). Raises Refused."""
    link = _good(token, purpose)
    return Opened(link.subject, link.person_id)


def take(token: str, purpose: str) -> Opened:
    """Uses the link once; of two at the same moment only as many pass as it has uses left. Raises Refused."""
    with transaction.atomic():
        link = _good(token, purpose)
        rows = Link.objects.system_rows(_WHY).filter(pk=link.pk, uses_left__gt=0, withdrawn_at=None)
        if not rows.update(uses_left=F("uses_left") - 1, used_at=timezone.now()):
            raise Refused(_GONE)
    return Opened(link.subject, link.person_id)


def withdraw(purpose: str, subject: str) -> int:
    """Ends all links of this purpose about this subject; says how many."""
    rows = Link.objects.system_rows("links about a thing end with it").filter(purpose=purpose, subject=subject, withdrawn_at=None)
    return rows.update(withdrawn_at=timezone.now())


def _good(token: str, purpose: str) -> Link:
    try:
        key = signing.Signer(salt=f"klynge.link.{purpose}").unsign(token)
    except signing.BadSignature:
        raise Refused(_GONE) from None
    now = timezone.now()
    rows = Link.objects.system_rows(_WHY)
    link = rows.filter(pk=key, purpose=purpose, expires_at__gt=now, uses_left__gt=0, withdrawn_at=None).first()
    if link is None:
        raise Refused(_GONE)
    return link
