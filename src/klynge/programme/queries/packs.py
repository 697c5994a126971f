"""Report packs: their list, one with its content, and what differs from today."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.indicators.difference import Difference, difference
from klynge.core.indicators.shapes import Period
from klynge.ledger.actions.book import heads
from klynge.ledger.models import BOOKED, Grant
from klynge.ledger.words import DUES
from klynge.programme.models import Pack
from klynge.programme.pack.content import LANGUAGES, Content, Passage, Report, unpacked
from klynge.programme.pack.files import kept
from klynge.programme.pack.headings import headings
from klynge.programme.queries.accounts import Accounts, accounts
from klynge.programme.queries.figures import FigureCard, GrantHead, figures, head
from klynge.programme.queries.missing import Missing, missing
from klynge.programme.queries.pack_sheets import sheets
from klynge.programme.queries.sentences import Told
from klynge.programme.queries.taken_part import TakenPart, taken_part
from klynge.programme.queries.unswept import unswept
from klynge.web import formats

_WHY = "whether the ledger still holds the rows up to which a report was frozen"


@dataclass(frozen=True, slots=True)
class PackLine:
    id: int
    grant_id: int
    grant: str
    kind: str
    period: Period
    version: int
    frozen: bool
    frozen_at: datetime | None
    hash: str


@dataclass(frozen=True, slots=True)
class PackCard:
    """`content` of a frozen pack is that of its file, of a draft what the ledger says now. `texts`: what was written, by language and
    heading. `whole`: the ledger still holds the rows up to which it was frozen."""

    line: PackLine
    grant: GrantHead
    content: Content
    texts: Mapping[str, Mapping[str, str]]
    missing: tuple[Missing, ...]
    whole: bool
    versions: tuple[PackLine, ...]


def packs(viewer: Viewer, grant_id: int | None = None) -> list[PackLine]:
    """The newest period first. Two queries."""
    rows = Pack.objects.visible_to(viewer)
    found = list(rows if grant_id is None else rows.filter(grant_id=grant_id))
    names = dict(Grant.objects.visible_to(viewer).filter(pk__in={row.grant_id for row in found}).values_list("pk", "name"))
    return [_line(row, names[row.grant_id]) for row in found if row.grant_id in names]


def one_pack(viewer: Viewer, pack_id: int, today: date) -> PackCard:
    """Raises Refused; Wrong when the file of a frozen one is gone or was changed."""
    row = the(Pack, viewer, pk=pack_id)
    grant = the(Grant, viewer, pk=row.grant_id)
    frozen = row.state == Pack.FROZEN
    content = frozen_content(row) if frozen else drawn(viewer, row, grant, today, draft=True)
    period = Period(row.from_on, row.to_on)
    lacks = () if frozen else missing(viewer, [(grant, period)], today)[0]
    same = Pack.objects.visible_to(viewer).filter(grant=grant, kind=row.kind, from_on=row.from_on).exclude(pk=row.pk)
    versions = tuple(_line(one, grant.name) for one in same)
    return PackCard(_line(row, grant.name), head(grant), content, row.texts, lacks, not frozen or _whole(row), versions)


def frozen_content(row: Pack) -> Content:
    return unpacked(kept(row.hash))


def content_of(
    viewer: Viewer, pack_id: int, today: date, *, verb: str = "export", languages: Iterable[str] = LANGUAGES
) -> tuple[Pack, Content]:
    """What the files of a pack are made from, in these languages at the least."""
    row = the(Pack, viewer, verb=verb, pk=pack_id)
    grant = the(Grant, viewer, pk=row.grant_id)
    if row.state == Pack.FROZEN:
        return row, frozen_content(row)
    return row, drawn(viewer, row, grant, today, draft=True, languages=languages)


def differs(viewer: Viewer, pack_id: int) -> tuple[PackLine, Content, Difference]:
    """From a frozen pack to what the ledger, the register and the rules say today. Raises Refused for a draft."""
    row = the(Pack, viewer, pk=pack_id, state=Pack.FROZEN)
    grant = the(Grant, viewer, pk=row.grant_id)
    content = frozen_content(row)
    now = figures(viewer, row.grant_id, Period(row.from_on, row.to_on)).evidence
    return _line(row, grant.name), content, difference(content.evidence, now)


def drawn(viewer: Viewer, row: Pack, grant: Grant, today: date, *, draft: bool, languages: Iterable[str] = LANGUAGES) -> Content:
    """The whole report from what is recorded now, in these languages."""
    period = Period(row.from_on, row.to_on)
    with unswept():
        found = figures(viewer, grant.pk, period, with_splits=True, about={"kind": row.kind, "version": str(row.version)})
        taken, money = taken_part(viewer, grant, period), accounts(viewer, grant, period)
        reports = {}
        for language in languages:
            with translation.override(language):
                reports[language] = _report(row, grant, found.cards, taken, money, language)
    return Content(today, draft, found.evidence, heads(BOOKED), reports)


def _report(row: Pack, grant: Grant, cards: Sequence[FigureCard], taken: TakenPart, money: Accounts, language: str) -> Report:
    kind = str(DUES.get(row.kind, row.kind))
    period = Period(row.from_on, row.to_on)
    told = Told(period, cards, taken, money, grant.credit(language) or grant.credit_da, language)
    written: Mapping[str, Any] = row.texts.get(language, {})
    passages = tuple(
        Passage(one.key, one.name(language), told.under(one.facts), str(written.get(one.key, "")))
        for one in headings(grant.rules)
    )
    lines = (
        (_("Cluster"), settings.CLUSTER),
        (_("Grant"), grant.name),
        (_("Number"), grant.number),
        (_("Funder"), grant.funder),
        (_("Report"), kind),
        (_("Period"), f"{formats.long_day(row.from_on)} – {formats.long_day(row.to_on)}"),
        (_("Version"), str(row.version)),
        (_("Set of rules"), grant.rules),
    )
    words = {
        "about": _("About"),
        "what": _("What"),
        "said": _("Said"),
        "text": _("Report text"),
        "heading": _("Heading"),
        "draft": _("Draft"),
        "empty": _("Nothing is written here."),
        "nothing": _("Nothing is recorded in the period."),
    }
    title = f"{kind} · {grant.name}"
    return Report(title, tuple(line for line in lines if line[1]), words, passages, sheets(cards, taken, money, language))


def _line(row: Pack, grant: str) -> PackLine:
    frozen = row.state == Pack.FROZEN
    return PackLine(
        row.pk, row.grant_id, grant, row.kind, Period(row.from_on, row.to_on), row.version, frozen, row.frozen_at, row.hash
    )


def _whole(row: Pack) -> bool:
    by_name = {model._meta.model_name: model for model in BOOKED}
    return all(not last or by_name[kind].objects.system_rows(_WHY).filter(hash=last).exists() for kind, last in row.heads.items())
