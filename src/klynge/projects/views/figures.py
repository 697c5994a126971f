"""A project's money and hours as numbers, bars and tables, each leading to its rows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klynge.core.money import Money
from klynge.projects.queries.accounts import Accounts
from klynge.projects.queries.accounts import Line as Sum
from klynge.projects.queries.project import Card, Inside
from klynge.projects.queries.rows import COST, HOURS, RESULTS, Asked, RowLine
from klynge.projects.views.parts import at, hidden
from klynge.projects.words import COSTS
from klynge.projects.words import RESULTS as RESULT_WORDS
from klynge.web.charts import Bar, bars
from klynge.web.formats import money as money_text
from klynge.web.formats import number
from klynge.web.listing import Listing
from klynge.web.parts import Action, Cell, Column, Entry, Line, Picture, Stat, Table

NOTHING = Decimal(0)


def stats(card: Card, inside: Inside, money: Accounts, counts: Mapping[str, int]) -> list[Stat]:
    late = sum(one.late and one.reached_on is None for one in inside.milestones)
    whose, currency = "" if money.whole else _("of your organisation"), {"currency": money.currency}
    return [
        Stat(money.budget, _("%(currency)s of budget") % currency, at("accounts", card.id), _("of the whole project")),
        Stat(money.spent, _("%(currency)s spent: cost and value of hours") % currency, at("accounts", card.id), whose),
        Stat(money.hours, _("hours"), rows_url(card, HOURS), whose),
        Stat(counts[RESULTS], _("results"), rows_url(card, RESULTS), "" if money.whole else _("open to you")),
        Stat(late, _("milestones that are late"), "#milestones", needs_you=late > 0),
    ]


def actions(card: Card) -> list[Action]:
    found = []
    if card.may_change and card.ran:
        found.append(Action(_("Record a cost"), at("cost", card.id), "primary"))
    if card.may_change and not card.over:
        found.append(Action(_("Set the budget"), at("budget", card.id)))
    if card.may_export:
        found.append(Action(_("As a spreadsheet"), at("export", card.id)))
    return found


def rows_url(card: Card, kind: str, **more: object) -> str:
    return f"{at('rows', card.id)}?{urlencode({'kind': kind, **more})}"


def bars_of_parts(card: Card, money: Accounts) -> Picture | None:
    names = {number: f"{number} {name}" for _id, number, name in money.parts}
    return _bars(
        card,
        money,
        _("Spent by part"),
        [((one.part), names.get(one.part, _("No part")), {"part": one.part}, one) for one in money.lines],
    )


def bars_of_partners(card: Card, money: Accounts) -> Picture | None:
    return _bars(
        card,
        money,
        _("Spent by partner"),
        [
            (one.organisation_id, money.names.get(one.organisation_id, hidden()), {"organisation": one.organisation_id}, one)
            for one in money.lines
        ],
    )


def _bars(
    card: Card, money: Accounts, title: str, lines: Sequence[tuple[object, str, Mapping[str, object], Sum]]
) -> Picture | None:
    """A bar for each key, spent against the budget as its target."""
    if not lines:
        return None
    spent: defaultdict[object, Decimal] = defaultdict(Decimal)
    budget: defaultdict[object, Decimal] = defaultdict(Decimal)
    said: dict[object, tuple[str, Mapping[str, object]]] = {}
    for key, name, where, one in lines:
        spent[key] += one.spent
        budget[key] += one.budget
        said[key] = (name, where)
    items = []
    for key, (name, where) in said.items():
        over = spent[key] > budget[key]
        note = _("over budget") if over else ""
        items.append(Bar(name, float(spent[key]), rows_url(card, COST, **where), float(budget[key]), note, signal=over))
    return bars(title, answer(money), items, _("Spent, %(currency)s") % {"currency": money.currency}, money.currency)


def answer(money: Accounts) -> str:
    budget = sum((line.budget for line in money.lines), NOTHING)
    facts = {
        "spent": money_text(money.spent, money.currency),
        "budget": money_text(budget, money.currency),
        "hours": number(money.hours),
        "all": money_text(money.budget, money.currency),
    }
    if money.whole:
        return _("%(spent)s spent of %(budget)s, with %(hours)s hours.") % facts
    return (
        _("Your organisation has spent %(spent)s of its %(budget)s, with %(hours)s hours; the project's budget is %(all)s.")
        % facts
    )


def table(card: Card, money: Accounts) -> Table | None:
    if not money.lines:
        return None
    head = [Column(_("Part")), Column(_("Partner")), Column(_("Kind of cost"))]
    numbers = (_("Budget"), _("Cost"), _("Value of hours"), _("Hours"), _("Left"))
    names = {number: f"{number} {name}" for _id, number, name in money.parts}
    rows: list[Line] = []
    for one in money.lines:
        where = {"part": one.part, "organisation": one.organisation_id}
        cost, worked = rows_url(card, COST, **where, cost=one.cost), rows_url(card, HOURS, **where)
        rows.append(
            [
                names.get(one.part, _("No part")),
                money.names.get(one.organisation_id, hidden()),
                str(COSTS[one.cost]),
                Cell(one.budget, budget_url(card, one)),
                Cell(one.paid, cost if one.paid else ""),
                Cell(one.worked, worked if one.worked else ""),
                Cell(one.hours, worked if one.hours else ""),
                Cell(one.left, note=_("over budget") if one.left < 0 else ""),
            ]
        )
    return Table(
        _("Budget against cost and hours, in %(currency)s") % {"currency": money.currency},
        [*head, *(Column(name, "number") for name in numbers)],
        rows,
        show_caption=True,
    )


def budget_url(card: Card, one: Sum) -> str:
    """Where the line is changed, for whoever may; it is itself the row that it shows."""
    if not card.may_change or card.over or one.part_id is None:
        return ""
    return f"{at('budget', card.id)}?{urlencode({'part': one.part_id, 'organisation': one.organisation_id, 'cost': one.cost})}"


def tabs(card: Card, asked: Asked, counts: Mapping[str, int]) -> list[Entry]:
    names = {COST: _("Cost"), HOURS: _("Hours"), RESULTS: _("Results")}
    same = {"part": asked.part, "organisation": asked.organisation}
    where = {name: value for name, value in same.items() if value is not None}
    return [Entry(name, rows_url(card, kind, **where), asked.kind == kind, counts[kind]) for kind, name in names.items()]


def rows_title(asked: Asked) -> str:
    return {COST: _("Cost"), HOURS: _("Hours"), RESULTS: _("Results")}[asked.kind]


def rows_answer(found: Listing[RowLine], asked: Asked) -> str:
    said = ngettext("%(n)s row is open to you", "%(n)s rows are open to you", found.total) % {"n": number(found.total)}
    if asked.part:
        said += " · " + _("part %(number)s") % {"number": asked.part}
    return said + (f" · {COSTS[asked.cost]}" if asked.cost else "")


def rows_table(card: Card, found: Listing[RowLine], asked: Asked) -> Table | None:
    if not found.total:
        return None
    columns = [Column(_("Day"), "date"), Column(_("Partner")), Column(_("What"))]
    columns += [Column(_("Person")), Column(_("Hours"), "number")] if asked.kind == HOURS else [Column(_("Kind"))]
    columns += [Column(_("Part"))] if asked.kind != RESULTS else []
    columns += [Column(_("Amount"), "number")]
    if back := card.may_change and asked.kind != HOURS:
        columns.append(Column(_("What to do")))
    rows: list[Line] = []
    for row in found:
        line: list[Cell | object] = [row.on, row.name or hidden(), Cell(row.text, note=row.document)]
        line += [row.person, row.hours] if asked.kind == HOURS else [str({**COSTS, **RESULT_WORDS}[row.kind])]
        line += [row.part] if asked.kind != RESULTS else []
        line.append(_amount(row))
        if back:
            kind = "cost" if asked.kind == COST else "result"
            line.append(Cell(_("Take back"), f"{at('take-back', card.id)}?{urlencode({'kind': kind, 'row': row.id})}"))
        rows.append(line)  # type: ignore[arg-type]  # each is a cell or a value
    return Table(rows_title(asked), columns, rows)


def _amount(row: RowLine) -> Cell:
    if row.amount is None:
        return Cell(None)
    return Cell(row.amount, note=row.unit) if row.unit == "jobs" else Cell(Money(row.amount, row.unit))
