"""The member directory: who is in it for a viewer, by text, by facets, on the map.

A member is listed when its card and its membership of today are both open to the viewer. All counts are of what is listed. The
same number of queries for any number of members.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from klynge.access.viewer import Viewer
from klynge.core.tlp import Label
from klynge.register.fields import SIZE_BANDS
from klynge.register.models import Fact
from klynge.register.places import name_of, regions_on
from klynge.register.queries.directory_members import Member, members_seen
from klynge.register.reference_tables import trees
from klynge.search.queries import Ranking, Snippet, ranked, snippets
from klynge.web.listing import Listing, listing

KIND = "organisation"  # in search
FACETS = (
    "field",
    "region",
    "size",
    "kind",
    "certificate",
    "municipality",
    "capability",
)  # a capability: any code of the own tree
SORTS = ("fit", "name", "newest")
SIZE = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks for; of one facet any choice, of several facets all. `sort` "" is by fit when there is text, else by
    name. `page` from 1 with `size` members each; past the end is the last."""

    text: str = ""
    chosen: Mapping[str, tuple[str, ...]] | None = None
    sort: str = ""
    page: int = 1
    size: int = SIZE

    @property
    def narrow(self) -> bool:
        return bool(self.text.strip()) or any((self.chosen or {}).values())

    def of(self, facet: str) -> tuple[str, ...]:
        return (self.chosen or {}).get(facet, ())


@dataclass(frozen=True, slots=True)
class MemberCard:
    """A member in the list. `label` is the card's own; `text` says what it does, with its language and label."""

    name: str
    slug: str
    kind: str
    field: str
    towns: tuple[str, ...]
    size_band: str
    certificates: tuple[str, ...]
    label: Label
    demo: bool
    text: str
    text_language: str
    text_label: Label
    snippet: Snippet | None


@dataclass(frozen=True, slots=True)
class Count:
    """A choice of a facet: its key, its name (its key again where the page has the words), how many, whether it is chosen."""

    key: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Directory:
    """`members`: the page asked for. `facets`: the choices of each; a count says how many there would be with that choice and
    the other facets as they are. `places`: members by municipality. `everybody`: how many are listed without any filter."""

    members: Listing[MemberCard]
    facets: Mapping[str, tuple[Count, ...]]
    places: tuple[tuple[str, int], ...]
    nowhere: int
    everybody: int


def directory(viewer: Viewer, wanted: Wanted, *, language: str, today: date) -> Directory:
    """`language` "da" or "en" decides names and which profile text is shown."""
    members = members_seen(viewer, today)
    ranking = ranked(viewer, KIND, wanted.text) if wanted.text.strip() else None
    listed = [m for m in members if m.id in ranking.scores] if ranking else members
    chosen = {facet: frozenset(wanted.of(facet)) for facet in FACETS if wanted.of(facet)}
    found = _sorted([m for m in listed if _fits(m, chosen)], wanted.sort, ranking)
    regions = regions_on(today, language)
    names = regions | {code: name_of(code) for code in _all(members, "municipality")}
    fields = trees()["own"]
    names |= {key: fields.label(key, language) for key in _all(members, "capability")}
    page = listing(found, wanted.page, wanted.size)
    ids = [m.id for m in page]
    shown = snippets(viewer, ranking, ids) if ranking else {}
    texts = _texts(viewer, ids, language)
    cards = [_card(m, names, texts.get(m.id), shown.get(m.id)) for m in page]
    places = Counter(code for m in found for code in m.municipalities)
    return Directory(
        members=Listing(cards, page.number, page.pages, page.total),
        facets={facet: _counts(facet, members, listed, chosen, names) for facet in FACETS},
        places=tuple(sorted(places.items())),
        nowhere=sum(not m.municipalities for m in found),
        everybody=len(members),
    )


def _all(members: Sequence[Member], facet: str) -> list[str]:
    """Each choice that some member has, once."""
    return sorted(frozenset().union(*(m.keys[facet] for m in members)))


def members_found(viewer: Viewer, wanted: Wanted, today: date) -> list[Member]:
    """All members that answer what is asked, in its order, whatever the page."""
    ranking = ranked(viewer, KIND, wanted.text) if wanted.text.strip() else None
    listed = [m for m in members_seen(viewer, today) if ranking is None or m.id in ranking.scores]
    chosen = {facet: frozenset(wanted.of(facet)) for facet in FACETS if wanted.of(facet)}
    return _sorted([m for m in listed if _fits(m, chosen)], wanted.sort, ranking)


def _sorted(found: list[Member], sort: str, ranking: Ranking | None) -> list[Member]:
    sort = sort if sort in SORTS else ("fit" if ranking else "name")
    found.sort(key=lambda m: alphabetical(m.name))
    if sort == "fit" and ranking:
        found.sort(key=lambda m: -ranking.scores[m.id])
    elif sort == "newest":
        found.sort(key=lambda m: m.from_on, reverse=True)
    return found


_LAST = str.maketrans("æäøöå", "{{||}")


def alphabetical(name: str) -> str:
    """A key that puts æ, ø, å (also written aa) last, as the Danish alphabet has them."""
    return name.casefold().replace("aa", "å").translate(_LAST)


Chosen = Mapping[str, frozenset[str]]  # facet -> keys, only facets in which something is chosen


def _fits(member: Member, chosen: Chosen) -> bool:
    return all(member.keys[facet] & keys for facet, keys in chosen.items())


def _counts(
    facet: str, members: Sequence[Member], listed: Sequence[Member], chosen: Chosen, names: Mapping[str, str]
) -> tuple[Count, ...]:
    others = {other: keys for other, keys in chosen.items() if other != facet}
    counts = Counter(key for m in listed if _fits(m, others) for key in m.keys[facet])
    on = {key for m in members for key in m.keys[facet]} & chosen.get(facet, frozenset())
    found = [Count(key, names.get(key, key), counts[key], key in on) for key in {*counts, *on}]
    given = (*SIZE_BANDS, *names)
    if facet in ("size", "region"):
        return tuple(sorted(found, key=lambda one: (given.index(one.key) if one.key in given else len(given), one.key)))
    return most_first(found)


def most_first(counts: Iterable[Count]) -> tuple[Count, ...]:
    return tuple(sorted(counts, key=lambda one: (-one.count, alphabetical(one.name), one.key)))


def _texts(viewer: Viewer, ids: Sequence[int], language: str) -> dict[int, tuple[str, str, Label]]:
    """Each member in one line, or the beginning of its profile; in the reader's language where there is one."""
    found: dict[int, tuple[str, str, Label]] = {}
    rows = Fact.objects.visible_to(viewer).filter(name__in=("line", "profile"), organisation_id__in=ids).order_by("pk")
    for fact in sorted(rows, key=lambda fact: (fact.name != "line", fact.language != language)):
        found.setdefault(fact.organisation_id, (fact.value, fact.language, Label(fact.label)))
    return found


def _card(member: Member, names: Mapping[str, str], text: tuple[str, str, Label] | None, snippet: Snippet | None) -> MemberCard:
    profile, language, label = text or ("", "", Label.CLEAR)
    return MemberCard(
        name=member.name,
        slug=member.slug,
        kind=member.kind,
        field=names.get(member.field, ""),
        towns=tuple(dict.fromkeys(name_of(code) for code in member.municipalities if name_of(code))),
        size_band=member.size_band,
        certificates=member.certificates,
        label=Label(member.label),
        demo=member.demo,
        text=_beginning(profile),
        text_language=language,
        text_label=label,
        snippet=snippet,
    )


def _beginning(text: str, letters: int = 220) -> str:
    """Whole words, about two lines."""
    flat = " ".join(text.split())
    return flat if len(flat) <= letters else flat[:letters].rsplit(" ", 1)[0].rstrip(",;:") + " …"
