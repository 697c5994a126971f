"""A figure, its splits and the rows behind it in the parts of a page."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext

from klynge.core.indicators.rule import Measure, Unique
from klynge.core.indicators.shapes import Part, Period
from klynge.ledger.views.parts import rows_url, said
from klynge.ledger.words import BOOKED
from klynge.programme import report_words as words
from klynge.programme.queries.behind import Behind, KeyLine, RowLine
from klynge.programme.queries.figures import FigureCard, Figures
from klynge.programme.rule_words import told
from klynge.web import formats
from klynge.web.parts import Action, Cell, Column, Entry, Fact, Table, Tag


def language() -> str:
    return (get_language() or "da")[:2]


def figure_url(grant_id: int, key: str, period: Period, name: str = "figure", **more: Any) -> str:
    asked = {"from": period.from_on.isoformat(), "to": period.to_on.isoformat(), **more}
    return f"{reverse(f'programme:{name}', args=[grant_id, key])}?{urlencode(asked)}"


def days(period: Period) -> str:
    return f"{formats.short_day(period.from_on)} – {formats.short_day(period.to_on)}"


def value(card: FigureCard, currency: str, number: int | Decimal | None = None) -> str:
    shown = card.value if number is None else number
    return formats.money(Decimal(shown), currency) if card.definition.unit == "money" else formats.number(shown)


def unconfirmed(card: FigureCard) -> Tag | None:
    return None if card.definition.confirmed else Tag(gettext("not confirmed"), kind="signal")


def table(found: Figures) -> Table:
    """Every indicator against its target; each number opens the rows that it counts."""
    columns = [Column(gettext("Indicator")), Column(gettext("Actual"), "number"), Column(gettext("Target"), "number")]
    columns += [Column(gettext("Unit")), Column(gettext("Lacks a fact"), "number")]
    return Table(gettext("Indicators"), columns, [_line(card, found) for card in found.cards])


def _line(card: FigureCard, found: Figures) -> Sequence[Any]:
    grant, period = found.grant, found.period
    actual = Cell(value(card, grant.currency), figure_url(grant.id, card.key, period))
    target = None if card.target is None else value(card, grant.currency, card.target)
    lacking = Cell(card.unknown, figure_url(grant.id, card.key, period, left_out=1)) if card.unknown else None
    unit = grant.currency if card.definition.unit == "money" else str(words.UNITS.get(card.definition.unit, card.definition.unit))
    return [Cell(card.name(language()), tag=unconfirmed(card)), actual, target, unit, lacking]


def answer(found: Behind) -> str:
    """The figure in one glance: the number, its target, the days."""
    card, currency = found.card, found.figures.grant.currency
    facts = {"value": value(card, currency), "days": days(found.figures.seen)}
    if found.left_out:
        n = found.keys.total
        return ngettext(
            "%(n)s row might have counted, but a fact is not known.", "%(n)s rows might have counted, but a fact is not known.", n
        ) % {"n": formats.number(n)}
    if card.target is None:
        return gettext("%(value)s in %(days)s. No target is entered for these days.") % facts
    return gettext("%(value)s of %(target)s in %(days)s.") % {**facts, "target": value(card, currency, card.target)}


def facts(found: Behind) -> list[Fact]:
    one = found.card.definition
    confirmed = gettext("yes") if one.confirmed else gettext("no: nobody has held it against the funder's own text yet")
    listed = [
        Fact(gettext("Grant"), found.figures.grant.name),
        Fact(gettext("Unit"), str(words.UNITS.get(one.unit, one.unit))),
        Fact(gettext("Counted by version"), one.version),
        Fact(gettext("Rule"), told(one.rule)),
        Fact(gettext("Source"), one.source),
        Fact(gettext("Confirmed"), confirmed),
    ]
    if found.card.unknown:
        url = figure_url(found.figures.grant.id, one.key, found.figures.period, left_out=1)
        listed.append(Fact(gettext("Rows that lack a fact"), found.card.unknown, url))
    return listed


def splits(found: Behind) -> list[Table]:
    """The figure by each fact; each part opens what it counts."""
    return [_split(by, parts, found) for by, parts in found.card.splits if len(parts) > 1 or (parts and parts[0].name)]


def _split(by: str, parts: Sequence[Part], found: Behind) -> Table:
    columns = [Column(str(words.SPLITS[by])), Column(gettext("Actual"), "number")]
    grant, period = found.figures.grant, found.figures.period
    rows = []
    for part in parts:
        url = figure_url(grant.id, found.card.key, period, by=by, part=part.name or "")
        rows.append([part_name(by, part.name), Cell(value(found.card, grant.currency, part.value), url)])
    return Table(str(words.SPLITS[by]), columns, rows, show_caption=True)


def part_name(by: str, name: str | None) -> str:
    return gettext("not known") if name is None else str(said(by, name) or name)


def key_tables(found: Behind) -> list[Table]:
    """Each thing that counts, with the rows on which it stands."""
    return [_key(key, found) for key in found.keys]


def _key(key: KeyLine, found: Behind) -> Table:
    columns = [
        Column(gettext("Row")),
        Column(gettext("Day"), "date"),
        Column(gettext("Activity")),
        Column(gettext("Organisation")),
    ]
    sums, results = found.card.definition.rule.measure is not Measure.COUNT, any(row.result for row in key.rows)
    columns += [Column(gettext("What counts"), "number" if sums else "text")] if sums or results else []
    head = key_name(key, found.card, found.left_out)
    if found.card.definition.rule.measure is not Measure.COUNT and not found.left_out:
        head = f"{head} · {value(found.card, found.figures.grant.currency, key.value)}"
    return Table(head, columns, [_row(row, found)[: len(columns)] for row in key.rows], show_caption=True)


def key_name(key: KeyLine, card: FigureCard, left_out: bool = False) -> str:
    unique = card.definition.rule.unique
    if left_out or unique is Unique.ROW:
        return gettext("Row %(n)s") % {"n": key.rows[0].id}
    if key.name:
        return gettext("The group of %(name)s") % {"name": key.name} if unique is Unique.GROUP and _several(key) else key.name
    return gettext("No. %(n)s (its name is not open to you)") % {"n": key.key}


def _several(key: KeyLine) -> bool:
    return {row.organisation_id for row in key.rows} != {key.key}


def _row(row: RowLine, found: Behind) -> Sequence[Any]:
    opens = Cell(f"{BOOKED[row.of]} {row.id}", reverse("ledger:row", args=[row.of, row.id]))
    activity = (
        Cell(row.activity, reverse("ledger:activity", args=[row.activity_id])) if row.activity and row.activity_id else None
    )
    firm = (
        Cell(row.firm, rows_url(organisation=row.organisation_id))
        if row.firm
        else gettext("No. %(n)s") % {"n": row.organisation_id}
    )
    return [opens, row.day, activity, firm, what_counts(row, found.card, found.figures.grant.currency)]


def what_counts(row: RowLine, card: FigureCard, currency: str) -> str:
    if card.definition.rule.measure is Measure.HOURS:
        return formats.number(row.hours)
    if card.definition.rule.measure is Measure.AMOUNT:
        return formats.money(row.amount, currency)
    return str(words.RESULTS.get(row.result, row.result)) if row.result else ""


def crumbs(grant_name: str, grant_id: int, title: str) -> list[Entry]:
    here = f"{reverse('programme:cockpit')}?{urlencode({'grant': grant_id})}"
    return [Entry(gettext("Reports"), reverse("programme:cockpit")), Entry(grant_name, here), Entry(title, "", current=True)]


def actions(found: Behind) -> list[Action]:
    grant, period, key = found.figures.grant, found.figures.period, found.card.key
    made = [Action(gettext("Take the rows out (XLSX)"), figure_url(grant.id, key, period, "figure-rows"))]
    if found.by or found.left_out:
        made.append(Action(gettext("All that counts"), figure_url(grant.id, key, period), "quiet"))
    return made


def shown(found: Behind) -> Mapping[str, Any]:
    grant, period = found.figures.grant, found.figures.period
    name = found.card.name(language())
    return {
        "found": found,
        "title": name,
        "answer": answer(found),
        "crumbs": crumbs(grant.name, grant.id, name),
        "facts": facts(found),
        "splits": splits(found),
        "keys": key_tables(found),
        "part": part_name(found.by, found.part) if found.by else "",
        "actions": actions(found),
        "partial": days(found.figures.seen) if found.figures.seen != period else "",
    }
