"""What was bought before, from whom, and when those contracts end."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F

from klynge.access.viewer import Viewer
from klynge.core import notice as shape
from klynge.core.codes import path
from klynge.core.money import Money
from klynge.market.models import Award, Notice
from klynge.market.plain.columns import contract_end
from klynge.market.queries.cards import Again, AwardLine
from klynge.market.queries.notices import in_language
from klynge.register.models import Organisation

LINES = 8  # awards of one kind on a page
DECISION = timedelta(days=90)  # from the deadline to the start of a contract where no start was published; our own rule of thumb


def awards_of_buyer(viewer: Viewer, row: Notice, language: str) -> tuple[AwardLine, ...]:
    """The newest awards of the notice's buyer, those with a code of the same division first."""
    if not row.buyer_key:
        return ()
    rows = _rows(viewer).filter(notice__buyer_key=row.buyer_key).exclude(notice_id=row.pk)
    found = list(rows[: 5 * LINES])
    near = [award for award in found if award.cpv[:2] == row.cpv_main[:2]]
    return _lines(viewer, [*near, *(award for award in found if award not in near)][:LINES], language)


def awards_of_code(viewer: Viewer, row: Notice, language: str) -> tuple[AwardLine, ...]:
    """The newest awards with a code of the same class, by any buyer but the notice's own."""
    stems = path("cpv", row.cpv_main)
    if len(stems) < 2:
        return ()
    stem = stems[min(len(stems) - 1, 2)]  # the class: four digits, or what there is
    rows = _rows(viewer).filter(cpv__startswith=stem).exclude(notice_id=row.pk)
    if row.buyer_key:
        rows = rows.exclude(notice__buyer_key=row.buyer_key)
    return _lines(viewer, list(rows[:LINES]), language)


def own_awards(viewer: Viewer, row: Notice, language: str) -> tuple[AwardLine, ...]:
    """What the notice itself gave to whom."""
    return _lines(viewer, list(_rows(viewer).filter(notice_id=row.pk).order_by("place")), language)


def won_by(viewer: Viewer, winner_key: str, language: str, limit: int = 20) -> tuple[AwardLine, ...]:
    """What an organisation won, newest first; `winner_key` as "DK:12345678"."""
    return _lines(viewer, list(_rows(viewer).filter(winner_key=winner_key)[:limit]), language)


def ending(viewer: Viewer, since: date, until: date, language: str, limit: int = 100) -> tuple[AwardLine, ...]:
    """Contracts that end between two days and so may be tendered again, the first to end first."""
    rows = _rows(viewer).filter(ends_on__gte=since, ends_on__lte=until).order_by("ends_on", "pk")
    return _lines(viewer, list(rows[:limit]), language)


def again(said: shape.Notice, own: Sequence[AwardLine], now: datetime) -> Again | None:
    """When the work may be tendered again: as the awards' lengths say, else as the plan of the lots says."""
    ends = [line.ends_on for line in own if line.ends_on]
    if ends:
        return Again(max(ends), "award")
    deadline = said.deadline_at.date() + DECISION if said.deadline_at else None
    planned = [end for lot in said.lots if (end := contract_end(lot.starts_on, deadline, lot.months))]
    return Again(max(planned), "plan") if planned else None


def _rows(viewer: Viewer) -> Any:
    rows = Award.objects.visible_to(viewer, "notice").select_related("notice")
    return rows.order_by(F("awarded_on").desc(nulls_last=True), "-pk")


def _lines(viewer: Viewer, awards: Sequence[Award], language: str) -> tuple[AwardLine, ...]:
    numbers = {award.winner_key[3:] for award in awards if award.winner_key.startswith("DK:")}
    ours: dict[str, str] = {}
    if numbers:
        seen = Organisation.objects.visible_to(viewer).filter(cvr__in=numbers, merged_into=None)
        ours = {f"DK:{cvr}": slug for cvr, slug in seen.values_list("cvr", "slug")}
    return tuple(_line(award, ours, language) for award in awards)


def _line(award: Award, ours: dict[str, str], language: str) -> AwardLine:
    notice = award.notice
    title, _ = in_language(award.title or notice.title, language)
    return AwardLine(
        source=notice.source,
        number=notice.number,
        title=title,
        buyer=notice.buyer_name,
        cpv=award.cpv,
        winner=award.winner_name,
        winner_country=award.winner_country,
        member=ours.get(award.winner_key, ""),
        value=Money(award.value, award.currency) if award.value is not None else None,
        tenders=award.tenders,
        awarded_on=award.awarded_on,
        ends_on=award.ends_on,
    )
