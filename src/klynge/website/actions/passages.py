"""What search knows of materials. They keep what can be found of them themselves, when they are saved (`models.newsroom`)."""

from collections.abc import Iterator, Sequence

from klynge.search.kinds import Kind, Piece
from klynge.website.models import MaterialPage
from klynge.website.models.newsroom import SEARCHED
from klynge.website.queries.published import Findable

WEIGHTS = {"title": 4.0, "lead": 2.0, "tag": 2.0}


def kind() -> Kind:
    return Kind(SEARCHED, lambda: Findable, pieces, WEIGHTS, shown=frozenset({"title", "lead", "tag"}))


def pieces(ids: Sequence[int] | None) -> Iterator[tuple[int, Sequence[Piece]]]:
    """What can be found of these materials, of all for None; nothing of one that is not live."""
    rows = MaterialPage.objects.filter(live=True).select_related("locale").order_by("pk")
    for page in (rows if ids is None else rows.filter(pk__in=ids)).specific():
        yield page.pk, page.pieces()
