"""What a reader asks of the newsroom, from the address; the same of its page, its feeds and its answers for machines."""

from dataclasses import replace

from django.conf import settings
from django.http import QueryDict

from klynge.core.errors import Wrong
from klynge.web.listing import number_of
from klynge.website.queries.newsroom import FACETS, Wanted

LETTERS = 500  # of a question that are read
CHOICES = 50  # of one facet that are read
MOST = 100  # materials in one answer
LIMIT = 20  # unless another number is asked for
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def wanted(query: QueryDict) -> Wanted:
    """Raises Wrong for a page that is no number. Choices that do not exist find nothing; other fields are left aside."""
    chosen = {facet: tuple(dict.fromkeys(value[:100] for value in query.getlist(facet)[:CHOICES] if value)) for facet in FACETS}
    return Wanted(query.get("q", "")[:LETTERS], chosen, query.get("order", ""), number_of(query.get("page", "")))


def wanted_many(query: QueryDict) -> Wanted:
    """The same for machines, the newest first: `limit` materials a page. Raises Wrong for what is no number from 1 to 100, and for an
    order that there is not."""
    text = query.get("limit", "") or str(LIMIT)
    if not text.isascii() or not text.isdigit() or len(text) > 3 or not 1 <= int(text) <= MOST:
        raise Wrong("“%(text)s” is no number of materials. Write one from 1 to 100.", where="limit", text=text[:20])
    order = query.get("order", "") or "newest"
    if order not in ("newest", "oldest"):
        raise Wrong("“%(text)s” is no order. Write newest or oldest.", where="order", text=order[:20])
    return replace(wanted(query), order=order, size=int(text))


def language_of(query: QueryDict) -> str:
    """The language that a machine asks for; Danish when it asks for none. Raises Wrong for one that there is not."""
    code = query.get("language", "") or LANGUAGES[0]
    if code not in LANGUAGES:
        raise Wrong("“%(text)s” is no language of this site. Write da or en.", where="language", text=code[:20])
    return code
