"""The short way: the best things with their snippets."""

from dataclasses import dataclass

from klynge.access.viewer import Viewer
from klynge.search.queries.ranking import ranked
from klynge.search.queries.snippets import Snippet, snippets


@dataclass(frozen=True, slots=True)
class Hit:
    """`snippet` is None where only a shown field (the name) answered."""

    object_id: int
    score: float
    snippet: Snippet | None


def find(viewer: Viewer, kind: str, text: str, *, limit: int = 50) -> list[Hit]:
    """The best `limit` things of a kind ("organisation", "notice") for the viewer. Any text is a question; none finds nothing."""
    ranking = ranked(viewer, kind, text)
    ids = ranking.order[:limit]
    shown = snippets(viewer, ranking, ids)
    return [Hit(object_id, ranking.scores[object_id], shown.get(object_id)) for object_id in ids]
