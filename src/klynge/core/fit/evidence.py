"""What made the points: the few codes, words, jobs and places that a person wants to see beside a reason."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from klynge.core.fit.index import Floats, Index, Ints, Side
from klynge.core.fit.shapes import Need, Offer, ReasonKind
from klynge.core.fit.vectors import Bag, Matrix
from klynge.core.words import WORD, plain

FEW = 3
TELLING = 60  # words of a need that may be shown
MOST_CODES = 12
SHARED = 0.6  # a word is evidence when this share of its sub-words is shared
ALIKE = 0.15  # an earlier job is evidence from this likeness on


@dataclass(frozen=True, slots=True)
class _Asked:
    """A need made ready for many offers: its rows as full columns, its most telling words with their sub-words."""

    words: Floats
    codes: Floats
    named: Bag  # the stems of its own codes
    telling: tuple[str, ...]  # in plain letters
    columns: Ints  # their sub-words, one word after the other
    begins: Ints
    sizes: Ints
    written: dict[str, str]  # plain word -> as the need writes it, filled when asked


class Evidence:
    """Gathers evidence for fits of one index. Ask need by need: a need is made ready once."""

    def __init__(self, index: Index, needs: Side[Need], offers: Side[Offer]) -> None:
        self._index, self._needs, self._offers = index, needs, offers
        self._ready: tuple[int, _Asked] | None = None
        self._doc = np.zeros(needs.rows.words.shape[1])

    def of(self, need: int, offer: int, kind: ReasonKind, words: Floats, codes: Floats) -> tuple[str, ...]:
        """The evidence for one reason, most important first; () where the points say it all. `words` and `codes` are the likeness
        of each of the offer's documents to the need (`Points.likeness`)."""
        thing, other = self._needs.things[need], self._offers.things[offer]
        if kind == ReasonKind.CODES:
            return self._codes(self._asked(need), offer, codes)
        if kind == ReasonKind.WORDS:
            return self._words(need, offer, words)
        if kind == ReasonKind.RECORD:
            jobs = words[len(words) - len(other.record) :]
            return _distinct(other.record[row].title.best() for row in _greatest(jobs, FEW) if jobs[row] >= ALIKE)[:2]
        if kind == ReasonKind.BUYER:
            return self._buyer(need, offer)
        if kind == ReasonKind.PLACE:
            return _distinct(place.nuts or place.country for place in thing.places)[:FEW]
        if kind == ReasonKind.SIZE:
            usual = self._offers.size[offer]
            known = thing.amount is not None and not np.isnan(usual)
            return (str(round(float(thing.amount or 0))), str(round(float(10**usual)))) if known else ()
        return (thing.deadline_at.isoformat(),) if thing.deadline_at else ()

    def _codes(self, asked: _Asked, offer: int, likeness: Floats) -> tuple[str, ...]:
        """The shared codes that weigh most in the likest documents, each as deep as both know it; those that the need names itself
        before those that its words suggest."""
        matrix, terms = self._offers.rows.codes, self._index.code_terms()
        found: dict[str, float] = {}
        for row in _greatest(likeness, 2):
            columns, values = _row(matrix, self._offers.starts[offer] + row)
            weight = values * asked.codes[columns]
            for place in np.argsort(-weight, kind="stable")[:MOST_CODES]:
                if weight[place] > 0:
                    term = terms[int(columns[place])]
                    found[term] = max(found.get(term, 0.0), float(weight[place]))
        named = {term: weight for term, weight in found.items() if term in asked.named}
        return _deepest(named or found, FEW if named else 1)

    def _words(self, need: int, offer: int, likeness: Floats) -> tuple[str, ...]:
        asked, gained = self._asked(need), dict[str, float]()
        for row in _greatest(likeness[: len(likeness) - len(self._offers.things[offer].record)], 2):
            columns, values = _row(self._offers.rows.words, self._offers.starts[offer] + row)
            self._doc[columns] = values
            if asked.telling:
                theirs = self._doc[asked.columns]
                share = np.add.reduceat((theirs > 0).astype(float), asked.begins)
                weight = np.add.reduceat(theirs * asked.words[asked.columns], asked.begins)
                for place in np.flatnonzero((share >= SHARED * asked.sizes) & (weight > 0)):
                    word = asked.telling[place]
                    gained[word] = max(gained.get(word, 0.0), float(weight[place]))
            self._doc[columns] = 0
        best = sorted(gained, key=lambda word: (-gained[word], word))[:FEW]
        return _distinct(self._as_written(word, need) for word in best)

    def _buyer(self, need: int, offer: int) -> tuple[str, ...]:
        """The buyer of its record whose name is most like this one's."""
        record = self._offers.things[offer].record
        first, end = self._offers.starts[offer + 1] - len(record), self._offers.starts[offer + 1]
        likeness = (self._offers.rows.buyers[first:end] @ self._needs.rows.buyers[need].T).toarray().ravel()
        return tuple(record[row].buyer for row in _greatest(np.round(likeness, 9), 1))

    def _asked(self, need: int) -> _Asked:
        if self._ready is None or self._ready[0] != need:
            self._ready = (need, self._made_ready(need))
        return self._ready[1]

    def _made_ready(self, need: int) -> _Asked:
        rows = self._needs.rows
        weights = _full(rows.words, need)
        words = [word for word in rows.documents[need].words if len(word) > 2 and not word.isdigit()]
        found = [(word, columns) for word in words if len(columns := self._index.word_columns(word))]
        columns, begins, sizes = _joined([columns for _, columns in found])
        weighed = np.add.reduceat(weights[columns], begins) if found else np.zeros(0)
        best = sorted(range(len(found)), key=lambda place: (-weighed[place], found[place][0]))[:TELLING]
        columns, begins, sizes = _joined([found[place][1] for place in best])
        telling = tuple(found[place][0] for place in best)
        return _Asked(weights, _full(rows.codes, need), rows.documents[need].codes, telling, columns, begins, sizes, {})

    def _as_written(self, word: str, need: int) -> str:
        """The word in plain letters as the need, or the label of its code, writes it."""
        asked, thing = self._asked(need), self._needs.things[need]
        if word in asked.written:
            return asked.written[word]
        texts = (*thing.title.values(), *thing.text.values(), self._needs.rows.documents[need].labels)
        for text in texts:
            if start := _place_of(word, text):
                return asked.written.setdefault(word, text[start - 1 : start - 1 + len(word)])
        if "" not in asked.written:  # a word with other letters than a to z: look at all of them, once a need
            asked.written[""] = ""
            for text in texts:
                for match in WORD.finditer(text):
                    if not match.group().isascii():
                        asked.written.setdefault(plain(match.group()), match.group())
        return asked.written.setdefault(word, word)


def _place_of(word: str, text: str) -> int:
    """Where the word stands whole in the text, from 1; 0 if it does not."""
    lower = text.lower()
    if len(lower) != len(text):
        return 0
    start = lower.find(word)
    while start >= 0:
        end = start + len(word)
        if not (lower[start - 1 : start].isalnum() or lower[end : end + 1].isalnum()):
            return start + 1
        start = lower.find(word, end)
    return 0


def _joined(columns: list[Ints]) -> tuple[Ints, Ints, Ints]:
    """Some lists of columns as one, where each begins in it, and how long each is."""
    sizes = np.array([len(each) for each in columns], dtype=np.int64)
    return np.concatenate([*columns, np.zeros(0, dtype=np.int64)]), (np.cumsum(sizes) - sizes).astype(np.int64), sizes


def _deepest(found: dict[str, float], most: int) -> tuple[str, ...]:
    """The heaviest stems of different branches, each as deep as it goes."""
    chosen: list[str] = []
    for term in sorted(found, key=lambda term: (-found[term], term)):
        if not any(other.startswith(term) or term.startswith(other) for other in chosen):
            chosen.append(max((deeper for deeper in found if deeper.startswith(term)), key=lambda d: (len(d), found[d], d)))
            if len(chosen) == most:
                break
    return tuple(chosen)


def _greatest(values: Floats, most: int) -> list[int]:
    """The places of the greatest values above zero, greatest first."""
    return [int(place) for place in np.argsort(-values, kind="stable")[:most] if values[place] > 0]


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
