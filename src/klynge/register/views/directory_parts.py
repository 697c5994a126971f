"""The directory's parts of a page: facets, chosen filters, tabs, sorting and the map, with their addresses."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from urllib.parse import urlencode

from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from klynge.access.viewer import Viewer
from klynge.register.fields import KINDS
from klynge.register.places import map_regions, name_of, regions_on
from klynge.register.queries.card_shapes import Card
from klynge.register.queries.directory import FACETS, Count, Directory, Wanted
from klynge.register.reference_tables import tree
from klynge.web.formats import number
from klynge.web.maps import Spot, denmark_map
from klynge.web.parts import Action, Choice, Chosen, Entry, Facet, Picture

NAMES: dict[str, Promise] = {
    "field": _("Field of work"),
    "region": _("Region"),
    "size": _("Size"),
    "kind": _("Kind"),
    "certificate": _("Certificate"),
    "municipality": _("Municipality"),
    "capability": _("Capability"),
}
OPEN = ("field", "municipality", "capability")  # the others are folded, so that on a phone the members are near
BY_MAP = "municipality"  # the map's circles choose them
UNLISTED = (BY_MAP, "capability")  # too many to offer in a list


def choice_name(facet: str, count: Count) -> str:
    if facet == "kind":
        return str(KINDS.get(count.key, count.key))
    if facet == "size":
        return size_name(count.key)
    return count.name


def size_name(band: str) -> str:
    """ "10-49" as words: 10–49 people."""
    low, _dash, high = band.partition("-")
    if not low.isdigit():
        return band
    words = f"{low}–{high}" if high else gettext("%(n)s or more") % {"n": low}
    return gettext("%(n)s people") % {"n": words}


def facets(found: Directory) -> list[Facet]:
    return [
        Facet(
            name,
            str(NAMES[name]),
            [Choice(one.key, choice_name(name, one), one.count, one.chosen) for one in offered],
            folded=name not in OPEN,
        )
        for name in FACETS
        if (offered := [one for one in found.facets[name] if one.chosen or name not in UNLISTED])
    ]


def chosen(found: Directory, query: QueryDict) -> list[Chosen]:
    """What is chosen, each with the address that takes it off; the text of the search too."""
    on = []
    if text := str(query.get("q", "")).strip():
        on.append(Chosen(gettext("“%(text)s”") % {"text": text[:60]}, address(query, {"q": ()})))
    for name in FACETS:
        for one in found.facets[name]:
            if one.chosen:
                rest = tuple(value for value in query.getlist(name) if value != one.key)
                on.append(Chosen(choice_name(name, one), address(query, {name: rest})))
    return on


def address(query: QueryDict, change: Mapping[str, tuple[str, ...]]) -> str:
    """The directory's address with these fields changed, from its first page."""
    new = query.copy()
    for name, values in {"page": (), **change}.items():
        new.setlist(name, list(values))
        if not values:
            del new[name]
    told = new.urlencode()
    return reverse("directory:members") + (f"?{told}" if told else "")


def tabs(query: QueryDict, as_map: bool) -> list[Entry]:
    return [
        Entry(gettext("List"), address(query, {"view": ()}), current=not as_map),
        Entry(gettext("Map"), address(query, {"view": ("map",)}), current=as_map),
    ]


def answer(found: Directory, narrowed: bool) -> str:
    total, everybody = found.members.total, found.everybody
    if not everybody:
        return ""
    if narrowed:
        told = ngettext("%(n)s of %(all)s members answers what you ask.", "%(n)s of %(all)s members answer what you ask.", total)
        return told % {"n": number(total), "all": number(everybody)}
    told = ngettext(
        "%(n)s member. Search by what they make or can do, or choose below.",
        "%(n)s members. Search by what they make or can do, or choose below.",
        everybody,
    )
    return told % {"n": number(everybody)}


def members_map(found: Directory, query: QueryDict, today: date) -> Picture:
    """Where the members are that were found; a region opens those in it."""
    return map_of(found.places, found.members.total - found.nowhere, query, today)


@lru_cache(maxsize=16)
def map_of_all(places: tuple[tuple[str, int], ...], placed: int, today: date, language: str) -> SafeString:
    """The same for all members with the numbers behind it, in the language that is on: drawn anew when somebody comes, moves or leaves,
    and each day."""
    return render_to_string("web/parts/picture.html", {"picture": map_of(places, placed, QueryDict(), today), "heading": True})


def map_of(places: Iterable[tuple[str, int]], placed: int, query: QueryDict, today: date) -> Picture:
    spots = [Spot(code, count) for code, count in places]
    everywhere = address(query, {BY_MAP: (), "view": ()})
    more = "&" if "?" in everywhere else "?"

    def of(codes: Sequence[str]) -> str:
        return everywhere + more + urlencode([(BY_MAP, code) for code in codes]) if codes else everywhere

    language = _language()
    urls = {key: address(query, {"region": (key,), "view": ()}) for key in regions_on(today, language)}
    title = gettext("Members on the map")
    told = ngettext(
        "%(n)s member with an address that is open to you.", "%(n)s members with an address that is open to you.", placed
    )
    return denmark_map(title, told % {"n": number(placed)}, spots, "members", map_regions(today, language, urls), of)


def places_map(card: Card, today: date) -> Picture | None:
    """Where the organisation is; None when no place of it is open to the viewer, or none lies in Denmark."""
    codes = [place.municipality for place in card.places if place.municipality_name]
    if not codes:
        return None
    spots = [Spot(code, codes.count(code)) for code in dict.fromkeys(codes)]
    names = ", ".join(dict.fromkeys(place.municipality_name for place in card.places if place.municipality_name))
    return denmark_map(gettext("Where it is"), names, spots, "places", map_regions(today, _language()))


def _language() -> str:
    return (get_language() or "da")[:2]


def crumbs(card: Card, keep: str = "") -> list[Entry]:
    return [Entry(gettext("Members"), reverse("directory:members") + keep), Entry(card.name, "")]


def elsewhere(query: QueryDict) -> list[Action]:
    """The same members as a file, and on other people's sites."""
    told = address(query, {"view": (), "sort": ()}).partition("?")[2]
    asked = f"?{told}" if told else ""
    files = [
        Action(name, reverse("directory:list", args=[form]) + asked, "quiet") for form, name in (("csv", "CSV"), ("xlsx", "XLSX"))
    ]
    return [Action(gettext("Show this list on your site"), reverse("directory:show") + asked, "quiet"), *files]


def chosen_names(wanted: Wanted, language: str, today: date) -> list[str]:
    """What a question asks for, in words, also when no member answers it."""
    own, regions = tree("own"), regions_on(today, language)
    named: dict[str, Callable[[str], str]] = {
        "field": lambda key: own.label(key, language),
        "capability": lambda key: own.label(key, language),
        "region": lambda key: regions.get(key, key),
        "size": size_name,
        "kind": lambda key: str(KINDS.get(key, key)),
        "municipality": lambda key: name_of(key) or key,
    }
    said = [f"“{wanted.text.strip()}”"] if wanted.text.strip() else []
    return said + [named.get(facet, str)(key) for facet in FACETS for key in wanted.of(facet)]


def actions(card: Card, viewer: Viewer) -> list[Action]:
    """To the entry for those who look after it, and to the explanation for the secretariat."""
    entry = reverse("register:profile", args=[card.id])
    if not viewer.secretariat:
        return [Action(gettext("Edit our profile"), entry)] if card.id in viewer.managed else []
    what = QueryDict(mutable=True)
    what.update({"action": "read", "what": f"register.Organisation:{card.id}"})
    why = gettext("Why can she see this?")
    return [
        Action(gettext("Edit the profile"), entry),
        Action(why, f"{reverse('desk:why')}?{what.urlencode()}", "quiet"),
    ]
