"""Lists of notices: filter, count, sort, then cut."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import Count, DateField, DateTimeField, F, Q

from klynge.access.prepared import prepared
from klynge.access.viewer import Viewer
from klynge.core.money import Money
from klynge.core.notice import Kind
from klynge.core.tlp import Label
from klynge.market.models import Notice
from klynge.market.queries.cards import NoticeCard
from klynge.market.queries.open import is_open, open_rows, still_open
from klynge.search.queries import ranked
from klynge.web.listing import Listing

SIZE = 25
FOUND = 1000  # hits of the search that are looked at
Counts = dict[str, dict[str, int]]  # facet -> value -> how many
SORTS = ("published", "deadline", "value", "fit")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader looks for. Within one field any value will do, between fields all must hold. `days`: deadline within."""

    text: str = ""
    open: bool = True
    kinds: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()  # two digits of CPV
    countries: tuple[str, ...] = ()
    defence: bool = False
    days: int | None = None
    sort: str = "published"


def notices(viewer: Viewer, wanted: Wanted, page: int, *, language: str, now: datetime) -> Listing[NoticeCard]:
    """A page of the notices that the viewer may see. With a text and the sort "fit", best hits first."""
    return _page(viewer, wanted, _hits(viewer, wanted.text), page, language, now)


def newest_open(viewer: Viewer, *, defence: bool, language: str, now: datetime) -> list[NoticeCard]:
    """The newest open ones, of defence alone or all: a page of them, without counting the rest. One query."""
    rows = _newest(viewer, defence, now=now, since=still_open(now))
    return [card(row, language, now) for row in rows]


@prepared(now=DateTimeField(), since=DateField())
def _newest(viewer: Viewer, defence: bool, *, now: Any, since: Any) -> Any:
    rows = open_rows(Notice.objects.visible_to(viewer), now, since=since)
    return (rows.filter(defence=True) if defence else rows).order_by(*_order("published")).only(*_TOLD)[:SIZE]


def open_and_closing(viewer: Viewer, days: int, *, now: datetime) -> tuple[int, int]:
    """How many notices are open that the viewer may see, and how many of them have their deadline within these days. One query."""
    near = Q(deadline_at__gte=now, deadline_at__lt=now + timedelta(days=days))
    told = open_rows(Notice.objects.visible_to(viewer), now).aggregate(open=Count("pk"), closing=Count("pk", filter=near))
    return told["open"], told["closing"]


def notices_and_counts(
    viewer: Viewer, wanted: Wanted, page: int, *, language: str, now: datetime
) -> tuple[Listing[NoticeCard], Counts]:
    """The same page, and for each facet ("kinds", "divisions", "countries", "defence") value -> how many notices that choice would
    give, with everything else that is wanted, most first; counted over what the viewer may see. The text is looked for once."""
    places = _hits(viewer, wanted.text)
    return _page(viewer, wanted, places, page, language, now), _counts(viewer, wanted, places, now)


def _page(
    viewer: Viewer, wanted: Wanted, places: Mapping[int, int] | None, page: int, language: str, now: datetime
) -> Listing[NoticeCard]:
    rows = _filtered(viewer, wanted, places, now)
    total = rows.count()
    pages = max(1, -(-total // SIZE))
    page = min(max(1, page), pages)
    start = (page - 1) * SIZE
    if places is not None and wanted.sort == "fit":
        ids = sorted(rows.values_list("pk", flat=True), key=lambda pk: places[pk])[start : start + SIZE]
        kept = {row.pk: row for row in Notice.objects.visible_to(viewer).filter(pk__in=ids)}
        found = [kept[pk] for pk in ids if pk in kept]
    else:
        found = list(rows.order_by(*_order(wanted.sort)).only(*_TOLD)[start : start + SIZE])
    return Listing([card(row, language, now) for row in found], page, pages, total)


_FACETS = {"kinds": "kind", "divisions": "cpv", "countries": "buyer_country", "defence": "defence"}


def _counts(viewer: Viewer, wanted: Wanted, places: Mapping[int, int] | None, now: datetime) -> Counts:
    """One query for all facets in which nothing is chosen, and one more for each of the others."""
    chosen = [facet for facet in _FACETS if getattr(wanted, facet)]
    found: dict[str, Counter[str]] = {facet: Counter() for facet in _FACETS}
    for group in ([facet for facet in _FACETS if facet not in chosen], *([facet] for facet in chosen)):
        without: dict[str, Any] = {facet: False if facet == "defence" else () for facet in group}
        rows = _filtered(viewer, replace(wanted, **without), places, now).order_by()
        for *values, n in rows.values_list(*(_FACETS[facet] for facet in group)).annotate(n=Count("pk")) if group else ():
            for facet, value in zip(group, values, strict=True):
                for each in _divisions(value) if facet == "divisions" else (str(value),):
                    found[facet][each] += n
    return {facet: {value: n for value, n in sorted(told.items(), key=_most) if value} for facet, told in found.items()}


@lru_cache(maxsize=10_000)
def _divisions(codes: str) -> frozenset[str]:
    """The divisions in which a notice's codes lie, main and others: the same that the filter asks for."""
    return frozenset(code[:2] for code in codes.split())


def _most(pair: tuple[str, int]) -> tuple[int, str]:
    return -pair[1], pair[0]


def _hits(viewer: Viewer, text: str) -> dict[int, int] | None:
    """Notice id -> its place among the hits; None when nothing was searched for."""
    if not text.strip():
        return None
    return {pk: place for place, pk in enumerate(ranked(viewer, "notice", text).order[:FOUND])}


def _filtered(viewer: Viewer, wanted: Wanted, places: Mapping[int, int] | None, now: datetime) -> Any:
    rows = Notice.objects.visible_to(viewer)
    if wanted.open:
        rows = open_rows(rows, now)
    if places is not None:
        rows = rows.filter(pk__in=list(places))
    if wanted.kinds:
        rows = rows.filter(kind__in=wanted.kinds)
    if wanted.divisions:
        rows = rows.filter(_any("cpv__contains", [f" {division}" for division in wanted.divisions]))
    if wanted.countries:
        rows = rows.filter(buyer_country__in=wanted.countries)
    if wanted.defence:
        rows = rows.filter(defence=True)
    if wanted.days is not None:
        rows = rows.filter(deadline_at__gte=now, deadline_at__lt=now + timedelta(days=wanted.days))
    return rows


def _any(lookup: str, values: list[str]) -> Q:
    found = Q(pk__in=())
    for value in values:
        found |= Q(**{lookup: value})
    return found


def _order(sort: str) -> tuple[Any, ...]:
    if sort == "deadline":
        return (F("deadline_at").asc(nulls_last=True), "-pk")
    if sort == "value":
        return (F("value_eur").desc(nulls_last=True), "-pk")
    return (F("published_on").desc(nulls_last=True), "-pk")


_TOLD = (
    "source",
    "number",
    "title",
    "kind",
    "buyer_name",
    "buyer_country",
    "cpv_main",
    "value",
    "currency",
    "published_on",
    "deadline_at",
    "withdrawn_at",
    "defence",
    "label",
)


def card(row: Notice, language: str, now: datetime) -> NoticeCard:
    title, written_in = in_language(row.title, language)
    return NoticeCard(
        id=row.pk,
        source=row.source,
        number=row.number,
        title=title or row.number,
        language=written_in,
        kind=Kind(row.kind),
        buyer=row.buyer_name,
        country=row.buyer_country,
        cpv=row.cpv_main,
        value=Money(row.value, row.currency) if row.value is not None else None,
        published_on=row.published_on,
        deadline_at=row.deadline_at,
        defence=row.defence,
        open=is_open(row.kind, row.deadline_at, row.published_on, row.withdrawn_at, now),
        label=Label(row.label),
    )


def in_language(text: Mapping[str, str], *languages: str) -> tuple[str, str]:
    """The text in the first of these languages that it has, else English, Danish, or its own first; and which one that is."""
    for language in (*languages, "en", "da", *text):
        if text.get(language):
            return text[language], language
    return "", ""
