"""The index in which needs and offers are compared: their documents as sparse rows, and plain columns for place, size and buyer.

Rows are looked up by the terms that they share (postings), so what shares nothing costs nothing. An index is built at once from all
needs and offers of a run; both are kept in the order of their ids, so the order in which they came changes nothing.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from statistics import median
from typing import Generic, Protocol, TypeVar

import numpy as np
import scipy.sparse as sp

from klynge.core.codes import path
from klynge.core.errors import Wrong
from klynge.core.fit.documents import Document, Part, Reader, Trees
from klynge.core.fit.lore import Lore
from klynge.core.fit.shapes import Need, Offer
from klynge.core.fit.vectors import Matrix, SubWords, Vocabulary, bag_of
from klynge.core.notice import Place

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]
Ints = np.ndarray[tuple[int], np.dtype[np.int64]]
# A firm without a record: one job is about a tenth of a year's turnover, and a head turns over about 150,000 euro a year.
JOB_OF_TURNOVER = Decimal("0.1")
TURNOVER_A_HEAD = Decimal(150_000)
# How near two places are by the NUTS level that they share: the country, the large region, the region, the area.
NEAR = (0.0, 0.05, 0.15, 0.4, 1.0)


@dataclass(frozen=True, slots=True)
class Rows:
    """Documents as matrices with one row each, in the index's terms."""

    words: Matrix
    codes: Matrix  # their own codes and what their words mean in codes
    buyers: Matrix  # the buyers' names in sub-words
    places: Ints  # a number for each set of places; 0 is unknown
    part: Ints
    documents: tuple[Document, ...]

    def part_of(self, start: int, end: int) -> "Rows":
        """The rows from `start` to before `end`."""
        few = slice(start, end)
        return Rows(self.words[few], self.codes[few], self.buyers[few], self.places[few], self.part[few], self.documents[few])


class _Named(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Named)


@dataclass(frozen=True, slots=True)
class Side(Generic[T]):
    """One side of the index. Thing i has the rows starts[i] to starts[i + 1]; `size` is the logarithm (base 10) of its job or usual
    job in euro, nan when unknown."""

    things: tuple[T, ...]
    rows: Rows
    starts: Ints
    size: Floats

    def find(self, id: str) -> int:
        """The place of the thing with this id. Wrong when there is none."""
        for place, thing in enumerate(self.things):
            if thing.id == id:
                return place
        raise Wrong("There is nothing with the id '%(id)s' in this index. Build the index anew.", where="id", id=id)


class Index:
    """Needs and offers of one run. `trees` give labels and equal codes, `languages` the texts that are read (see Reader).

    Wrong when two needs, or two offers, have the same id.
    """

    def __init__(
        self,
        needs: Iterable[Need],
        offers: Iterable[Offer],
        trees: Trees | None = None,
        languages: tuple[str, ...] = ("da", "en"),
    ) -> None:
        self._reader = Reader(trees, languages)
        self._place_number: dict[tuple[Place, ...], int] = {(): 0}
        all_needs, all_offers = _by_id(needs, "need"), _by_id(offers, "offer")
        needed = [(self._reader.need(need),) for need in all_needs]
        offered = [self._reader.offer(offer) for offer in all_offers]
        learnt = [*(doc for docs in needed for doc in docs), *(doc for docs in offered for doc in docs)]
        self._words = SubWords([doc.words for doc in learnt])
        self._codes = Vocabulary(doc.codes for doc in learnt if doc.codes)
        self._buyers = SubWords([bag_of(doc.buyer) for doc in learnt if doc.buyer], at_least=1)
        words = self._words.rows([doc.words for doc in learnt])
        codes = self._codes.rows([doc.codes for doc in learnt])
        told = _once(learnt)
        self._lore = Lore(words[told], codes[told], [learnt[row].buyer for row in told])
        rows = self._rows(learnt, words, codes)
        first = len(needed)
        self.needs: Side[Need] = _side(all_needs, needed, rows.part_of(0, first), [_log(need.amount) for need in all_needs])
        usual = [_usual_job(offer) for offer in all_offers]
        self.offers: Side[Offer] = _side(all_offers, offered, rows.part_of(first, len(learnt)), usual)

    def side_of_need(self, need: Need) -> Side[Need]:
        """A need, in the index or not, in the terms of this index."""
        documents = [(self._reader.need(need),)]
        return _side((need,), documents, self._rows_of(documents[0]), [_log(need.amount)])

    def side_of_offer(self, offer: Offer) -> Side[Offer]:
        """An offer, in the index or not, in the terms of this index."""
        documents = [self._reader.offer(offer)]
        return _side((offer,), documents, self._rows_of(documents[0]), [_usual_job(offer)])

    def code_terms(self) -> Sequence[str]:
        """What each column of `Rows.codes` is: "cpv:3561"."""
        return self._codes.terms

    def word_columns(self, word: str) -> Ints:
        """The columns of `Rows.words` that this word (in plain letters) has."""
        return self._words.columns(word)

    def nearness(self, needs: Ints, offers: Ints) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
        """How near each of some sets of places is to each of others, 0 to 1, by the NUTS levels shared; 0 for an unknown one."""
        sets = list(self._place_number)
        a, where_a = np.unique(needs, return_inverse=True)
        b, where_b = np.unique(offers, return_inverse=True)
        table = np.array([[_near(sets[x], sets[y]) for y in b] for x in a]).reshape(len(a), len(b))
        return table[np.ix_(where_a, where_b)]

    def _rows_of(self, documents: Sequence[Document]) -> Rows:
        words = self._words.rows([doc.words for doc in documents])
        return self._rows(documents, words, self._codes.rows([doc.codes for doc in documents]))

    def _rows(self, documents: Sequence[Document], words: Matrix, own: Matrix) -> Rows:
        part = np.array([doc.part for doc in documents], dtype=np.int64)
        meant = self._lore.meaning(words, own, [doc.buyer for doc in documents])
        # A declared code stands for itself: what its label may mean besides is not what the firm said.
        declared = np.flatnonzero(part == Part.CODE)
        if len(declared):
            meant = _replaced(meant, own, declared)
        buyers = self._buyers.rows([bag_of(doc.buyer) for doc in documents])
        places = np.array([self._place(doc.places) for doc in documents], dtype=np.int64)
        return Rows(words, meant, buyers, places, part, tuple(documents))

    def _place(self, places: tuple[Place, ...]) -> int:
        return self._place_number.setdefault(
            tuple(sorted(set(places), key=lambda p: (p.country, p.nuts))), len(self._place_number)
        )


def _near(some: tuple[Place, ...], others: tuple[Place, ...]) -> float:
    return max((NEAR[min(_shared(a, b), 4)] for a in some for b in others), default=0.0)


def _shared(a: Place, b: Place) -> int:
    """How many NUTS levels two places share, 0 to 4; a country alone is one level."""
    one, other = path("nuts", a.nuts or a.country), path("nuts", b.nuts or b.country)
    return sum(1 for x, y in zip(one, other, strict=False) if x == y)


def _replaced(matrix: Matrix, other: Matrix, rows: Ints) -> Matrix:
    """The matrix with these rows taken from the other."""
    keep = np.ones(matrix.shape[0])
    keep[rows] = 0
    replaced = (sp.diags(keep) @ matrix + sp.diags(1 - keep) @ other).tocsr()
    replaced.sort_indices()
    return replaced


def _side(things: tuple[T, ...], documents: Sequence[tuple[Document, ...]], rows: Rows, size: list[float]) -> Side[T]:
    starts = np.concatenate([[0], np.cumsum([len(docs) for docs in documents])]).astype(np.int64)
    return Side(things, rows, starts, np.array(size, dtype=float))


def _by_id(things: Iterable[T], kind: str) -> tuple[T, ...]:
    ordered = tuple(sorted(things, key=lambda thing: thing.id))
    for one, other in pairwise(ordered):
        if one.id == other.id:
            raise Wrong("Two %(kind)ss have the id '%(id)s'. Give each its own.", where="id", kind=kind, id=one.id)
    return ordered


def _once(documents: Sequence[Document]) -> Ints:
    """The rows of the documents to learn from, without repetition: joint winners have the same job in their records, and it must
    not teach twice. Declared codes have only labels for words; they teach nothing."""
    seen = {
        (tuple(doc.words), tuple(doc.codes), doc.buyer): row
        for row, doc in enumerate(documents)
        if doc.words and doc.codes and doc.part != Part.CODE
    }
    return np.array(sorted(seen.values()), dtype=np.int64)


def _log(amount: Decimal | None) -> float:
    return math.log10(amount) if amount is not None and amount.is_finite() and amount > 0 else math.nan


def _usual_job(offer: Offer) -> float:
    """The logarithm of the firm's usual job: the middle one of its record, else by its turnover, else by its staff."""
    known = [size for size in (_log(work.amount) for work in offer.record) if not math.isnan(size)]
    if known:
        return median(known)
    turnover = offer.turnover or (TURNOVER_A_HEAD * offer.staff if offer.staff else None)
    return _log(turnover * JOB_OF_TURNOVER) if turnover else math.nan
