"""Indicators in the parts of a page: their table, one with its versions, and what a rule would count."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from klynge.access.viewer import Role, Viewer
from klynge.core.indicators.definition import Definition
from klynge.core.indicators.rule import Rule
from klynge.programme import report_words as words
from klynge.programme.queries.indicator import IndicatorCard, Version
from klynge.programme.queries.indicators import IndicatorLine
from klynge.programme.queries.preview import Preview
from klynge.programme.rule_words import sentences, told
from klynge.programme.views.doors import language
from klynge.programme.views.figure_parts import figure_url
from klynge.web import formats
from klynge.web.formats import short_day
from klynge.web.parts import Action, Cell, Column, Entry, Fact, Row, Table, Tag

MOST = 3  # grants in a preview


def name(one: Definition) -> str:
    return dict(one.names)[language()]


def held(one: Definition) -> str:
    until = short_day(one.to_on) if one.to_on else gettext("further notice")
    return gettext("holds from %(first)s until %(last)s") % {"first": short_day(one.from_on), "last": until}


def row(line: IndicatorLine, viewer: Viewer) -> Row:
    one = line.definition
    tags = [] if one.confirmed else [Tag(gettext("not confirmed"), kind="signal")]
    if not line.holds:
        tags.append(Tag(gettext("does not hold today")))
    version = gettext("version %(n)d") % {"n": one.version}
    unit = str(words.UNITS.get(one.unit, one.unit))
    facts = [line.rules or line.grant, unit, version, held(one)]
    actions = _confirm(line.id, one, viewer)
    return Row(name(one), reverse("programme:indicator", args=[line.id]), told(one.rule), facts, tags, actions=actions)


def _confirm(id: int, one: Definition, viewer: Viewer) -> list[Action]:
    ask = Action(
        gettext("I have held it against the funder's text"), reverse("programme:confirm-indicator", args=[id]), post=True
    )
    return [ask] if Role.FINANCE in viewer.roles and not one.confirmed else []


def answer(lines: Sequence[IndicatorLine]) -> str:
    open_ = sum(line.holds and not line.definition.confirmed for line in lines)
    if not open_:
        return gettext("All indicators that hold today are confirmed.")
    told = ngettext(
        "%(n)d indicator is not confirmed: nobody has held it against the funder's own text yet.",
        "%(n)d indicators are not confirmed: nobody has held them against the funders' own texts yet.",
        open_,
    )
    return told % {"n": open_}


def list_actions(viewer: Viewer) -> list[Action]:
    new = Action(gettext("New indicator"), reverse("programme:new-indicator"), "primary")
    return [new] if Role.FINANCE in viewer.roles else []


def standing(card: IndicatorCard) -> str:
    one = card.today.definition
    if not card.today.holds:
        return gettext("No version holds today.")
    if not one.confirmed:
        return gettext("Nobody has held it against the funder's own text yet.")
    return gettext("It is confirmed, and %(days)s.") % {"days": held(one)}


def crumbs(card: IndicatorCard | None, title: str = "") -> list[Entry]:
    """To the list, to the indicator, and where one is."""
    found = [Entry(gettext("Indicators"), reverse("programme:indicators"))]
    if card is not None:
        here = Entry(name(card.today.definition), reverse("programme:indicator", args=[card.newest.id]), current=not title)
        found.append(here)
    return [*found, Entry(title, "", current=True)] if title else found


def actions(card: IndicatorCard, viewer: Viewer) -> list[Action]:
    new = Action(gettext("New version"), reverse("programme:new-version", args=[card.newest.id]), "primary")
    return [new] if Role.FINANCE in viewer.roles and card.newest.definition.to_on is None else []


def facts(card: IndicatorCard) -> list[Fact]:
    one = card.today.definition
    return [
        *(Fact(gettext("Name in Danish") if code == "da" else gettext("Name in English"), text) for code, text in one.names),
        Fact(gettext("Short name in addresses"), card.key),
        Fact(gettext("Unit"), str(words.UNITS.get(one.unit, one.unit))),
        Fact(gettext("Belongs to"), gettext("the set of rules “%(rules)s”") % {"rules": card.rules} if card.rules else None),
        Fact(gettext("Source"), one.source),
    ]


def version(one: Version, card: IndicatorCard, viewer: Viewer) -> Row:
    """A version with its rule, its days, who wrote it and who confirmed it; whoever wrote it is not asked to confirm it."""
    it = one.definition
    tags = [Tag(gettext("holds today"), kind="strong")] if one.holds else []
    tags += [] if it.confirmed else [Tag(gettext("not confirmed"), kind="signal")]
    text = " ".join(sentences(it.rule))
    facts = [held(it), it.source, _made(one), _confirmed(one)]
    ask = [] if one.own else _confirm(one.id, it, viewer)
    title = gettext("Version %(n)d") % {"n": it.version}
    return Row(title, "", text, [fact for fact in facts if fact], tags, actions=ask)


def _made(one: Version) -> str:
    if one.made_at is None:
        return gettext("came with Klynge")
    return _signed(gettext("written %(day)s"), gettext("written by %(name)s, %(day)s"), one.made_by, one.made_at)


def _confirmed(one: Version) -> str:
    if not one.definition.confirmed or one.confirmed_at is None:
        return ""
    return _signed(gettext("confirmed %(day)s"), gettext("confirmed by %(name)s, %(day)s"), one.confirmed_by, one.confirmed_at)


def _signed(without: str, named: str, who: str, at: Any) -> str:
    return (named if who else without) % {"name": who, "day": short_day(formats.local_day(at))}


def previews(found: Sequence[Preview], rule: Rule, unit: str, old: Definition | None) -> Mapping[str, Any]:
    """The rule in words, the figures of both rules side by side, and who comes and goes."""
    columns = [Column(gettext("Grant")), Column(gettext("Days"))]
    columns += [Column(gettext("By the rule that holds"), "number")] if any(one.before is not None for one in found) else []
    columns += [Column(gettext("By the new rule"), "number"), Column(gettext("Lacks a fact"), "number")]
    table = Table(gettext("What it would count"), columns, [_figures(one, unit, old) for one in found]) if found else None
    return {"rule": sentences(rule), "table": table, "changes": [text for one in found for text in _changes(one)]}


def _figures(one: Preview, unit: str, old: Definition | None) -> list[Any]:
    def said(number: int | Decimal) -> str:
        money = unit == "money"
        return formats.money(Decimal(number), one.grant.currency) if money else formats.number(number)

    days = f"{short_day(one.period.from_on)} – {short_day(one.period.to_on)}"
    opens = figure_url(one.grant.id, old.key, one.period) if old and old.holds(one.period.to_on) else ""
    before = [] if one.before is None else [Cell(said(one.before), opens)]
    return [Cell(one.grant.name), days, *before, said(one.after), one.unknown or None]


def _changes(one: Preview) -> list[str]:
    texts = [
        (gettext("%(grant)s: now counted: %(names)s."), one.comes),
        (gettext("%(grant)s: no longer counted: %(names)s."), one.goes),
    ]
    found = [text % {"grant": one.grant.name, "names": ", ".join(names)} for text, names in texts if names]
    if one.more:
        more = ngettext("%(grant)s: %(n)d more comes or goes.", "%(grant)s: %(n)d more come or go.", one.more)
        found.append(more % {"grant": one.grant.name, "n": one.more})
    return found
