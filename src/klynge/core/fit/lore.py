"""What words usually mean in codes: a title's likely codes, learnt from all titles that stand beside a code.

Buyers choose broad or odd codes ("45000000" for a roof). The codes of the most alike texts of *other* buyers say what the work is
by its words; added to the notice's own codes they lift recall@20 from 0.60 to 0.67 on French awards (`bench radar`). Nothing is learnt
from who won what.
"""

import numpy as np
import scipy.sparse as sp
from sparse_dot_topn import sp_matmul_topn

from klynge.core.fit.vectors import Matrix, unit

NEIGHBOURS = 10
SURE = 0.7  # likeness of the nearest text from which its codes count in full
LOOKED_AT = 50  # before those of the same buyer are left out
MOST = 20_000  # texts to learn from; more add time, not knowledge


class Lore:
    """`words` and `codes` are unit rows of the same documents; `buyers` are their buyers, "" when unknown."""

    def __init__(self, words: Matrix, codes: Matrix, buyers: list[str]) -> None:
        told = np.flatnonzero((np.diff(words.indptr) > 0) & (np.diff(codes.indptr) > 0))
        if len(told) > MOST:
            told = told[np.linspace(0, len(told) - 1, MOST).astype(int)]
        self._words = words[told]
        self._codes = codes[told]
        self._buyers = _numbers([buyers[row] for row in told], self._known(buyers))

    def _known(self, buyers: list[str]) -> dict[str, int]:
        self._number = {name: number for number, name in enumerate(sorted(set(buyers) - {""}))}
        return self._number

    def meaning(self, words: Matrix, codes: Matrix, buyers: list[str]) -> Matrix:
        """The documents' own codes and, in equal part, the codes that their words suggest; unit rows."""
        if not self._words.shape[0] or not words.shape[0]:
            return codes
        near = sp_matmul_topn(words, self._words.T.tocsr(), top_n=LOOKED_AT, threshold=1e-6, sort=True)
        asked = _numbers(buyers, self._number)
        row_of = np.repeat(np.arange(near.shape[0]), np.diff(near.indptr))
        # A text's own twin teaches nothing, and lots of one buyer repeat their title: neither counts as a neighbour.
        theirs, ours = self._buyers[near.indices], asked[row_of]
        other = (theirs != ours) | ((ours < 0) & (near.data < 1 - 1e-9))
        kept = _first(row_of[other], NEIGHBOURS)
        rows, columns, weights = row_of[other][kept], near.indices[other][kept], near.data[other][kept] ** 2
        total = np.bincount(rows, weights, minlength=near.shape[0])
        share = weights / total[rows] if len(rows) else weights
        learnt = unit(sp.csr_matrix((share, (rows, columns)), shape=near.shape) @ self._codes)
        nearest = np.zeros(near.shape[0])
        np.maximum.at(nearest, rows, near.data[other][kept])
        sure = np.minimum(nearest / SURE, 1.0)
        known = np.diff(codes.indptr) > 0
        meant = (codes + sp.diags(sure) @ learnt).tocsr()
        return sp.csr_matrix(sp.diags(np.where(known, 1 / _length(meant), 1.0)) @ meant)


def _length(matrix: Matrix) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """The length of each row; 1 for an empty one."""
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return np.where(length > 0, length, 1.0)


def _numbers(names: list[str], number: dict[str, int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array([number.get(name, -1) for name in names], dtype=np.int64)


def _first(groups: np.ndarray[tuple[int], np.dtype[np.int64]], most: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The places of the first `most` members of each run of equal values."""
    if not len(groups):
        return np.zeros(0, dtype=np.int64)
    begins = np.flatnonzero(np.r_[True, groups[1:] != groups[:-1]])
    since = np.arange(len(groups)) - np.repeat(begins, np.diff(np.r_[begins, len(groups)]))
    return np.flatnonzero(since < most)
