"""What a firm declares about aid from others: asked by mail, given by signed link or signed in, and booked in the ledger."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta

from django.db import transaction
from django.utils import timezone

from klynge.access.chain import hold
from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Conflict, Refused, Unavailable, Wrong
from klynge.core.money import Money
from klynge.ledger.actions.aid_rows import LOCK, aid_row, house
from klynge.ledger.actions.book import book, withdraw
from klynge.ledger.models import Aid, Declaration
from klynge.ledger.queries.aid import DE_MINIMIS, entries_of
from klynge.ledger.queries.law import rates
from klynge.people import links
from klynge.register.actions.lock import locked
from klynge.register.actions.reach import addressee, send
from klynge.register.models import Organisation
from klynge.register.texts import tidy

PURPOSE = "declare-aid"
DAYS = 60  # how long a question waits for its answer
MOST = 60  # lines of a declaration


@dataclass(frozen=True, slots=True)
class Declared:
    """A line of a declaration: aid from somebody else, with the day on which the right to it arose."""

    on: date
    money: Money
    giver: str
    what: str = ""


def ask_declaration(*, by: Viewer, organisation_id: int) -> Declaration:
    """Mails a signed link to whoever looks after the firm. Raises Wrong when nobody can be reached, Conflict while a question
    waits."""
    with transaction.atomic():
        house(by)
        firm = locked(the(Organisation, by, pk=organisation_id))
        if _waiting(by, organisation_id) is not None:
            raise Conflict("%(name)s was asked already and has not answered yet.", name=firm.name)
        to = addressee(by, organisation_id)
        if to is None:
            raise Wrong("Nobody at %(name)s has an e-mail address here. Add a contact first.", where="contact", name=firm.name)
        asked = _asked(firm, to.person_id)
        token = links.make(PURPOSE, str(asked.pk), to.person_id, days=DAYS)
        record(by=by, verb="ask declaration", what=asked, organisation=organisation_id)
    try:
        send("ledger/mail/declare", to, "ledger:declare_link", token, organisation=firm.name, days=DAYS)
    except Unavailable:
        asked.delete()
        links.withdraw(PURPOSE, str(asked.pk))
        raise
    return asked


def begin_declaration(*, by: Viewer, organisation_id: int) -> Declaration:
    """The firm declares without being asked. The question that waits already, where there is one."""
    with transaction.atomic():
        if by.person_id is None or organisation_id not in by.managed:
            raise Refused("A declaration is signed by somebody who looks after the firm.")
        firm = locked(the(Organisation, by, pk=organisation_id))
        waiting = _waiting(by, organisation_id)
        if waiting is None:
            waiting = _asked(firm, by.person_id)
            record(by=by, verb="begin declaration", what=waiting, organisation=organisation_id)
    return waiting


def _waiting(by: Viewer, organisation_id: int) -> Declaration | None:
    rows = Declaration.objects.visible_to(by).filter(organisation_id=organisation_id, signed_at=None)
    found: Declaration | None = rows.filter(until_on__gte=timezone.localdate()).first()
    return found


def _asked(firm: Organisation, person_id: int) -> Declaration:
    made: Declaration = Declaration.objects.create(
        organisation=firm,
        asked_at=timezone.now(),
        asked_person_id=person_id,
        until_on=timezone.localdate() + timedelta(days=DAYS),
    )
    return made


def declare_aid(*, by: Viewer, declaration_id: int, lines: Sequence[Declared], group: str = "", text: str = "") -> Declaration:
    """The firm's own declaration, signed by whoever looks after it. Its lines take the place of those of the one before. That it may
    lie above the ceiling is no fault of the form: it is taken down as it is said, and nothing more can be promised."""
    with transaction.atomic():
        hold(LOCK)
        row: Declaration = the(Declaration, by, verb="change", pk=declaration_id)
        if by.person_id is None or row.organisation_id not in by.managed:
            raise Refused("A declaration is signed by somebody who looks after the firm.")
        if row.signed_at is not None:
            raise Conflict("This declaration was signed already. Ask the secretariat for a new one.")
        if len(lines) > MOST:
            raise Wrong(
                "A declaration has at most %(most)d lines. Put smaller ones of one giver together.", where="lines", most=MOST
            )
        now = timezone.now()
        said = [_line(number, line, timezone.localtime(now).date()) for number, line in enumerate(lines, 1)]
        row.lines = [[line.on.isoformat(), str(line.money.amount), line.money.currency, line.giver, line.what] for line in said]
        row.group, row.text = tidy(group, where="group", lines=True)[:1000], text
        row.signed_at, row.signed_by_id = now, by.person_id
        row.hash = digest(row)
        row.save()
        _replace_declared(by, row, said)
        links.withdraw(PURPOSE, str(row.pk))
        record(by=by, verb="declare aid", what=row, organisation=row.organisation_id, lines=len(said))
    return row


def digest(row: Declaration) -> str:
    """The hash of what was signed, by whom and when."""
    signed_at = row.signed_at.astimezone(UTC).isoformat() if row.signed_at else ""
    said = [row.organisation_id, row.lines, row.group, row.text, signed_at, row.signed_by_id]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def _replace_declared(by: Viewer, row: Declaration, lines: Sequence[Declared]) -> None:
    why = "a newer declaration takes the place of the older one"
    for old in Aid.objects.system_rows(why).filter(
        organisation_id__in=entries_of(row.organisation_id), step="declared", live=True
    ):
        withdraw(by, old, reason="A newer declaration was signed.")
    rows = []
    for line in lines:
        _rate(line)
        aid = aid_row(by, row.organisation_id, line.money, line.on, line.what or line.giver, DE_MINIMIS)
        aid.ours, aid.giver, aid.declaration, aid.step = False, line.giver, row, "declared"
        rows.append(aid)
    book(by, rows)


def _line(number: int, line: Declared, today: date) -> Declared:
    where = f"line {number}"
    if not line.giver.strip():
        raise Wrong("Say who gave the aid of %(day)s.", where=where, day=line.on)
    if line.on > today:
        raise Wrong("%(day)s has not come yet. Only aid that was granted is declared.", where=where, day=line.on)
    return replace(line, giver=tidy(line.giver, where=where)[:200], what=tidy(line.what, where=where)[:200])


def _rate(line: Declared) -> None:
    """A firm cannot enter a rate: it says the amount in euro, or asks."""
    try:
        rates().at(line.money.currency, line.on)
    except Wrong as wrong:
        raise Wrong(
            "No exchange rate of %(currency)s is known for %(day)s. Write the amount in euro, as the letter about the aid says it, or "
            "ask the secretariat to enter the rate.",
            where="lines",
            currency=line.money.currency,
            day=line.on,
        ) from wrong
