"""What made the points: the few codes, words, jobs and places that a person wants to see beside a reason."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from klynge.core.fit.documents import Part
from klynge.core.fit.index import Floats, Index, Ints, Side
from klynge.core.fit.shapes import Need, Offer, ReasonKind
from klynge.core.fit.vectors import Matrix
from klynge.core.words import WORD, plain

FEW = 3
SHARED = 0.6  # a word is evidence when this share of its sub-words is shared
ALIKE = 0.15  # an earlier job is evidence from this likeness on


@dataclass(frozen=True, slots=True)
class _Asked:
    """A need made ready for many offers: its rows as full columns, its words with their sub-words."""

    words: Floats
    codes: Floats
    shown: tuple[str, ...]  # the words as they are written
    columns: Ints  # their sub-words, one word after the other
    begins: Ints


class Evidence:
    """Gathers evidence for fits of one index. Ask need by need: a need is made ready once."""

    def __init__(self, index: Index, needs: Side[Need], offers: Side[Offer]) -> None:
        self._index, self._needs, self._offers = index, needs, offers
        self._ready: tuple[int, _Asked] | None = None
        self._doc = np.zeros(needs.rows.words.shape[1])

    def of(self, need: int, offer: int, kind: ReasonKind) -> tuple[str, ...]:
        """The evidence for one reason, most important first; () where the points say it all."""
        thing, other = self._needs.things[need], self._offers.things[offer]
        if kind == ReasonKind.CODES:
            return self._codes(self._asked(need), offer)
        if kind == ReasonKind.WORDS:
            return self._words(self._asked(need), offer)
        if kind == ReasonKind.RECORD:
            jobs = self._likest(self._offers.rows.words, self._asked(need).words, offer, (Part.JOB,))
            first = len(self._rows(offer)) - len(other.record)
            return _distinct(other.record[row - first].title.best() for row, likeness in jobs if likeness >= ALIKE)[:2]
        if kind == ReasonKind.BUYER:
            names = [work.buyer for work in other.record if work.buyer]
            return _distinct(sorted(names, key=lambda name: (name != thing.buyer, name)))[:1]
        if kind == ReasonKind.PLACE:
            return _distinct(place.nuts or place.country for place in thing.places)[:FEW]
        if kind == ReasonKind.SIZE:
            usual = self._offers.size[offer]
            known = thing.amount is not None and not np.isnan(usual)
            return (str(round(float(thing.amount or 0))), str(round(float(10**usual)))) if known else ()
        return (thing.deadline_at.isoformat(),) if thing.deadline_at else ()

    def _codes(self, asked: _Asked, offer: int) -> tuple[str, ...]:
        """The shared codes that weigh most in the likest documents, each as deep as both know it."""
        matrix, terms = self._offers.rows.codes, self._index.code_terms()
        found: dict[str, float] = {}
        for row, _ in self._likest(matrix, asked.codes, offer, tuple(Part))[:2]:
            columns, values = _row(matrix, self._offers.starts[offer] + row)
            for column, value in zip(columns.tolist(), values * asked.codes[columns], strict=True):
                if value > 0:
                    found[terms[column]] = max(found.get(terms[column], 0.0), float(value))
        chosen: list[str] = []
        for term in sorted(found, key=lambda term: (-found[term], term)):
            if not any(other.startswith(term) or term.startswith(other) for other in chosen):
                chosen.append(max((deeper for deeper in found if deeper.startswith(term)), key=lambda d: (len(d), found[d], d)))
        return tuple(chosen[:FEW])

    def _words(self, asked: _Asked, offer: int) -> tuple[str, ...]:
        gained: dict[str, float] = {}
        for row, _ in self._likest(self._offers.rows.words, asked.words, offer, (Part.DESCRIPTION, Part.CODE))[:2]:
            columns, values = _row(self._offers.rows.words, self._offers.starts[offer] + row)
            self._doc[columns] = values
            if len(asked.shown):
                theirs = self._doc[asked.columns]
                share = np.add.reduceat((theirs > 0).astype(float), asked.begins)
                sizes = np.diff(np.r_[asked.begins, len(asked.columns)])
                weight = np.add.reduceat(theirs * asked.words[asked.columns], asked.begins)
                for place in np.flatnonzero((share >= SHARED * sizes) & (weight > 0)):
                    word = asked.shown[place]
                    gained[word] = max(gained.get(word, 0.0), float(weight[place]))
            self._doc[columns] = 0
        return tuple(sorted(gained, key=lambda word: (-gained[word], word))[:FEW])

    def _likest(self, matrix: Matrix, asked: Floats, offer: int, parts: tuple[Part, ...]) -> list[tuple[int, float]]:
        """The offer's documents of these parts that share anything with the need: (row within the offer, likeness), best first."""
        start, end = self._offers.starts[offer], self._offers.starts[offer + 1]
        first, last = matrix.indptr[start], matrix.indptr[end]
        products = np.concatenate([[0.0], np.cumsum(matrix.data[first:last] * asked[matrix.indices[first:last]])])
        likeness = np.diff(products[matrix.indptr[start : end + 1] - first])
        part = self._offers.rows.part[start:end]
        found = [(int(row), float(likeness[row])) for row in np.flatnonzero(likeness > 1e-9) if part[row] in parts]
        return sorted(found, key=lambda each: (-round(each[1], 9), each[0]))

    def _rows(self, offer: int) -> range:
        return range(self._offers.starts[offer], self._offers.starts[offer + 1])

    def _asked(self, need: int) -> _Asked:
        if self._ready is None or self._ready[0] != need:
            self._ready = (need, self._made_ready(need))
        return self._ready[1]

    def _made_ready(self, need: int) -> _Asked:
        rows, thing = self._needs.rows, self._needs.things[need]
        text = " ".join([*thing.title.values(), *thing.text.values()])
        written: dict[str, str] = {}
        for match in WORD.finditer(text):
            written.setdefault(plain(match.group()), match.group())
        shown: list[str] = []
        columns: list[int] = []
        begins: list[int] = []
        for word in rows.documents[need].words:
            known = self._index.word_columns(word)
            if known and len(word) > 2 and not word.isdigit():
                shown.append(written.get(word, word))
                begins.append(len(columns))
                columns.extend(known)
        return _Asked(
            _full(rows.words, need),
            _full(rows.codes, need),
            tuple(shown),
            np.array(columns, dtype=np.int64),
            np.array(begins, dtype=np.int64),
        )


def _row(matrix: Matrix, row: int) -> tuple[Ints, Floats]:
    start, end = matrix.indptr[row], matrix.indptr[row + 1]
    return matrix.indices[start:end], matrix.data[start:end]


def _full(matrix: Matrix, row: int) -> Floats:
    full = np.zeros(matrix.shape[1])
    columns, values = _row(matrix, row)
    full[columns] = values
    return full


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
