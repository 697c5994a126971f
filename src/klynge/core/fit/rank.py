"""Who fits what: the best needs of an offer, the best offers of a need, and both for a whole run.

Only what shares a code or words with the asker is ranked. Equal scores stand in the order of their ids.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

import numpy as np
from sparse_dot_topn import sp_matmul_topn

from klynge.core.fit.documents import Trees
from klynge.core.fit.evidence import Evidence
from klynge.core.fit.index import Index, Ints, Rows, Side
from klynge.core.fit.reasons import KINDS, Points, points
from klynge.core.fit.shapes import Fit, Gap, Need, Offer, Reason
from klynge.core.words import fold

WIDE = 4_000  # from so many things on only the nearest by words and by codes are weighed
NEAREST = 1_000
CELLS = 2_000_000  # of a block: documents times needs


def rank_needs(offer: Offer, index: Index, k: int = 20, at: datetime | None = None) -> list[Fit]:
    """The k needs of the index that fit this offer best. `at` is now: it counts for deadlines and expired certificates."""
    asker = index.side_of_offer(offer)
    some = _nearest(asker.rows, slice(None), index.needs)
    if not len(some):
        return []
    table = points(index, index.needs, some, asker, np.zeros(1, dtype=np.int64), at)
    evidence = Evidence(index, index.needs, asker)
    best = _best(table, k, 0)
    return [_fit(index.needs, asker, int(some[row]), 0, table, (row, 0), evidence, at) for row in best]


def rank_offers(need: Need, index: Index, k: int = 20, at: datetime | None = None) -> list[Fit]:
    """The k offers of the index that fit this need best."""
    return _rank_offers(index.side_of_need(need), 0, index, k, at)


def match(
    needs: Iterable[Need],
    offers: Iterable[Offer],
    k: int = 20,
    trees: Trees | None = None,
    at: datetime | None = None,
    least: float = 0.0,
) -> Iterator[Fit]:
    """The k best offers of every need, needs in the order of their ids, best offer first. Fits whose codes, words and record
    together have fewer than `least` points are left out: they are coincidences of words."""
    return match_index(Index(needs, offers, trees), k, at, least)


def match_index(index: Index, k: int = 20, at: datetime | None = None, least: float = 0.0) -> Iterator[Fit]:
    """The same for an index that is there already."""
    needs, offers = index.needs, index.offers
    if not needs.things or not offers.things:
        return
    if len(offers.things) > WIDE:
        for row in range(len(needs.things)):
            yield from _rank_offers(needs, row, index, k, at, least)
        return
    everyone = np.arange(len(offers.things), dtype=np.int64)
    evidence = Evidence(index, needs, offers)
    step = max(1, CELLS // max(1, int(offers.starts[-1])))
    for start in range(0, len(needs.things), step):
        some = np.arange(start, min(start + step, len(needs.things)), dtype=np.int64)
        table = points(index, needs, some, offers, everyone, at)
        for row, need in enumerate(some):
            for column in _best(table, k, row, by_need=True, least=least):
                yield _fit(needs, offers, int(need), column, table, (row, column), evidence, at)


def _rank_offers(asker: Side[Need], row: int, index: Index, k: int, at: datetime | None, least: float = 0.0) -> list[Fit]:
    some = _nearest(asker.rows, slice(row, row + 1), index.offers)
    if not len(some):
        return []
    table = points(index, asker, np.array([row], dtype=np.int64), index.offers, some, at)
    evidence = Evidence(index, asker, index.offers)
    best = _best(table, k, 0, by_need=True, least=least)
    return [_fit(asker, index.offers, row, int(some[column]), table, (0, column), evidence, at) for column in best]


def _nearest(asked: Rows, which: slice, side: "Side[Need] | Side[Offer]") -> Ints:
    """Which things of the other side are weighed at all: all of a few, of many those nearest by words or by codes."""
    if len(side.things) <= WIDE:
        return np.arange(len(side.things), dtype=np.int64)
    found = [
        sp_matmul_topn(ours[which], theirs.T.tocsr(), top_n=NEAREST).indices
        for ours, theirs in ((asked.words, side.rows.words), (asked.codes, side.rows.codes))
    ]
    return np.unique(np.searchsorted(side.starts, np.concatenate(found), side="right") - 1).astype(np.int64)


def _best(table: Points, k: int, asked: int, by_need: bool = False, least: float = 0.0) -> list[int]:
    """The places of the k best that have any matter, best first."""
    total = table.total[asked] if by_need else table.total[:, asked]
    matter = table.matter[asked] if by_need else table.matter[:, asked]
    order = np.argsort(-total, kind="stable")
    return [int(place) for place in order[(matter[order] > 0) & (matter[order] >= least)][:k]]


def _fit(
    needs: Side[Need],
    offers: Side[Offer],
    need: int,
    offer: int,
    table: Points,
    cell: tuple[int, int],
    evidence: Evidence,
    at: datetime | None,
) -> Fit:
    reasons, likeness = [], table.likeness(*cell)
    for kind in KINDS:
        gained = float(table.by_kind[kind][cell])
        if gained != 0:
            reasons.append(Reason(kind, gained, evidence.of(need, offer, kind, *likeness)))
    reasons.sort(key=lambda reason: -abs(reason.points))
    wanted, offered = needs.things[need], offers.things[offer]
    return Fit(wanted.id, offered.id, sum(reason.points for reason in reasons), tuple(reasons), gaps(wanted, offered, at))


def gaps(need: Need, offer: Offer, at: datetime | None = None) -> tuple[Gap, ...]:
    """The conditions of the need that the offer does not meet, in the need's order. One that ends before the deadline (or before
    `at`, whichever is later) is expired. Names are compared without case and blanks: "AQAP 2110" meets "aqap-2110"."""
    moments = [moment for moment in (need.deadline_at, at) if moment]
    found = []
    for condition in need.conditions:
        held = [own for own in offer.conditions if own.kind == condition.kind and _bare(own.name) == _bare(condition.name)]
        if not held:
            found.append(Gap(condition))
        elif moments and all(own.until is not None and own.until < max(moments) for own in held):
            found.append(Gap(condition, expired=True))
    return tuple(found)


def _bare(name: str) -> str:
    return "".join(c for c in fold(name) if c.isalnum())
