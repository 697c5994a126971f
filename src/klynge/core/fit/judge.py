"""How good a ranking is, when some things are known to be right (and the rest are not known to be wrong).

Ranks count from 0. All functions take the ranks of the right things, sorted or not; without a right thing they are 0.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


def recall_at(k: int, ranks: Sequence[int]) -> float:
    """The share of the right things that stand among the first k."""
    return sum(rank < k for rank in ranks) / len(ranks) if ranks else 0.0


def hit_at(k: int, ranks: Sequence[int]) -> float:
    """1 if any right thing stands among the first k; its mean over questions is the hit rate."""
    return float(any(rank < k for rank in ranks))


def ndcg_at(k: int, ranks: Sequence[int]) -> float:
    """Gain 1 for a right thing, discounted by log2 of its place; ideal is all right things first (at most k)."""
    gained = sum(1 / math.log2(rank + 2) for rank in ranks if rank < k)
    ideal = sum(1 / math.log2(place + 2) for place in range(min(k, len(ranks))))
    return gained / ideal if ideal else 0.0


def reciprocal_rank(ranks: Sequence[int]) -> float:
    """One over the place (from 1) of the first right thing."""
    return 1 / (min(ranks) + 1) if ranks else 0.0


def ranks_of(scores: Sequence[float], right: Sequence[int], seed: int = 0) -> list[int]:
    """The ranks of the things at the places `right`, best score first; equal scores stand in a random order fixed by the seed."""
    values = np.asarray(scores, dtype=float)
    if not len(values):
        return []
    order = np.lexsort((np.random.default_rng(seed).random(len(values)), -values))
    rank = np.empty(len(values), dtype=int)
    rank[order] = np.arange(len(values))
    return sorted(int(rank[place]) for place in right)


@dataclass(frozen=True, slots=True)
class Difference:
    """Mean of `ours - theirs` over the same questions, its 95 % interval, and how often a resample was not above zero."""

    mean: float
    low: float
    high: float
    p: float


def paired_bootstrap(ours: Sequence[float], theirs: Sequence[float], times: int = 2_000, seed: int = 0) -> Difference:
    """Resamples the questions. Both lists hold one figure a question, in the same order; empty lists give zeros and p 1."""
    apart = np.asarray(ours, dtype=float) - np.asarray(theirs, dtype=float)
    if not len(apart):
        return Difference(0.0, 0.0, 0.0, 1.0)
    drawn = np.random.default_rng(seed).integers(0, len(apart), (times, len(apart)))
    means = apart[drawn].mean(axis=1)
    low, high = np.quantile(means, [0.025, 0.975])
    return Difference(float(apart.mean()), float(low), float(high), float((means <= 0).mean()))
