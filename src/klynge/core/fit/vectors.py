"""Bags of terms as sparse rows of length one, weighted by how rare each term is (TF-IDF, cosine by plain product)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
import scipy.sparse as sp

from klynge.core.words import subwords, words

# Of a long text only its most telling sub-words are kept: 256 hold a title whole and keep products of many rows fast.
KEEP = 256
Matrix: TypeAlias = Any  # scipy.sparse.csr_matrix, float; scipy says no types
Columns = np.ndarray[tuple[int], np.dtype[np.int64]]
Bag = dict[str, float]  # term -> how often, or how much


class Vocabulary:
    """Terms with their columns and rarity, learnt once from bags; terms in fewer than `at_least` bags are left out."""

    def __init__(self, bags: Iterable[Iterable[str]], at_least: int = 1) -> None:
        seen: Counter[str] = Counter()
        count = 0
        for bag in bags:
            seen.update(set(bag))
            count += 1
        self.terms = sorted(term for term, times in seen.items() if times >= at_least)
        self.column = {term: column for column, term in enumerate(self.terms)}
        times = np.array([seen[term] for term in self.terms], dtype=float)
        self.rarity = np.log((1 + count) / (1 + times)) + 1 if self.terms else np.zeros(0)

    def rows(self, bags: Sequence[Bag]) -> Matrix:
        """One row a bag, in order; unknown terms count nothing; an empty bag is an empty row."""
        column = self.column
        known = [[(column[term], weight) for term, weight in bag.items() if term in column] for bag in bags]
        counted = _csr(known, len(self.terms))
        counted.data = counted.data * self.rarity[counted.indices]
        return unit(counted)


class SubWords:
    """Texts as rows of sub-words. Grams are made once a word and not once a text: long notices stay cheap."""

    def __init__(self, bags: Sequence[Bag], at_least: int = 2) -> None:
        known = _known(bags)
        grams = [subwords(word) for word in known]
        number = {gram: column for column, gram in enumerate(sorted({gram for each in grams for gram in each}))}
        spelled = _csr([[(number[gram], 1.0) for gram in each] for each in grams], len(number))
        times = np.bincount((_counted(bags, known) @ spelled).indices, minlength=len(number)).astype(float)
        kept = np.flatnonzero(times >= at_least)
        column = np.full(len(number), -1)
        column[kept] = np.arange(len(kept))
        self._column = {gram: int(column[place]) for gram, place in number.items() if column[place] >= 0}
        self._columns: dict[str, Columns] = {}
        self._rarity = np.log((1 + len(bags)) / (1 + times[kept])) + 1

    def columns(self, word: str) -> Columns:
        """The columns of the known sub-words of one word, a repeated one twice."""
        found = self._columns.get(word)
        if found is None:
            column = self._column
            found = self._columns[word] = np.array([column[gram] for gram in subwords(word) if gram in column], dtype=np.int64)
        return found

    def rows(self, bags: Sequence[Bag]) -> Matrix:
        """One unit row a bag, in order, of its most telling sub-words."""
        known = _known(bags)
        columns = [self.columns(word) for word in known]
        starts = np.concatenate([[0], np.cumsum([len(each) for each in columns])])
        indices = np.concatenate([*columns, np.zeros(0, dtype=np.int64)])
        spelled = sp.csr_matrix((np.ones(len(indices)), indices, starts), shape=(len(known), len(self._rarity)))
        counted = (_counted(bags, known) @ spelled).tocsr()
        counted.data = (1 + np.log(counted.data)) * self._rarity[counted.indices]
        return unit(_strongest(counted, KEEP))


def _known(bags: Sequence[Bag]) -> list[str]:
    return sorted({word for bag in bags for word in bag})


def _counted(bags: Sequence[Bag], known: Sequence[str]) -> Matrix:
    number = {word: column for column, word in enumerate(known)}
    return _csr([[(number[word], times) for word, times in bag.items()] for bag in bags], len(known))


def bag_of(*texts: str, longest: int = 300) -> Bag:
    """The words of some texts in plain letters, counted. The first text is a title: its words count twice. At most `longest`
    words of the rest are read, because what stands late in a notice is law and forms."""
    bag: Bag = {}
    for place, text in enumerate(texts):
        counts = 2.0 if place == 0 else 1.0
        for word in words(text[: longest * 12])[:longest]:
            bag[word] = bag.get(word, 0.0) + counts
    return bag


def unit(matrix: Matrix) -> Matrix:
    """The rows scaled to length one; empty rows stay empty."""
    matrix = matrix.tocsr()
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    length = np.sqrt(np.bincount(rows, matrix.data**2, minlength=matrix.shape[0]))
    scale = np.divide(1.0, length, out=np.zeros_like(length), where=length > 0)
    scaled = sp.csr_matrix((matrix.data * scale[rows], matrix.indices, matrix.indptr), shape=matrix.shape)
    scaled.sort_indices()
    return scaled


def _strongest(matrix: Matrix, keep: int) -> Matrix:
    """Each row cut to its `keep` greatest entries; of equal ones those with the lowest column."""
    sizes = np.diff(matrix.indptr)
    if not len(sizes) or sizes.max() <= keep:
        return matrix
    matrix.sort_indices()
    kept = np.ones(matrix.nnz, dtype=bool)
    for row in np.flatnonzero(sizes > keep):
        start, end = matrix.indptr[row], matrix.indptr[row + 1]
        order = np.argsort(-matrix.data[start:end], kind="stable")
        kept[start + order[keep:]] = False
    starts = np.concatenate([[0], np.cumsum(np.minimum(sizes, keep))])
    return sp.csr_matrix((matrix.data[kept], matrix.indices[kept], starts), shape=matrix.shape)


def _csr(rows: Sequence[Sequence[tuple[int, float]]], columns: int) -> Matrix:
    """A matrix of rows given as (column, value); values of the same column are added, columns stand in order."""
    starts = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    indices = np.fromiter((column for row in rows for column, _ in row), dtype=np.int64, count=int(starts[-1]))
    data = np.fromiter((value for row in rows for _, value in row), dtype=float, count=int(starts[-1]))
    matrix = sp.csr_matrix((data, indices, starts), shape=(len(rows), columns))
    matrix.sum_duplicates()
    return matrix
