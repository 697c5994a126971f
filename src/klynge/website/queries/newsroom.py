"""The newsroom's materials: what is published in a language, by words and by facets, a page at a time. The page, the feeds and the
answers for machines all read here, so that each shows what the others show.

What is not published takes no part: not in the list, nor in a count, nor in the words that search knows. The same number of queries
for any number of materials.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, DateTimeField
from django.utils import timezone

from klynge.access.prepared import prepared
from klynge.access.viewer import ANYONE
from klynge.register.queries.directory import Count, alphabetical
from klynge.search.queries import Ranking, Snippet, ranked, snippets
from klynge.web.listing import Listing, listing
from klynge.website.models import Kind, MaterialPage, NewsroomPage, ReleasePage, Topic
from klynge.website.models.newsroom import SEARCHED
from klynge.website.queries.cards import SMALL, TOLD, Labels, MaterialCard, cards, cards_of, labels
from klynge.website.queries.published import closed, open_pages, published

FACETS = ("type", "topic", "tag", "region", "year")
ORDERS = ("fit", "newest", "oldest")
SIZE = 12
UNLESS_ASKED = frozenset(Kind.values) - {Kind.CONTACT.value}  # whom to call is no news


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks for; of one facet any choice, of several facets all. Without a type all but the press contacts. `order` ""
    is by fit when there is text, else the newest first. `page` from 1 with `size` materials each; past the end is the last."""

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: str = ""
    page: int = 1
    size: int = SIZE

    @property
    def narrow(self) -> bool:
        return bool(self.text.strip()) or any(self.chosen.values())

    def of(self, facet: str) -> tuple[str, ...]:
        return tuple(self.chosen.get(facet, ()))


@dataclass(frozen=True, slots=True)
class Found:
    """`materials`: the page asked for. `facets`: the choices of each, with how many materials there would be with that choice and the
    other facets as they are. `everybody`: how many there are without any filter. `changed_at`: when the newest change of those found
    was published."""

    materials: Listing[MaterialCard]
    facets: Mapping[str, tuple[Count, ...]]
    everybody: int
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class _Known:
    """As much of a material as it takes to find it; `type` is the number of its content type."""

    id: int
    type: int
    told_on: date
    first_at: float
    changed_at: datetime | None
    keys: Mapping[str, frozenset[str]]


def newsroom(wanted: Wanted, *, language: str, now: datetime | None = None) -> Found:
    """The materials in one language ("da" or "en"), in which names are, too."""
    rows = _found(closed(now), now=now or timezone.now(), language=language)
    told = labels([pk for pk, *_rest in rows], language)
    names = {f"{facet} {one.key}": one.name for of in told.values() for facet, many in of.items() for one in many}
    known = _known(rows, told)
    ranking = None
    if wanted.text.strip():
        pages = published(MaterialPage, now=now).filter(locale__language_code=language)
        ranking = ranked(ANYONE, SEARCHED, wanted.text, among=pages.values("pk"))
    listed = [one for one in known if one.id in ranking.scores] if ranking else known
    chosen = {facet: frozenset(wanted.of(facet)) for facet in FACETS if wanted.of(facet)}
    found = _ordered([one for one in listed if _fits(one, _with_type(chosen))], wanted.order, ranking)
    page = listing([(one.id, one.type) for one in found], wanted.page, wanted.size)
    shown: Mapping[int, Snippet] = snippets(ANYONE, ranking, [pk for pk, _type in page.items]) if ranking else {}
    return Found(
        Listing(cards(dict(page.items), language, told, shown, now=now), page.number, page.pages, page.total),
        {facet: _counts(facet, known, listed, chosen, names) for facet in FACETS},
        sum(_fits(one, _with_type({})) for one in known),
        max((one.changed_at for one in found if one.changed_at), default=None),
    )


def releases(most: int, *, language: str, now: datetime | None = None) -> tuple[MaterialCard, ...]:
    """The newest releases, with a small picture and without what they are about."""
    rows = _newest(most, closed(now), now=now or timezone.now(), language=language)
    return tuple(cards_of(rows, language, {}, sizes=(SMALL,)))


@prepared(now=DateTimeField(), language=CharField())
def _newest(most: int, shut: tuple[str, ...], *, now: Any, language: Any) -> Any:
    pages = open_pages(ReleasePage, shut, now).filter(locale__language_code=language).only("body", *TOLD)
    return pages.order_by("-told_on", "-first_published_at", "-pk")[:most]


@dataclass(frozen=True, slots=True)
class Room:
    """Where the newsroom of a language is, and what it says of the cluster."""

    title: str
    path: str
    lead: str
    boilerplate: str
    changed_at: datetime | None


def room(language: str, *, now: datetime | None = None) -> Room | None:
    """None while that language has none that is published."""
    page = published(NewsroomPage, now=now).filter(locale__language_code=language).first()
    return Room(page.title, page.url_path, page.lead, page.boilerplate, page.last_published_at) if page else None


@dataclass(frozen=True, slots=True)
class TopicCard:
    """A topic with its names by language, and how many published materials of a language are about it."""

    slug: str
    names: Mapping[str, str]
    count: int


def topics(*, language: str, now: datetime | None = None) -> list[TopicCard]:
    """All topics about which there is something."""
    found = newsroom(Wanted(size=1), language=language, now=now).facets["topic"]
    names = {one.slug: {"da": one.name_da, "en": one.name_en} for one in Topic.objects.filter(slug__in=[c.key for c in found])}
    return [TopicCard(one.key, names[one.key], one.count) for one in found if one.count]


_COLUMNS = ("pk", "content_type_id", "kind", "told_on", "first_published_at", "last_published_at")


@prepared(now=DateTimeField(), language=CharField())
def _found(shut: tuple[str, ...], *, now: Any, language: Any) -> Any:
    return open_pages(MaterialPage, shut, now).filter(locale__language_code=language).order_by().values_list(*_COLUMNS)


def _known(rows: Iterable[tuple[Any, ...]], told: Labels) -> list[_Known]:
    """All materials of the language, the newest first."""
    known = []
    for pk, number, kind, told_on, first_at, changed_at in rows:
        keys = {facet: frozenset(one.key for one in told.get(pk, {}).get(facet, ())) for facet in ("topic", "tag", "region")}
        keys |= {"type": frozenset({kind}), "year": frozenset({str(told_on.year)})}
        known.append(_Known(pk, number, told_on, first_at.timestamp() if first_at else 0.0, changed_at, keys))
    return sorted(known, key=lambda one: (one.told_on, one.first_at, one.id), reverse=True)


def _ordered(found: list[_Known], order: str, ranking: Ranking | None) -> list[_Known]:
    order = order if order in ORDERS else "fit"
    if order == "oldest":
        return found[::-1]
    if order == "fit" and ranking:
        return sorted(found, key=lambda one: -ranking.scores[one.id])
    return found


Chosen = Mapping[str, frozenset[str]]


def _with_type(chosen: Chosen) -> Chosen:
    return {"type": UNLESS_ASKED, **chosen}


def _fits(one: _Known, chosen: Chosen) -> bool:
    return all(one.keys[facet] & keys for facet, keys in chosen.items())


def _counts(
    facet: str, known: Sequence[_Known], listed: Sequence[_Known], chosen: Chosen, names: Mapping[str, str]
) -> tuple[Count, ...]:
    """A choice that is on stays to be taken off, also when nothing is left of it."""
    others = {other: keys for other, keys in (chosen if facet == "type" else _with_type(chosen)).items() if other != facet}
    counts = Counter(key for one in listed if _fits(one, others) for key in one.keys[facet])
    on = {key for one in known for key in one.keys[facet]} & chosen.get(facet, frozenset())
    found = [Count(key, names.get(f"{facet} {key}", key), counts[key], key in on) for key in {*counts, *on}]
    if facet == "year":
        return tuple(sorted(found, key=lambda one: one.key, reverse=True))
    if facet == "type":
        return tuple(sorted(found, key=lambda one: Kind.values.index(one.key)))
    return tuple(sorted(found, key=lambda one: (-one.count, alphabetical(one.name), one.key)))
