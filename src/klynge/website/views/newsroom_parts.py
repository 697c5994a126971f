"""The newsroom's parts of a page: facets, chosen filters and feeds, with their addresses."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from klynge.register.queries.directory import Count
from klynge.web.formats import number
from klynge.web.parts import Choice, Chosen, Facet
from klynge.website.queries.newsroom import FACETS, Found
from klynge.website.views.material_words import kind_name

NAMES: dict[str, Promise] = {
    "type": _("Type"),
    "topic": _("Topic"),
    "tag": _("Tag"),
    "region": _("Region"),
    "year": _("Year"),
}
OPEN = ("type", "topic")  # the others are folded, so that on a phone the news are near
MOST = 30  # tags that are offered; another one is reached from a page that has it
FEEDS = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}


@dataclass(frozen=True, slots=True)
class Feed:
    """`type` as a browser is told; `path` without the host."""

    name: str
    type: str
    path: str


TYPES = {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}


def choice_name(facet: str, count: Count) -> str:
    return kind_name(count.key) if facet == "type" else count.name


def facets(found: Found) -> list[Facet]:
    return [
        Facet(name, str(NAMES[name]), [Choice(c.key, choice_name(name, c), c.count, c.chosen) for c in offered], name not in OPEN)
        for name in FACETS
        if (offered := [c for n, c in enumerate(found.facets[name]) if c.chosen or n < MOST])
    ]


def chosen(found: Found, query: QueryDict, path: str) -> list[Chosen]:
    """What is chosen, each with the address that takes it off; the text of the search too."""
    on = []
    if text := str(query.get("q", "")).strip():
        on.append(Chosen(gettext("“%(text)s”") % {"text": text[:60]}, path + asked(query, {"q": ()})))
    for name in FACETS:
        for one in found.facets[name]:
            if one.chosen:
                rest = tuple(value for value in query.getlist(name) if value != one.key)
                on.append(Chosen(choice_name(name, one), path + asked(query, {name: rest})))
    return on


def chosen_names(found: Found, query: QueryDict) -> list[str]:
    return [one.label for one in chosen(found, query, "")]


def asked(query: QueryDict, change: Mapping[str, tuple[str, ...]]) -> str:
    """The question with these fields changed, from its first page; "" when nothing is asked."""
    new = QueryDict(mutable=True)
    for name in ("q", *FACETS, *change):
        values = change.get(name, tuple(value for value in query.getlist(name) if value))
        if values:
            new.setlist(name, list(values))
    told = new.urlencode()
    return f"?{told}" if told else ""


def feeds(query: QueryDict, language: str) -> list[Feed]:
    """The same question as a feed, in each form."""
    told = asked(query, {"language": (language,)})
    return [Feed(name, TYPES[form], reverse(f"website:feed-{form}") + told) for form, name in FEEDS.items()]


def answer(found: Found, narrowed: bool, lead: str) -> str:
    if not narrowed:
        return lead
    total = found.materials.total
    told = ngettext("%(n)s of %(all)s answers what you ask.", "%(n)s of %(all)s answer what you ask.", total)
    return told % {"n": number(total), "all": number(found.everybody)}
