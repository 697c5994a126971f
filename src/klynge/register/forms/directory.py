"""What a reader asks of the directory and of the code tables, from the address."""

from dataclasses import dataclass

from django.http import QueryDict

from klynge.register.queries.directory import FACETS, Wanted
from klynge.web.listing import number_of

LETTERS = 500  # of a question that are read
CHOICES = 50  # of one facet that are read


def wanted(query: QueryDict) -> Wanted:
    """Raises Wrong for a page that is no number. Choices that do not exist find nothing; other fields are left aside."""
    chosen = {facet: tuple(dict.fromkeys(value[:100] for value in query.getlist(facet)[:CHOICES] if value)) for facet in FACETS}
    return Wanted(query.get("q", "")[:LETTERS], chosen, query.get("sort", ""), number_of(query.get("page", "")))


def on_the_map(query: QueryDict) -> bool:
    return query.get("view") == "map"


@dataclass(frozen=True, slots=True)
class WantedCode:
    system: str
    text: str


def wanted_code(query: QueryDict) -> WantedCode:
    return WantedCode(query.get("system", "cpv")[:20], query.get("q", "")[:200])
