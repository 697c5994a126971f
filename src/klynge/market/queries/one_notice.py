"""The page of one notice."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core import notice as shape
from klynge.market.models import Earlier, Notice, Version
from klynge.market.plain.columns import codes_of, rank
from klynge.market.plain.conditions import asked_of
from klynge.market.plain.content import read
from klynge.market.queries.cards import Change, NoticeCard, NoticePage, VersionLine
from klynge.market.queries.codes import code_labels
from klynge.market.queries.history import again, awards_of_buyer, awards_of_code, own_awards
from klynge.market.queries.invented import is_invented
from klynge.market.queries.matches import of_notice
from klynge.market.queries.notices import card, in_language

VERSIONS = 12  # shown; a notice changed more often than that is rare


def one_notice(viewer: Viewer, source: str, number: str, *, language: str, now: datetime) -> NoticePage:
    """Raises Refused when there is none, or it is not open to the viewer."""
    row = the(Notice, viewer, source=source, number=number)
    rows = list(Version.objects.visible_to(viewer).filter(notice_id=row.pk).order_by("-pk")[:VERSIONS])
    said = {each.pk: read(bytes(each.content)) for each in rows}
    current = next(each for each in rows if each.hash == row.hash)
    newest = said[current.pk]
    own = own_awards(viewer, row, language)
    of_buyer, of_code = awards_of_buyer(viewer, row, language), awards_of_code(viewer, row, language)
    codes = [*codes_of(newest)[:30], *(line.cpv for line in (*of_buyer, *of_code))]
    return NoticePage(
        card=card(row, language, now),
        said=newest,
        conditions=asked_of(newest),
        versions=_versions(rows, said, current.pk, language),
        related=_related(viewer, row, language, now),
        own_awards=own,
        of_buyer=of_buyer,
        of_code=of_code,
        again=again(newest, own, now),
        matches=of_notice(viewer, row.pk, language=language, now=now),
        code_labels=code_labels(codes, language),
        invented=is_invented(row.source, row.number),
    )


def _related(viewer: Viewer, row: Notice, language: str, now: datetime) -> tuple[NoticeCard, ...]:
    """Other notices of the same procedure, and those that this one or they name as earlier."""
    names = [name for name in (row.number, row.published_as) if name]
    before = Earlier.objects.visible_to(viewer).filter(notice_id=row.pk).values("number")
    after = Earlier.objects.visible_to(viewer).filter(number__in=names).values("notice_id")
    wanted = Q(number__in=before) | Q(published_as__in=before) & ~Q(published_as="") | Q(pk__in=after)
    if row.published_as:
        wanted |= Q(published_as=row.published_as)
    if row.procedure_id:
        wanted |= Q(procedure_id=row.procedure_id)
    rows = Notice.objects.visible_to(viewer).filter(wanted).exclude(pk=row.pk).order_by("published_on", "pk")[:20]
    return tuple(card(each, language, now) for each in rows)


def _versions(rows: Sequence[Version], said: dict[int, shape.Notice], current: int, language: str) -> tuple[VersionLine, ...]:
    """Newest first, each with what it changed against the one before."""
    ordered = sorted(rows, key=lambda each: (rank(each.version), each.pk))
    lines = []
    for n, each in enumerate(ordered):
        changes = changed(said[ordered[n - 1].pk], said[each.pk], language) if n else ()
        lines.append(VersionLine(each.version, each.published_on, each.taken_at, each.pk == current, changes))
    return tuple(reversed(lines))


def changed(before: shape.Notice, after: shape.Notice, language: str) -> tuple[Change, ...]:
    """What a reader wants to know of two versions: deadline, title, value, lots, and whether text or conditions were rewritten."""
    pairs = [
        Change("deadline", before.deadline_at, after.deadline_at),
        Change("title", in_language(before.title, language)[0] or None, in_language(after.title, language)[0] or None),
        Change("value", before.value, after.value),
        Change("lots", len(before.lots), len(after.lots)),
    ]
    if before.description != after.description:
        pairs.append(Change("description", None, ""))
    if _asked(before) != _asked(after):
        pairs.append(Change("requirements", None, ""))
    return tuple(change for change in pairs if change.before != change.after)


def _asked(notice: shape.Notice) -> tuple[object, ...]:
    return (notice.requirements, *(lot.requirements for lot in notice.lots))
