"""What a reader asks of the directory and of the code tables, from the address."""

from dataclasses import dataclass, replace

from django.http import QueryDict

from klynge.core.errors import Wrong
from klynge.register.queries.directory import FACETS, SIZE, Wanted
from klynge.web.listing import number_of

LETTERS = 500  # of a question that are read
CHOICES = 50  # of one facet that are read
MOST = 100  # members in a frame
THEMES = ("light", "dark")


def wanted(query: QueryDict) -> Wanted:
    """Raises Wrong for a page that is no number. Choices that do not exist find nothing; other fields are left aside."""
    chosen = {facet: tuple(dict.fromkeys(value[:100] for value in query.getlist(facet)[:CHOICES] if value)) for facet in FACETS}
    return Wanted(query.get("q", "")[:LETTERS], chosen, query.get("sort", ""), number_of(query.get("page", "")))


def on_the_map(query: QueryDict) -> bool:
    return query.get("view") == "map"


def framed_wanted(query: QueryDict) -> Wanted:
    """The same in a frame on another site: the first `most` members. Raises Wrong for what is no number from 1 to 100."""
    text = query.get("most", "") or str(SIZE)
    if not text.isascii() or not text.isdigit() or len(text) > 3 or not 1 <= int(text) <= MOST:
        raise Wrong("“%(text)s” is no number of members. Write one from 1 to 100.", where="most", text=text[:20])
    return replace(wanted(query), page=1, size=int(text))


def theme(query: QueryDict) -> str:
    """ "" is as the reader's browser likes it."""
    return query.get("theme", "") if query.get("theme") in THEMES else ""


def narrow_or_sorted(query: QueryDict) -> bool:
    """Whether the list is a part of the directory, or in another order: nothing for search engines to keep."""
    return wanted(query).narrow or on_the_map(query) or bool(query.get("sort"))


@dataclass(frozen=True, slots=True)
class WantedCode:
    system: str
    text: str


def wanted_code(query: QueryDict) -> WantedCode:
    return WantedCode(query.get("system", "cpv")[:20], query.get("q", "")[:200])
