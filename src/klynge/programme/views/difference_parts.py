"""What differs between a frozen report and today, in the parts of a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from klynge.core.indicators.definition import Definition
from klynge.core.indicators.difference import Cause, Change, Corrected, Difference, KeyChange
from klynge.core.indicators.shapes import opened
from klynge.ledger.views.parts import column
from klynge.ledger.words import BOOKED
from klynge.programme.pack.content import Content
from klynge.programme.queries.packs import PackLine
from klynge.programme.views.figure_parts import crumbs, language
from klynge.programme.views.pack_parts import name
from klynge.web import formats
from klynge.web.parts import Entry

MOST = 200  # keys of one indicator on the page


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a key came, went or changed. `url` opens the row."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class KeyTold:
    name: str
    text: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """An indicator that differs."""

    name: str
    text: str
    keys: tuple[KeyTold, ...]
    more: int


def shown(line: PackLine, content: Content, found: Difference, names: Mapping[tuple[str, int], str]) -> Mapping[str, Any]:
    known = {one.definition.key: one.definition for one in content.evidence.figures}
    title = gettext("What differs from today")
    back = Entry(name(line), reverse("programme:pack", args=[line.id]))
    trail = crumbs(line.grant, line.grant_id, title)
    return {
        "title": title,
        "answer": answer(found),
        "crumbs": [*trail[:-1], back, trail[-1]],
        "changes": _all(found, known, names),
    }


def answer(found: Difference) -> str:
    n = len(found.changes)
    if not n:
        return gettext("Nothing: counted today, every figure is the same.")
    return ngettext("%(n)s figure differs.", "%(n)s figures differ.", n) % {"n": formats.number(n)}


def _all(found: Difference, known: Mapping[str, Definition], names: Mapping[tuple[str, int], str]) -> list[Told]:
    return [_change(one, known.get(one.key), names) for one in found.changes]


def _change(one: Change, definition: Definition | None, names: Mapping[tuple[str, int], str]) -> Told:
    text = _from_to(one.was, one.now)
    if one.defined:
        text += " " + gettext("It is counted by another rule now.")
    keys = tuple(_key(key, names.get((one.key, key.key), "")) for key in one.keys[:MOST])
    title = dict(definition.names)[language()] if definition else one.key
    return Told(title, text, keys, max(0, len(one.keys) - MOST))


def _from_to(was: int | Decimal | None, now: int | Decimal | None) -> str:
    if was is None:
        return gettext("It was not in the report; today it is %(now)s.") % {"now": formats.text(now)}
    if now is None:
        return gettext("It was %(was)s; today it is not asked for.") % {"was": formats.text(was)}
    return gettext("It was %(was)s; today it is %(now)s.") % {"was": formats.text(was), "now": formats.text(now)}


def _key(one: KeyChange, name: str) -> KeyTold:
    if one.was is None:
        text = gettext("counts now")
    elif one.now is None:
        text = gettext("counts no more")
    elif one.was != one.now:
        text = gettext("%(was)s before, %(now)s now") % {"was": formats.text(one.was), "now": formats.text(one.now)}
    else:
        text = gettext("rests on other rows")
    return KeyTold(name or gettext("No. %(n)s") % {"n": one.key}, text, _reasons(one.cause))


def _reasons(cause: Cause) -> tuple[Reason, ...]:
    told = [_row(row, gettext("%(row)s was added")) for row in cause.added]
    told += [_row(row, gettext("%(row)s stands no more")) for row in cause.gone]
    return (*told, *(_corrected(one) for one in cause.corrected))


def _corrected(one: Corrected) -> Reason:
    said = ", ".join(column(_OWN.get(name, name)).lower() for name in one.columns)
    return _row(one.new, gettext("%(row)s is a correction: %(columns)s"), columns=said)


_OWN = {
    "organisation": "organisation_id",
    "group": "group_id",
    "org_kind": "kind",
    "activity": "activity_id",
    "person": "person_id",
}


def _row(number: int, text: str, **more: str) -> Reason:
    of, pk = opened(number)
    return Reason(text % {"row": f"{BOOKED[of]} {pk}", **more}, reverse("ledger:row", args=[of, pk]))
