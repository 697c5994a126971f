"""The place in a text where the question was answered, from passages that the viewer may read."""

from collections.abc import Sequence
from dataclasses import dataclass

from klynge.access.viewer import Viewer
from klynge.core.tlp import Label
from klynge.core.words import WORD, fold
from klynge.search import kinds
from klynge.search.models import Passage
from klynge.search.queries.ranking import Ranking
from klynge.search.tokens import forms

LETTERS = 180  # of a snippet


@dataclass(frozen=True, slots=True)
class Bit:
    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """A stretch of a passage with the words that answer marked; `label` is the audience of the field it comes from."""

    field: str
    language: str
    label: Label
    bits: tuple[Bit, ...]

    def __str__(self) -> str:
        return "".join(bit.text for bit in self.bits)


def snippets(viewer: Viewer, ranking: Ranking, object_ids: Sequence[int]) -> dict[int, Snippet]:
    """One for each of these things that has a hit outside its shown fields. One query."""
    kind = kinds.the(ranking.kind)
    wanted = [pk for object_id in object_ids for pk in ranking.passages.get(object_id, ())]
    rows = (
        Passage.objects.visible_to(viewer).filter(kind=ranking.kind, pk__in=wanted).exclude(field__in=kind.shown)
        if wanted
        else ()
    )
    passages = {row.pk: row for row in rows}
    tokens = frozenset().union(*(term.tokens for term in ranking.terms))
    found = {}
    for object_id in object_ids:
        rows_here = [passages[pk] for pk in ranking.passages.get(object_id, ()) if pk in passages]
        if rows_here:
            row = min(rows_here, key=lambda row: row.field in kind.brief)  # the first of the better sort
            found[object_id] = Snippet(row.field, row.language, Label(row.label), bits(row.text, row.language, tokens))
    return found


def bits(text: str, language: str, tokens: frozenset[str], letters: int = LETTERS) -> tuple[Bit, ...]:
    """The text around its first hit, about `letters` long, cut between words, with the hits marked."""
    words = list(WORD.finditer(text))
    hits = [word for word in words if forms(fold(word.group()), language) & tokens]
    at = hits[0].start() if hits else 0
    begin = next((word.start() for word in words if word.start() >= at - letters // 3), 0)
    begin = 0 if begin < 25 else begin
    end = next((word.end() for word in reversed(words) if word.end() <= begin + letters), begin + letters)
    end = len(text) if len(text) - end < 25 else end
    found, here = [Bit("… ")] if begin else [], begin
    for hit in hits:
        if hit.start() >= here and hit.end() <= end:
            found += [Bit(text[here : hit.start()]), Bit(hit.group(), True)]
            here = hit.end()
    found.append(Bit(text[here:end]))
    if end < len(text):
        found.append(Bit(" …"))
    return tuple(bit for bit in found if bit.text)
