"""The check of an activity in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klynge.access.viewer import Viewer
from klynge.core.aid.deminimis import TooMuch
from klynge.core.errors import Wrong
from klynge.ledger.queries.aid import works_with_money
from klynge.ledger.queries.aid_activity import Asked, FirmCheck, activity_check
from klynge.ledger.views import aid_parts as parts
from klynge.ledger.views.aid_words import when
from klynge.register.queries.people import names as all_names
from klynge.web import formats
from klynge.web.errors import sentence
from klynge.web.parts import Action, Cell, Column, Table, Tag


@dataclass(frozen=True, slots=True)
class FirmPart:
    """`choose`: it can be promised aid; `chosen`: it is so to begin with, as a company."""

    id: int
    name: str
    url: str
    facts: Sequence[str]
    tag: Tag
    text: str
    choose: bool
    chosen: bool


def answer(asked: Asked) -> str:
    n = len(asked.heads)
    if not n:
        return _("Nobody is recorded on it yet.")
    return ngettext("%(n)d firm takes part.", "%(n)d firms take part.", n) % {"n": n}


def firm(one: FirmCheck, *, heads: bool = True) -> FirmPart:
    people = ngettext("%(n)d participant", "%(n)d participants", one.heads) % {"n": one.heads} if heads else ""
    tag, text = verdict(one)
    in_euro = formats.money(parts.euro(one.euro)) if one.money.currency != "EUR" else ""
    room = _("room: %(room)s") % {"room": formats.money(parts.euro(one.room))}
    told = tuple(fact for fact in (people, formats.money(one.money), in_euro, room) if fact)
    return FirmPart(
        one.organisation_id,
        one.name,
        reverse("ledger:firm_aid", args=(one.organisation_id,)),
        told,
        tag,
        text,
        one.fits,
        one.fits and one.kind == "company",
    )


def verdict(one: FirmCheck) -> tuple[Tag, str]:
    """Whether it can be promised, and the reason, with the day on which room comes back."""
    if one.promised:
        tag, text = Tag(_("promised already")), ""
    elif one.undeclared:
        tag = Tag(_("no declaration"), kind="signal")
        text = _("Its declaration of aid from others is missing or too old. Ask for one first.")
    elif isinstance(one.answer, TooMuch):
        tag, text = Tag(_("does not fit"), kind="signal"), when(one.answer)
    else:
        left = one.answer.left if one.answer else 0
        tag, text = Tag(_("fits"), kind="strong"), _("Then there is room for %(left)s.") % {"left": formats.money(left, "EUR")}
    return tag, text


def summed(found: Sequence[FirmCheck]) -> str:
    fits = sum(one.fits for one in found)
    return _("%(fits)d of %(all)d can be promised it.") % {"fits": fits, "all": len(found)}


def room(viewer: Viewer, asked: Asked, door: str) -> Mapping[str, Any]:
    """For the page of an activity or a project that is worth something to each who takes part: who may be promised it, before it is;
    `door` leads to the promise. Empty for whoever does not work with money."""
    if not works_with_money(viewer):
        return {}
    action = Action(_("May we promise state aid?"), door)
    if not asked.each.amount:
        return {"door": action}
    each = {"each": format(asked.each.amount.normalize(), "f"), "currency": asked.each.currency, "on": asked.on.isoformat()}
    action = Action(_("Check and promise"), f"{door}?{urlencode(each)}", "primary")
    worth = _("%(amount)s for each who takes part.") % {"amount": formats.money(asked.each)}
    told: dict[str, Any] = {"door": action, "worth": worth}
    try:
        found, values = activity_check(viewer, asked, asked.each, asked.on)
    except Wrong as wrong:
        return {**told, "fault": sentence(wrong)}
    told["doubt"] = parts.doubt(values) if found else ""
    return {
        **told,
        "sum": summed(found) if found else _("Nobody is recorded on it yet. Name the firms that are to come, and ask."),
        "table": _table(found) if found else None,
    }


def _table(found: Sequence[FirmCheck]) -> Table:
    columns = [Column(_("Organisation")), Column(_("It would get"), "number"), Column(_("Room"), "number"), Column(_("Answer"))]
    rows = []
    for one in found:
        tag, why = verdict(one)
        opens = reverse("ledger:firm_aid", args=(one.organisation_id,))
        rows.append(
            [Cell(one.name, opens), formats.money(one.money), formats.money(parts.euro(one.room)), Cell(None, note=why, tag=tag)]
        )
    return Table(_("State aid before it is promised"), columns, rows)


def names(viewer: Viewer, ids: Iterable[int]) -> Mapping[int, str]:
    wanted = set(ids)
    return {id: name for id, name in all_names(viewer) if id in wanted} if wanted else {}
