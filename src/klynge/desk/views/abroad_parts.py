"""The profile abroad in the reader's words; what is copied stays English."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klynge.desk.queries.abroad import FACTS, REGISTER, Check, Field, Sheet
from klynge.web.formats import number
from klynge.web.parts import Action


@dataclass(frozen=True, slots=True)
class Line:
    """A field with where its value is entered; `url` "" where that is no page."""

    name: str
    value: str
    seen: bool
    source: str
    where: str
    url: str


@dataclass(frozen=True, slots=True)
class Told:
    """A minimum in words. `state` "met", "missing" or "unknown"; `next`: what to do about it."""

    state: str
    title: str
    next: str
    url: str


def shown(sheet: Sheet, language: str) -> Mapping[str, Any]:
    lines, checks = [_line(one, language) for one in sheet.fields], [_told(one, sheet) for one in sheet.checks]
    return {
        "answer": _answer(sheet, lines),
        "checks": checks,
        "lines": lines,
        "waived": sheet.waived,
        "source": sheet.source,
        "actions": [Action(form.upper(), reverse("desk:abroad_file", args=[form])) for form in ("csv", "xlsx")],
    }


def headings() -> list[str]:
    return [_("Field"), _("Value"), _("How sure the field is"), _("Where it is entered")]


def cells(sheet: Sheet, language: str) -> Iterator[list[str]]:
    for one in (_line(field, language) for field in sheet.fields):
        yield [one.name, one.value, _("seen") if one.seen else _("expected"), one.where]


def _answer(sheet: Sheet, lines: list[Line]) -> str:
    empty = sum(not line.value for line in lines)
    short = sum(check.met is not True for check in sheet.checks if check.least is not None)
    said = (
        ngettext("%(n)d field is empty.", "%(n)d fields are empty.", empty) % {"n": empty}
        if empty
        else _("All fields are filled in.")
    )
    if not short:
        return _("The minima are met.") + " " + said
    if sheet.waived:
        return _("Not all minima are met; the support programme that you name waives them.") + " " + said
    return ngettext("%(n)d minimum is not met.", "%(n)d minima are not met.", short) % {"n": short} + " " + said


def _line(field: Field, language: str) -> Line:
    where, url = "", ""
    if field.origin == REGISTER:
        where, url = _("counted from the public cards"), reverse("directory:members")
    elif field.origin == FACTS:
        where = _("cluster.json in KLYNGE_HOME, under “%(key)s”") % {"key": field.key}
    else:
        where = _("follows from how the house is set up")
    return Line(field.names.get(language, field.names["en"]), field.value, field.seen, field.source, where, url)


def _told(check: Check, sheet: Sheet) -> Told:
    state = "unknown" if check.met is None else "met" if check.met else "missing"
    title, then, url = _WORDS[check.key](check, sheet)
    has, least = (_few(one) if one is not None else "" for one in (check.has, check.least))
    return Told(state, title % {"has": has, "least": least} if check.least is not None else title, then, url)


def _few(value: Decimal) -> str:
    """0.5 and 7, not 0.50."""
    return number(value, 0 if value == int(value) else 1)


def _write(check: Check) -> str:
    """Where somebody writes what is missing; "" when it is there."""
    told = _("Write it into cluster.json in KLYNGE_HOME, under “%(key)s”.")
    return "" if check.met is not None and check.met else told % {"key": "task" if check.key == "english" else check.key}


def _members(check: Check, sheet: Sheet) -> tuple[str, str, str]:
    closed = sheet.standing.inside - sheet.standing.members
    more = ngettext(
        "%(n)d more is a member, but its card is not public.",
        "%(n)d more are members, but their cards are not public.",
        closed,
    )
    title = _("%(has)s of at least %(least)s committed members")
    return title, more % {"n": closed} if closed > 0 else "", reverse("register:members")


def _types(check: Check, sheet: Sheet) -> tuple[str, str, str]:
    return _("%(has)s of at least %(least)s types of members"), "; ".join(sheet.standing.types), reverse("register:members")


def _team(check: Check, sheet: Sheet) -> tuple[str, str, str]:
    if check.has is None:
        return _("At least %(least)s full-time equivalents in the team"), _write(check), ""
    return _("%(has)s of at least %(least)s full-time equivalents in the team"), "", ""


def _english(check: Check, sheet: Sheet) -> tuple[str, str, str]:
    counts = {"n": sheet.standing.english, "all": sheet.standing.members}
    said = _("%(n)d of %(all)d members say in English what they do.") % counts
    return _("A description in English"), " ".join(filter(None, (_write(check), said))), ""


def _label(check: Check, sheet: Sheet) -> tuple[str, str, str]:
    then = _("No minimum: the label itself asks for a profile here.")
    return _("A quality label"), then, reverse("programme:label")


def _programme(check: Check, sheet: Sheet) -> tuple[str, str, str]:
    return _("A regional or national support programme"), _write(check), ""


# The sentence, what to do, and the page where; each takes its check and the sheet.
_WORDS = {
    "members": _members,
    "types": _types,
    "team": _team,
    "english": _english,
    "label": _label,
    "programme": _programme,
}
