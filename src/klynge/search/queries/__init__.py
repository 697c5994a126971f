"""Asking. The viewer comes first; what they may not read plays no part in the answer."""

from klynge.search.queries.find import Hit, find
from klynge.search.queries.ranking import Ranking, ranked
from klynge.search.queries.snippets import Bit, Snippet, snippets

__all__ = ["Bit", "Hit", "Ranking", "Snippet", "find", "ranked", "snippets"]
