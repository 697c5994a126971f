"""Needs and offers taken apart into what can be compared: a need is one document, an offer several.

An offer's documents are its own description, each code that it declares, and each job of its record; so one good job is seen
although it stands among a hundred others, and a declared code never blurs another.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum

from klynge.core.codes import Tree, path
from klynge.core.fit.shapes import Code, Need, Offer, Work
from klynge.core.fit.vectors import Bag, bag_of
from klynge.core.notice import Place, Text

Trees = Mapping[str, Tree]
# What a declared code says about the code of another system that the table calls the same: nearly, but not quite, itself.
SAME = 0.7


class Part(IntEnum):
    """Which part of an offer a document is."""

    DESCRIPTION = 0
    CODE = 1
    JOB = 2


@dataclass(frozen=True, slots=True)
class Document:
    words: Bag
    codes: Bag  # stems like "cpv:3561", weighted
    buyer: str = ""
    places: tuple[Place, ...] = ()
    part: Part = Part.DESCRIPTION
    labels: str = ""  # of its codes, as the table writes them


class Reader:
    """Makes documents. With trees, the codes' labels in all their languages join the words: that is how a Danish description
    meets an English notice. `languages` are those whose text is read beside the source's first language."""

    def __init__(self, trees: Trees | None = None, languages: tuple[str, ...] = ("da", "en")) -> None:
        self._trees = trees or {}
        self._languages = languages

    def need(self, need: Need) -> Document:
        labels = " ".join(self._labels(code) for code in need.codes)
        words = bag_of(self._text(need.title), self._text(need.text), labels)
        return Document(words, self._codes(self._with_same(need.codes)), need.buyer, need.places, labels=labels)

    def offer(self, offer: Offer) -> tuple[Document, ...]:
        """Never empty: an offer that says nothing has one document without words."""
        description = Document(bag_of(self._text(offer.title), self._text(offer.text)), {}, places=offer.places)
        declared = tuple(
            Document(bag_of(self._labels(code)), self._codes((code,)), part=Part.CODE) for code in self._with_same(offer.codes)
        )
        return (description, *declared, *(self._job(work) for work in offer.record))

    def _job(self, work: Work) -> Document:
        labels = " ".join(self._labels(code) for code in work.codes)
        words = bag_of(self._text(work.title), labels)
        return Document(words, self._codes(self._with_same(work.codes)), work.buyer, work.places, Part.JOB)

    def _text(self, text: Text) -> str:
        chosen = [text[language] for language in self._languages if language in text]
        first = text.best()
        return " ".join(chosen if first in chosen or not first else [first, *chosen])

    def _labels(self, code: Code) -> str:
        tree = self._trees.get(code.system)
        if tree is None:
            return ""
        labels = tree.labels(code.code)
        return " ".join(labels[language] for language in self._languages if language in labels)

    def _with_same(self, codes: tuple[Code, ...]) -> tuple[Code, ...]:
        found = {(code.system, code.code): code for code in reversed(codes)}
        for code in codes:
            tree = self._trees.get(code.system)
            for system, other in tree.same(code.code) if tree else ():
                found.setdefault((system, other), Code(system, other, code.weight * SAME))
        return tuple(found[key] for key in sorted(found))

    def _codes(self, codes: tuple[Code, ...]) -> Bag:
        bag: Bag = {}
        for code in codes:
            for stem in path(code.system, code.code):
                key = f"{code.system}:{stem}"
                bag[key] = max(bag.get(key, 0.0), code.weight)
        return bag
