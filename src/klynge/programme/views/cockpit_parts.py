"""The cockpit in the parts of a page."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from klynge.access.viewer import Role, Viewer
from klynge.ledger.words import DUES
from klynge.programme import report_words as words
from klynge.programme.queries.calendar import DRAFT, DueLine, next_due
from klynge.programme.queries.cockpit import Cockpit, Course
from klynge.programme.queries.figures import FigureCard
from klynge.programme.queries.missing import Missing
from klynge.programme.views import money_parts
from klynge.programme.views.figure_parts import days, figure_url, language, table, value
from klynge.web import formats
from klynge.web.charts import Bar, Series, bars, lines
from klynge.web.parts import Action, Entry, Picture, Row, Tag


def shown(found: Cockpit, viewer: Viewer) -> Mapping[str, Any]:
    grant, period = found.figures.grant, found.figures.period
    targets = f"{reverse('programme:targets', args=[grant.id])}?{urlencode({'from': period.from_on, 'to': period.to_on})}"
    actions = [Action(gettext("All reports"), reverse("programme:packs"), "quiet")]
    if _house(viewer):
        actions.append(Action(gettext("Indicators"), reverse("programme:indicators"), "quiet"))
    if Role.FINANCE in viewer.roles:
        actions.insert(0, Action(gettext("Enter targets"), targets))
    return {
        "found": found,
        "title": grant.name,
        "answer": answer(found.dues),
        "crumbs": [Entry(gettext("Reports"), reverse("programme:cockpit")), Entry(grant.name, "", current=True)],
        "actions": actions,
        "tabs": tabs(found) if len(found.grants) > 1 else [],
        "days": days(period),
        "partial": days(found.figures.seen) if found.figures.seen != period else "",
        "reached": reached(found),
        "table": table(found.figures) if found.figures.cards else None,
        "courses": [course(one, found) for one in found.courses if one.card.value or one.card.target],
        "own": money_parts.own(found),
        "budgets": money_parts.budgets(found),
        "near": money_parts.near(found.near),
        "dues": [due_row(one, viewer) for one in found.dues],
    }


def _house(viewer: Viewer) -> bool:
    return viewer.secretariat or Role.FINANCE in viewer.roles


def answer(dues: Sequence[DueLine]) -> str:
    """The next report in one glance."""
    one = next_due(dues)
    if one is None:
        return gettext("No report is owed that is not frozen.")
    told = {"report": str(DUES.get(one.kind, one.kind)), "when": formats.relative_days(one.days)}
    n = sum(lack.count for lack in one.missing)
    if not n:
        return gettext("%(report)s: due %(when)s.") % told
    return ngettext(
        "%(report)s: due %(when)s, and %(n)s thing is missing.", "%(report)s: due %(when)s, and %(n)s things are missing.", n
    ) % {**told, "n": formats.number(n)}


def tabs(found: Cockpit) -> list[Entry]:
    here = reverse("programme:cockpit")
    return [Entry(name, f"{here}?grant={pk}", current=pk == found.figures.grant.id) for pk, name in found.grants]


def reached(found: Cockpit) -> Picture | None:
    """How far each indicator is, in percent of its target, since their units differ."""
    with_target = [card for card in found.figures.cards if card.target]
    if not with_target:
        return None
    items = [_bar(card, found) for card in with_target]
    done = sum(card.value >= card.target for card in with_target if card.target)
    told = gettext("%(done)s of %(all)s targets are reached. Each bar is in percent of its own target.") % {
        "done": done,
        "all": len(with_target),
    }
    return bars(gettext("How far we are"), told, items, gettext("Percent of the target"), "%")


def _bar(card: FigureCard, found: Cockpit) -> Bar:
    assert card.target
    currency, period = found.figures.grant.currency, found.figures.period
    note = gettext("%(value)s of %(target)s") % {"value": value(card, currency), "target": value(card, currency, card.target)}
    url = figure_url(found.figures.grant.id, card.key, period)
    return Bar(card.name(language()), round(float(card.value / card.target * 100)), url, 100, note)


def course(one: Course, found: Cockpit) -> Picture:
    """An indicator against its target over time."""
    currency = found.figures.grant.currency
    unit = (
        currency
        if one.card.definition.unit == "money"
        else str(words.UNITS.get(one.card.definition.unit, one.card.definition.unit))
    )
    series = [Series(gettext("Actual"), one.actual)]
    told = gettext("%(value)s so far (%(unit)s).") % {"value": value(one.card, currency), "unit": unit}
    if one.card.target is not None:
        series.append(Series(gettext("Target at an even pace"), one.plan))
        told += " " + gettext("The target is %(target)s.") % {"target": value(one.card, currency, one.card.target)}
    # The days stand in the heading, with their year.
    places = [formats.short_day(end).rsplit(formats.NBSP, 1)[0] for end in one.ends]
    return lines(one.card.name(language()), told, gettext("Until"), places, series, height=180)


def due_row(one: DueLine, viewer: Viewer) -> Row:
    """A report that is owed: when, how far it is, what it lacks, and what can be done."""
    tags = []
    if one.done:
        tags.append(Tag(gettext("frozen"), kind="strong"))
    elif one.days < 0:
        tags.append(Tag(gettext("late"), kind="signal"))
    if one.state == DRAFT:
        tags.append(Tag(gettext("draft")))
    facts = [one.grant, days(one.period), *([] if one.done else [lack_text(lack) for lack in one.missing])]
    url = reverse("programme:pack", args=[one.pack_id]) if one.pack_id is not None else ""
    begin = []
    if _house(viewer) and one.state != DRAFT:
        words_ = gettext("Begin the next version") if one.done else gettext("Begin the report")
        begin.append(Action(words_, reverse("programme:start-pack", args=[one.id]), "quiet" if one.done else "plain", post=True))
    name = str(DUES.get(one.kind, one.kind))
    return Row(name, url, facts=facts, tags=tags, deadline_at=None if one.done else one.due_on, actions=begin)


def lack_text(lack: Missing) -> str:
    n = {"n": formats.number(lack.count)}
    if lack.kind == "sheets":
        return ngettext("%(n)s sheet of hours lacks a signature", "%(n)s sheets of hours lack a signature", lack.count) % n
    if lack.kind == "months":
        return ngettext("%(n)s month is not locked", "%(n)s months are not locked", lack.count) % n
    if lack.kind == "declarations":
        return ngettext("%(n)s declaration is not answered", "%(n)s declarations are not answered", lack.count) % n
    return ngettext("%(n)s indicator has no target", "%(n)s indicators have no target", lack.count) % n
