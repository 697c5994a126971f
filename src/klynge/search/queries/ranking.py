"""Which things answer a question, best first. Everything is calculated from passages that the viewer may read, so hidden ones
change neither hits nor order.

A thing must answer as many words of the question as any other does. Its score is, summed over the words, the worth of its best
passage: how near the hit is, how much the field counts, how short the passage is (as in BM25 with one occurrence), times how
rare the word is among the hits.
"""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, FloatField, Value, When

from klynge.access.viewer import Viewer
from klynge.search import kinds
from klynge.search.engines import engine
from klynge.search.models import Passage
from klynge.search.queries.near import Term, terms
from klynge.search.tokens import asked

_LENGTH = 0.75  # BM25's b and k1, Robertson and Zaragoza 2009, section 3.4
_K = 1.2


@dataclass(frozen=True, slots=True)
class Ranking:
    """`order`: ids of things, best first; `scores` of them; `passages`: the ids of those that hit, best first; `terms`: what was
    looked for. `empty`: the question held no word."""

    kind: str
    order: tuple[int, ...]
    scores: Mapping[int, float]
    passages: Mapping[int, tuple[int, ...]]
    terms: tuple[Term, ...]

    @property
    def empty(self) -> bool:
        return not self.terms


def ranked(viewer: Viewer, kind: str, text: str, *, among: Any = None) -> Ranking:
    """All things of the kind that answer the text; with `among` (a query that gives their ids) only these take part. Two to four
    queries. Any text is a question: there are no operators."""
    looked_for = terms(viewer, kind, asked(text))
    rows = _hits(viewer, kind, looked_for, among) if looked_for else []
    weigh = kinds.the(kind).weight
    average = sum(size for _, _, _, size, *_ in rows) / len(rows) if rows else 1.0
    best: dict[int, list[float]] = defaultdict(lambda: [0.0] * len(looked_for))
    shares: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for pk, object_id, field, size, *worths in rows:
        short = (_K + 1) / (1 + _K * (1 - _LENGTH + _LENGTH * size / average))
        values = [worth * weigh(field) * short for worth in worths]
        best[object_id] = [max(pair) for pair in zip(best[object_id], values, strict=True)]
        shares[object_id].append((-sum(values), pk))
    most = max((sum(map(bool, values)) for values in best.values()), default=0)
    rarity = [
        1 + math.log(len(best) / held) if (held := sum(bool(values[i]) for values in best.values())) else 0.0
        for i in range(len(looked_for))
    ]
    scores = {
        object_id: sum(value * rare for value, rare in zip(values, rarity, strict=True))
        for object_id, values in best.items()
        if sum(map(bool, values)) == most
    }
    order = tuple(sorted(scores, key=lambda object_id: (-scores[object_id], object_id)))
    return Ranking(kind, order, scores, {one: tuple(pk for _, pk in sorted(shares[one])) for one in order}, looked_for)


def _hits(viewer: Viewer, kind: str, looked_for: tuple[Term, ...], among: Any) -> list[tuple]:  # type: ignore[type-arg]
    """(passage, thing, field, size, worth of each term) of the visible passages that hold any of the terms: one query."""
    match = engine().matching
    everything = tuple({together for term in looked_for for together in term.alternatives})
    worths = {
        f"worth_{i}": Case(
            *(When(pk__in=match(alternatives), then=Value(worth)) for alternatives, worth in term.levels),
            default=Value(0.0),
            output_field=FloatField(),
        )
        for i, term in enumerate(looked_for)
    }
    rows = Passage.objects.visible_to(viewer).filter(kind=kind, pk__in=match(everything)).annotate(**worths).order_by("pk")
    if among is not None:
        rows = rows.filter(object_id__in=among)
    return list(rows.values_list("pk", "object_id", "field", "size", *worths))
