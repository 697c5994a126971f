"""Tables of contracts: what was bought before and from whom, and what comes again."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from klynge.market import words
from klynge.market.queries.cards import AwardLine, NoticePage
from klynge.market.views.parts import address
from klynge.web import formats
from klynge.web.parts import Cell, Column, Entry, Table, Tag


def awards(caption: str, lines: Sequence[AwardLine], *, with_buyer: bool) -> Table | None:
    """Who won what, for how much, and when it ends. None when nothing is known."""
    if not lines:
        return None
    columns = [
        Column(gettext("Contract")),
        *([Column(gettext("Buyer"))] if with_buyer else []),
        Column(gettext("Winner")),
        Column(gettext("Value"), "number"),
        Column(gettext("Awarded"), "date"),
        Column(gettext("Ends"), "date"),
    ]
    return Table(caption, columns, [_award(line, with_buyer) for line in lines])


def _award(line: AwardLine, with_buyer: bool) -> list[Cell]:
    tenders = ngettext("%(n)s tender", "%(n)s tenders", line.tenders or 0) % {"n": line.tenders} if line.tenders else ""
    ours = Tag(gettext("Our member"), kind="strong") if line.member else None
    winner = Cell(
        line.winner,
        url=reverse("directory:member", args=(line.member,)) if line.member else "",
        note=words.country(line.winner_country) if line.winner_country else "",
        tag=ours,
    )
    return [
        Cell(line.title, url=address(line.source, line.number), note=tenders),
        *([Cell(line.buyer)] if with_buyer else []),
        winner,
        Cell(formats.short_money(line.value) if line.value else None),
        Cell(formats.short_day(line.awarded_on) if line.awarded_on else None),
        Cell(formats.short_day(line.ends_on) if line.ends_on else None),
    ]


def histories(page: NoticePage) -> dict[str, object]:
    """What was bought before, from whom, and when the work comes again."""
    return {
        "own_awards": awards(gettext("Who won"), page.own_awards, with_buyer=False),
        "of_buyer": awards(gettext("What this buyer bought before"), page.of_buyer, with_buyer=False),
        "of_code": awards(gettext("The same field, other buyers"), page.of_code, with_buyer=True),
        "again": page.again,
    }


def ending(lines: Sequence[AwardLine]) -> Table | None:
    return awards(gettext("Contracts that end"), lines, with_buyer=True)


def ending_tabs(months: int) -> list[Entry]:
    return [
        Entry(ngettext("%(n)s month", "%(n)s months", n) % {"n": n}, f"?months={n}", current=n == months) for n in (6, 12, 24)
    ]


def ending_answer(lines: Sequence[AwardLine]) -> str:
    if not lines:
        return gettext("No contract that we know of ends in this time.")
    n = len(lines)
    return ngettext(
        "%(n)s contract ends and may be tendered again. Be there before the tender is written.",
        "%(n)s contracts end and may be tendered again. Be there before the tenders are written.",
        n,
    ) % {"n": n}
