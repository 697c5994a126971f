"""Letters in words and parts of a page."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klynge.ledger.queries.letters import LetterRow
from klynge.web import formats
from klynge.web.parts import Action, Row, Tag


def answer(waiting: int, total: int) -> str:
    if not waiting:
        return _("Every letter was sent.") if total else ""
    return ngettext("%(n)d letter has not been sent yet.", "%(n)d letters have not been sent yet.", waiting) % {"n": waiting}


def all_at_once(waiting: int) -> list[Action]:
    return [Action(_("Send all that wait"), reverse("ledger:send_letters"), "primary", post=True)] if waiting else []


def name(kind: str) -> str:
    return _("Letter about the promise (PDF)") if kind == "promise" else _("Letter about the actual amount (PDF)")


def row(one: LetterRow) -> Row:
    facts = [one.firm, one.what, _("made %(day)s") % {"day": _day(one.made_at)}, *left(one.sent_at, one.again_at)]
    tags = [] if one.sent_at else [Tag(_("not sent"), kind="signal")]
    if not one.holds:
        tags = [Tag(_("counts no more"))]
    actions = [sending(one.id, sent=one.sent_at is not None, fields=(("list", "1"),))] if one.holds else []
    opens = reverse("ledger:letter", args=(one.id,))
    return Row(name(one.kind), opens, facts=[fact for fact in facts if fact], tags=tags, actions=actions)


def left(sent_at: datetime | None, again_at: datetime | None) -> list[str]:
    """On which days it left."""
    if sent_at is None:
        return []
    told = [_("sent %(day)s") % {"day": _day(sent_at)}]
    return [*told, _("again %(day)s") % {"day": _day(again_at)}] if again_at else told


def sending(letter_id: int, *, sent: bool, fields: tuple[tuple[str, str], ...] = ()) -> Action:
    url = reverse("ledger:send_letter", args=(letter_id,))
    if sent:
        return Action(_("Send the letter again"), url, "quiet", post=True, fields=(("again", "1"), *fields))
    return Action(_("Send the letter by mail"), url, "plain", post=True, fields=fields)


def _day(at: datetime) -> str:
    return formats.short_day(formats.local_day(at))
