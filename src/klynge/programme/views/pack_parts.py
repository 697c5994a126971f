"""A report pack in the parts of a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from klynge.access.viewer import Role, Viewer
from klynge.ledger.words import DUES
from klynge.programme.actions.pack import mark
from klynge.programme.pack.content import Passage, Sheet
from klynge.programme.queries.packs import PackCard, PackLine
from klynge.programme.views.cockpit_parts import lack_text
from klynge.programme.views.figure_parts import crumbs, days, figure_url
from klynge.web import formats
from klynge.web.listing import Listing, listing
from klynge.web.parts import Action, Cell, Column, Entry, Fact, Row, Table, Tag

SIZE = 100  # lines of a table on a page
LANGUAGES = {"da": "Dansk", "en": "English"}


@dataclass(frozen=True, slots=True)
class Written:
    """A heading with what the ledger says, what was written, and the mark by which a form knows the text it changes."""

    passage: Passage
    mark: str
    id: str


def address(pack_id: int, language: str, **more: Any) -> str:
    return f"{reverse('programme:pack', args=[pack_id])}?{urlencode({'language': language, **more})}"


def name(line: PackLine) -> str:
    return f"{DUES.get(line.kind, line.kind)} · {line.grant}"


def row(line: PackLine) -> Row:
    state = Tag(gettext("frozen"), kind="strong") if line.frozen else Tag(gettext("draft"))
    facts = [days(line.period), gettext("version %(n)d") % {"n": line.version}]
    if line.frozen_at:
        facts.append(gettext("frozen on %(day)s") % {"day": formats.short_day(line.frozen_at)})
    return Row(name(line), reverse("programme:pack", args=[line.id]), facts=facts, tags=[state])


def list_answer(lines: Sequence[PackLine]) -> str:
    n = sum(line.frozen for line in lines)
    return ngettext("%(n)s frozen report, the newest period first.", "%(n)s frozen reports, the newest period first.", n) % {
        "n": formats.number(n)
    }


def shown(card: PackCard, viewer: Viewer, language: str, sheet: str, number: int) -> Mapping[str, Any]:
    report = card.content.reports[language]
    house = viewer.secretariat or Role.FINANCE in viewer.roles
    chosen = next((one for one in report.sheets if one.key == sheet), None)
    page = listing(chosen.rows, number, SIZE) if chosen else None
    return {
        "card": card,
        "title": name(card.line),
        "answer": answer(card),
        "crumbs": crumbs(card.grant.name, card.grant.id, gettext("Report")),
        "files": files(card, language),
        "languages": [Entry(said, address(card.line.id, one, sheet=sheet), one == language) for one, said in LANGUAGES.items()],
        "language": language,
        "tabs": tabs(card, language, sheet if chosen else ""),
        "passages": [] if chosen else [Written(one, mark(one.text), f"text-{one.key}") for one in report.passages],
        "table": table(card, chosen, page) if chosen and page else None,
        "pages": page,
        "facts": facts(card),
        "lacks": [lack_text(one) for one in card.missing],
        "may_write": house and not card.line.frozen,
        "may_freeze": Role.FINANCE in viewer.roles and not card.line.frozen,
        "versions": [row(one) for one in card.versions],
    }


def answer(card: PackCard) -> str:
    if card.line.frozen and card.line.frozen_at:
        told = {"day": formats.long_day(card.line.frozen_at), "days": days(card.line.period)}
        return gettext("%(days)s. Frozen on %(day)s: it does not change any more.") % told
    n = sum(one.count for one in card.missing)
    told = {"days": days(card.line.period), "n": formats.number(n)}
    if not n:
        return gettext("%(days)s. A draft, drawn from what is recorded now. Nothing is missing.") % told
    return (
        ngettext(
            "%(days)s. A draft, drawn from what is recorded now. %(n)s thing is missing.",
            "%(days)s. A draft, drawn from what is recorded now. %(n)s things are missing.",
            n,
        )
        % told
    )


def files(card: PackCard, language: str) -> list[Action]:
    here = reverse("programme:pack-file", args=[card.line.id])
    said = LANGUAGES[language]
    made = [
        Action(gettext("PDF, %(language)s") % {"language": said}, f"{here}?form=pdf&language={language}"),
        Action(gettext("XLSX, %(language)s") % {"language": said}, f"{here}?form=xlsx&language={language}"),
    ]
    if card.line.frozen:
        made.append(Action(gettext("Evidence (JSON)"), f"{here}?form=json", "quiet"))
        made.append(
            Action(gettext("What differs from today"), reverse("programme:pack-difference", args=[card.line.id]), "quiet")
        )
    return made


def tabs(card: PackCard, language: str, sheet: str) -> list[Entry]:
    report = card.content.reports[language]
    text = Entry(gettext("Text"), address(card.line.id, language), not sheet)
    return [
        text,
        *(
            Entry(one.name, address(card.line.id, language, sheet=one.key), one.key == sheet, len(one.rows))
            for one in report.sheets
        ),
    ]


def table(card: PackCard, sheet: Sheet, page: Listing[Any]) -> Table:
    """The numbers of the sheet of indicators open the rows that they count."""
    kinds = [_kind([row[place] for row in sheet.rows]) for place in range(len(sheet.heads))]
    columns = [Column(head, kind) for head, kind in zip(sheet.heads, kinds, strict=True)]
    rows = [list(row) for row in page]
    if sheet.key == "indicators":
        for line in rows:
            url = figure_url(card.grant.id, str(line[1]), card.line.period)
            line[4] = Cell(line[4], "" if card.line.frozen else url)
    return Table(sheet.name, columns, rows)


def _kind(values: Sequence[Any]) -> Any:
    known = [value for value in values if value not in (None, "")]
    return "number" if known and not any(isinstance(value, str) for value in known) and not hasattr(known[0], "year") else "text"


def facts(card: PackCard) -> list[Fact]:
    told = [
        Fact(gettext("Funder"), card.grant.funder),
        Fact(gettext("Period"), days(card.line.period)),
        Fact(gettext("Version"), card.line.version),
    ]
    if card.line.frozen:
        held = gettext("yes") if card.whole else gettext("no: look at the chain of the ledger with “klynge doctor”")
        told.append(Fact(gettext("SHA-256 of the evidence"), card.line.hash))
        told.append(Fact(gettext("The ledger still holds what it rests on"), held))
    return told
