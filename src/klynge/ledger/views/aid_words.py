"""State aid in words and parts of a page."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klynge.access.viewer import Viewer
from klynge.core.aid.deminimis import Allowed, Headroom, TooMuch
from klynge.core.money import Money
from klynge.ledger.queries.aid import works_with_money
from klynge.ledger.queries.aid_pages import AidLine, FirmAid, RoomLine
from klynge.ledger.queries.letters import LetterLine
from klynge.ledger.views import aid_parts as parts
from klynge.ledger.views import letter_words
from klynge.ledger.words import AID
from klynge.web import formats
from klynge.web.listing import Listing
from klynge.web.parts import Action, Cell, Column, Entry, Moment, Row, Table, Tag

_NEAR = 10  # per cent of the ceiling that are left when the signal colour comes


def answer(near: Listing[RoomLine], waiting: int) -> str:
    tight = sum(1 for one in near if one.room * 100 <= one.ceiling * _NEAR)
    told = [
        ngettext(
            "%(n)d firm got de minimis aid in the last three years.",
            "%(n)d firms got de minimis aid in the last three years.",
            near.total,
        )
        % {"n": near.total}
    ]
    if tight:
        told.append(ngettext("%(n)d has little or no room left.", "%(n)d have little or no room left.", tight) % {"n": tight})
    if waiting:
        told.append(
            ngettext("%(n)d promise waits for its actual amount.", "%(n)d promises wait for their actual amounts.", waiting)
            % {"n": waiting}
        )
    return " ".join(told)


def rooms(found: Iterable[RoomLine]) -> Table | None:
    columns = [Column(_("Enterprise")), Column(_("Used by its group"), "number"), Column(_("Room"), "number")]
    rows = [
        (
            Cell(
                one.name,
                reverse("ledger:firm_aid", args=(one.organisation_id,)),
                tag=Tag(_("near the ceiling"), kind="signal") if one.room * 100 <= one.ceiling * _NEAR else None,
            ),
            formats.money(parts.euro(one.used)),
            formats.money(parts.euro(one.room)),
        )
        for one in found
    ]
    return Table(_("Firms by the aid of the last three years"), columns, rows) if rows else None


def lines(found: Iterable[AidLine], *, to_settle: bool = False) -> list[Row]:
    return [line(one, house=to_settle) for one in found]


def line(one: AidLine, *, house: bool, with_firm: bool = True) -> Row:
    told = [one.organisation if with_firm else "", formats.short_day(one.on), formats.money(one.money)]
    if one.money.currency != "EUR":
        told.append(formats.money(parts.euro(one.euro)))
    if one.promised is not None:
        told.append(_("promised: %(amount)s") % {"amount": formats.money(one.promised)})
    told += [one.giver, one.grant]
    if house:
        told += [text for each in one.letters for text in _left(each)]
    tags = [Tag(str(AID.get(one.basis, one.basis)))]
    if one.open:
        tags.append(Tag(_("promised, not settled"), kind="signal"))
    elif one.step == "declared":
        tags.append(Tag(_("declared by the firm")))
    return Row(one.what, facts=[fact for fact in told if fact], tags=tags, actions=_actions(one, house))


def _actions(one: AidLine, house: bool) -> list[Action]:
    found = [Action(letter_words.name(each.kind), reverse("ledger:letter", args=(each.id,)), "quiet") for each in one.letters]
    if not house or one.step == "declared":
        return found
    found += [
        letter_words.sending(each.id, sent=each.sent_at is not None) for each in one.letters if each.kind == _KIND[one.step]
    ]
    if not any(letter.kind == _KIND[one.step] for letter in one.letters):
        found.append(Action(_("Make the letter"), reverse("ledger:make_letter", args=(one.id,)), "quiet", post=True))
    if one.open:
        found.append(Action(_("Settle"), reverse("ledger:settle", args=(one.id,)), "plain"))
        found.append(Action(_("Give up"), reverse("ledger:give_up", args=(one.id,)), "quiet"))
    return found


_KIND = {"promised": "promise", "actual": "actual"}


def _left(letter: LetterLine) -> list[str]:
    return [_("letter %(sent)s") % {"sent": text} for text in letter_words.left(letter.sent_at, letter.again_at)]


def firm(shown: FirmAid, today: date, *, house: bool) -> Mapping[str, Any]:
    """The room of a firm: one sentence, the meter, how it was reached, what comes back when, and the rows."""
    found = shown.headroom
    with_firm = len({one.organisation_id for one in shown.lines}) > 1
    return {
        "answer": _room(found),
        "used": found.used,
        "ceiling": found.ceiling.amount,
        "steps": parts.steps(found.steps),
        "doubt": parts.doubt(found.values),
        "values": parts.values(found.values),
        "back": [
            Moment(
                one.on,
                _("%(euro)s comes back") % {"euro": formats.money(parts.euro(one.euro))},
                _room_then(one.room),
                state="coming",
            )
            for one in found.back
        ],
        "counted": [line(one, house=house, with_firm=with_firm) for one in shown.lines if one.counts],
        "others": [line(one, house=house, with_firm=with_firm) for one in shown.lines if not one.counts],
        "hidden": formats.money(parts.euro(shown.hidden)) if shown.hidden else "",
        "group": _group(shown),
    }


def _room(found: Headroom) -> str:
    if not found.room:
        return _("There is no room for de minimis aid today.")
    return _("There is room for %(room)s of de minimis aid today.") % {"room": formats.money(parts.euro(found.room))}


def _room_then(room: Any) -> str:
    return _("There is room for %(room)s then.") % {"room": formats.money(parts.euro(room))}


def _group(shown: FirmAid) -> str:
    if not shown.others:
        return _("No other enterprise counts as one with it.")
    told = ngettext(
        "%(n)d other enterprise counts as one with it, and the aid of both is added up.",
        "%(n)d other enterprises count as one with it, and the aid of all is added up.",
        shown.others,
    ) % {"n": shown.others}
    return f"{told} {', '.join(shown.named)}" if shown.named else told


def checked(found: Allowed | TooMuch, money: Money) -> Mapping[str, Any]:
    """The answer to “may we promise this?”, with the reason and the day."""
    told = {"amount": formats.money(money)}
    if isinstance(found, Allowed):
        title = _("Yes, %(amount)s fits.") % told
        text = _("Then there is room for %(left)s.") % {"left": formats.money(parts.euro(found.left))}
    else:
        title = _("No, %(amount)s does not fit.") % told
        text = when(found)
    return {
        "title": title,
        "text": text,
        "kind": "done" if isinstance(found, Allowed) else "signal",
        "fits": isinstance(found, Allowed),
        "steps": parts.steps(found.steps),
        "doubt": parts.doubt(found.values),
    }


def when(found: TooMuch) -> str:
    """Why it does not fit, and from when it does."""
    short = _("There is room for %(room)s, which is %(short)s too little.") % {
        "room": formats.money(parts.euro(found.room)),
        "short": formats.money(parts.euro(found.short)),
    }
    if found.back_on is None:
        return f"{short} {_('It fits on no day that the law known here covers.')}"
    return f"{short} " + _("It fits from %(day)s on, if nothing else is promised until then.") % {
        "day": formats.long_day(found.back_on)
    }


def crumbs_of_firm(viewer: Viewer, name: str) -> tuple[Entry, ...]:
    return parts.crumbs(name) if works_with_money(viewer) else ()


def crumbs_of_promises() -> tuple[Entry, ...]:
    return parts.crumbs(_("Promises to settle"))
