"""The money of a grant in the parts of a page: co-financing, budgets, state aid near its ceiling, and the rows behind them."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from klynge.core.indicators.shapes import Period
from klynge.programme import report_words as words
from klynge.programme.queries.cockpit import Cockpit
from klynge.programme.queries.figures import GrantHead
from klynge.programme.queries.near_ceiling import Near
from klynge.programme.queries.spent import SpentLine
from klynge.programme.views.figure_parts import crumbs, days
from klynge.web import formats
from klynge.web.charts import Bar, bars
from klynge.web.listing import Listing
from klynge.web.parts import Cell, Column, Picture, Table


def spent_url(grant_id: int, period: Period, **more: Any) -> str:
    asked = {"from": period.from_on.isoformat(), "to": period.to_on.isoformat(), **more}
    return f"{reverse('programme:spent', args=[grant_id])}?{urlencode(asked)}"


def own(found: Cockpit) -> Picture:
    """Co-financing against what the grant asks for."""
    money, grant, period = found.money, found.figures.grant, found.figures.seen
    told = {"own": formats.money(money.own, money.currency), "need": formats.money(money.need, money.currency)}
    short = money.own < money.need
    note = gettext("less than asked for") if short else ""
    text = gettext("%(own)s of the %(need)s that the grant asks for in these days.") % told
    bar = Bar(
        gettext("Brought by members and partners"),
        float(money.own),
        spent_url(grant.id, period, own=1),
        float(money.need),
        note,
        short,
    )
    return bars(gettext("Co-financing"), text, [bar], money.currency, money.currency)


def budgets(found: Cockpit) -> Picture | None:
    """What each work package has spent since the grant began, against its budget."""
    money, grant = found.money, found.figures.grant
    if not money.lines:
        return None
    whole = Period(grant.period.from_on, max(found.figures.seen.to_on, grant.period.from_on))
    items = []
    for line in money.lines:
        over = line.to_date > line.budget
        url = spent_url(grant.id, whole, package=line.number)
        note = gettext("above the budget") if over else ""
        items.append(Bar(f"{line.number} {line.name}", float(line.to_date), url, float(line.budget), note, over))
    text = gettext("Costs and the value of hours since the grant began, until the end of these days.")
    return bars(gettext("Spent of the budget"), text, items, money.currency, money.currency)


def near(firms: Sequence[Near]) -> Picture | None:
    if not firms:
        return None
    items = []
    for one in firms:
        back = gettext("room comes back on %(day)s") % {"day": formats.short_day(one.back_on)} if one.back_on else ""
        name = ", ".join(one.names) or gettext("A firm whose name is not open to you")
        url = reverse("ledger:row", args=["aid", one.row])
        items.append(Bar(name, float(one.used), url, float(one.ceiling), back, True))
    told = ngettext(
        "%(n)s group of firms has little room left for de minimis aid.",
        "%(n)s groups of firms have little room left for de minimis aid.",
        len(items),
    )
    return bars(gettext("De minimis aid in the last three years"), told % {"n": formats.number(len(items))}, items, "EUR", "EUR")


def spent(grant: GrantHead, lines: Listing[SpentLine], period: Period, *, own: bool, package: str) -> Mapping[str, Any]:
    title = gettext("Co-financing") if own else gettext("Costs and hours")
    if package:
        title = gettext("Costs and hours of work package %(number)s") % {"number": package}
    n = {"n": formats.number(lines.total), "days": days(period)}
    columns = [Column(gettext("Row")), Column(gettext("Day"), "date"), Column(gettext("Work package")), Column(gettext("Kind"))]
    columns += [Column(gettext("Organisation")), Column(gettext("Hours"), "number"), Column(gettext("Amount"), "number")]
    return {
        "title": title,
        "answer": ngettext("%(n)s row in %(days)s.", "%(n)s rows in %(days)s.", lines.total) % n,
        "crumbs": crumbs(grant.name, grant.id, title),
        "table": Table(title, columns, [_line(line) for line in lines]),
        "lines": lines,
    }


def _line(line: SpentLine) -> Sequence[Any]:
    kind = gettext("Hours") if line.of == "hours" else str(words.COSTS.get(line.kind, line.kind))
    opens = Cell(gettext("Row %(n)s") % {"n": line.id}, reverse("ledger:row", args=[line.of, line.id]))
    return [opens, line.on, line.package, kind, line.firm or None, line.hours, line.amount]
