"""Letters about state aid leave by mail, the PDF with them, to whoever looks after the firm."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Conflict, Unavailable, Wrong
from klynge.ledger.actions.aid_rows import house
from klynge.ledger.actions.letters import letter_file
from klynge.ledger.models import Aid, Letter
from klynge.ledger.queries.letters import unsent
from klynge.ledger.words_letter import about
from klynge.register.actions.lock import locked
from klynge.register.actions.reach import addressee, send
from klynge.register.models import Organisation

MOST = 100  # letters that leave at one press of a button


@dataclass(frozen=True, slots=True)
class Sent:
    """`sent`: how many left; `kept`: the reason of each that did not; `left`: how many wait beyond those that were tried."""

    sent: int
    kept: tuple[Wrong, ...]
    left: int


def send_letter(*, by: Viewer, letter_id: int, again: bool = False) -> Letter:
    """Raises Conflict when it was sent already (unless `again`) or its row counts no more, Wrong when nobody at the firm can be reached,
    Unavailable when the mail does not leave (then nothing is recorded)."""
    with transaction.atomic():
        house(by)
        row = locked(the(Letter, by, verb="change", pk=letter_id))
        firm: Organisation = the(Organisation, by, pk=row.organisation_id)
        if row.sent_at is not None and not again:
            day = timezone.localtime(row.sent_at).date()
            raise Conflict("This letter was sent on %(day)s already. Send it again only if it did not arrive.", day=day)
        if not the(Aid, by, pk=row.aid_id).live:
            raise Conflict(
                "What this letter to %(name)s says was corrected or given up. Make the new letter instead.", name=firm.name
            )
        to = addressee(by, firm.pk)
        if to is None:
            raise Wrong("Nobody at %(name)s has an e-mail address here. Add a contact first.", where="contact", name=firm.name)
        file = letter_file(by=by, letter_id=row.pk)
        now = timezone.now()
        if row.sent_at is None:
            row.sent_at = now
        else:
            row.again_at = now
        row.save()
        record(by=by, verb="send letter", what=row, organisation=firm.pk, person=to.person_id, again=row.again_at is not None)
        told = {"organisation": firm.name, "expected": row.kind == "promise"}
        send(
            "ledger/mail/letter",
            to,
            "ledger:letter",
            str(row.pk),
            (about(row.kind, row.language, firm.name), file.content),
            **told,
        )
    return row


def send_letters(*, by: Viewer) -> Sent:
    """All that have not been sent yet, the oldest first, each by itself. Where the mail does not leave it stops there: the next would not
    leave either."""
    house(by)
    waiting = unsent(by)
    sent, kept = 0, list[Wrong]()
    for letter_id in waiting[:MOST]:
        try:
            send_letter(by=by, letter_id=letter_id)
        except Wrong as wrong:
            kept.append(wrong)
        except Unavailable:
            if not sent:
                raise
            return Sent(sent, tuple(kept), len(waiting) - sent - len(kept))
        else:
            sent += 1
    return Sent(sent, tuple(kept), max(0, len(waiting) - MOST))
