"""Bags of terms as sparse rows of length one, weighted by how rare each term is (TF-IDF, cosine by plain product)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

import numpy as np
import scipy.sparse as sp

from klynge.core.words import plain, subwords, words

# Of a long text only its most telling sub-words are kept: 256 hold a title whole and keep products of many rows fast.
KEEP = 256
Matrix: TypeAlias = Any  # scipy.sparse.csr_matrix, float; scipy says no types
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
        data, indices, starts = [], [], [0]
        for bag in bags:
            for term in sorted(bag):
                column = self.column.get(term)
                if column is not None:
                    indices.append(column)
                    data.append(bag[term])
            starts.append(len(indices))
        matrix = _csr(data, indices, starts, len(bags), len(self.terms))
        return unit(matrix @ sp.diags(self.rarity) if len(self.terms) else matrix)


class SubWords:
    """Texts as rows of sub-words. Grams are made once a word and not once a text: long notices stay cheap."""

    def __init__(self, bags: Sequence[Bag], at_least: int = 2) -> None:
        self._vocabulary = Vocabulary(({gram for word in bag for gram in subwords(word)} for bag in bags), at_least)
        self.rarity = self._vocabulary.rarity

    def columns(self, word: str) -> list[int]:
        """The known sub-words of one word."""
        column = self._vocabulary.column
        return [column[gram] for gram in subwords(word) if gram in column]

    def rows(self, bags: Sequence[Bag]) -> Matrix:
        known = sorted({word for bag in bags for word in bag})
        number = {word: row for row, word in enumerate(known)}
        indices, starts = [], [0]
        for word in known:
            indices.extend(self.columns(word))
            starts.append(len(indices))
        grams = _csr([1.0] * len(indices), indices, starts, len(known), len(self.rarity))
        grams.sum_duplicates()
        data, indices, starts = [], [], [0]
        for bag in bags:
            for word in sorted(bag):
                indices.append(number[word])
                data.append(bag[word])
            starts.append(len(indices))
        counted = (_csr(data, indices, starts, len(bags), len(known)) @ grams).tocsr()
        counted.data = 1 + np.log(counted.data)
        weighted = counted @ sp.diags(self.rarity) if len(self.rarity) else counted
        return unit(_strongest(weighted.tocsr(), KEEP))


def bag_of(*texts: str, longest: int = 400) -> Bag:
    """The words of some texts in plain letters, counted. The first text is a title: its words count twice. At most `longest`
    words of the rest are read, because what stands late in a notice is law and forms."""
    bag: Bag = {}
    for place, text in enumerate(texts):
        found = [plain(word) for word in words(text[: longest * 12])][:longest]
        for word in found:
            bag[word] = bag.get(word, 0.0) + (2.0 if place == 0 else 1.0)
    return bag


def unit(matrix: Matrix) -> Matrix:
    """The rows scaled to length one; empty rows stay empty."""
    matrix = matrix.tocsr()
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scale = np.divide(1.0, length, out=np.zeros_like(length), where=length > 0)
    scaled = (sp.diags(scale) @ matrix).tocsr()
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


def _csr(data: Sequence[float], indices: Sequence[int], starts: Sequence[int], rows: int, columns: int) -> Matrix:
    return sp.csr_matrix(
        (np.array(data, dtype=float), np.array(indices, dtype=np.int64), np.array(starts, dtype=np.int64)), shape=(rows, columns)
    )
