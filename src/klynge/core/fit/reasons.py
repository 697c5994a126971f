"""The terms of the score. Each is one reason; the score is their sum and nothing else.

How several documents of an offer add up: each is a chance (CHANCE x likeness) that it speaks for the offer, and the term is the
chance that at least one does. So a second like job helps, a tenth hardly, nothing that is added lowers the term, and the
term stays between 0 and 1. Of declared codes only the best one counts, else a long list would make a fit of many half fits.
The weights were chosen on French awards, few values tried, and stand on a plateau. Without one of them recall@20 falls from 0.667 to:
codes 0.459, place 0.602, record 0.623, size 0.643, buyer 0.662 (`klynge bench radar`, first folding).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from klynge.core.fit.documents import Part
from klynge.core.fit.index import Floats, Index, Ints, Side
from klynge.core.fit.shapes import Need, Offer, ReasonKind
from klynge.core.fit.vectors import Matrix

CHANCE = 0.95
SHARP = 1.5  # likeness of words is raised to this: half alike titles are mostly chance
WEIGHT = {
    ReasonKind.CODES: 1.0,
    ReasonKind.WORDS: 1.0,
    ReasonKind.RECORD: 1.0,
    ReasonKind.BUYER: 0.9,
    ReasonKind.PLACE: 0.75,
    ReasonKind.SIZE: 0.15,
    ReasonKind.DEADLINE: 0.5,
}
KINDS = tuple(ReasonKind)
MATTER = (ReasonKind.CODES, ReasonKind.WORDS, ReasonKind.RECORD)  # without one of these there is no fit
LEAST = 0.01  # points below this are no reason
SHORT = timedelta(days=7)
FARTHEST = 3.0  # powers of ten between a job and the usual job, beyond which it makes no difference
Table = np.ndarray[tuple[int, int], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Points:
    """Points by reason: by_kind[kind][need, offer], rounded to six decimals so that the sum is the same everywhere. `total` is their
    sum, `matter` the sum of those reasons without which there is no fit. `words` and `codes` are the likenesses behind them, a column
    for each document of the offers; the documents of offer j begin at begins[j]."""

    by_kind: dict[ReasonKind, Table]
    total: Table
    matter: Table
    words: Table
    codes: Table
    begins: Ints

    def likeness(self, need: int, offer: int) -> tuple[Floats, Floats]:
        """The likeness of each document of one offer to one need: by words, by codes."""
        end = self.begins[offer + 1] if offer + 1 < len(self.begins) else self.words.shape[1]
        few = slice(self.begins[offer], end)
        return self.words[need, few], self.codes[need, few]


def points(index: Index, needs: Side[Need], some: Ints, offers: Side[Offer], of: Ints, at: datetime | None = None) -> Points:
    """The points of some needs (rows) against some offers (columns). `at` is now; without it deadlines give no points.

    Costs memory for len(some) x all documents of these offers: call it block by block.
    """
    rows = np.concatenate([np.arange(offers.starts[i], offers.starts[i + 1]) for i in of]).astype(np.int64)
    sizes = (offers.starts[of + 1] - offers.starts[of]).astype(np.int64)
    begins = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    part = offers.rows.part[rows]
    job, declared = part == Part.JOB, part == Part.CODE
    words = _likeness(needs.rows.words[some], offers.rows.words[rows])
    codes = _likeness(needs.rows.codes[some], offers.rows.codes[rows])
    buyers = _likeness(needs.rows.buyers[some], offers.rows.buyers[rows])
    telling = words**SHARP
    jobs = np.maximum(np.add.reduceat(job.astype(float), begins), 1.0)
    has = {
        ReasonKind.CODES: _at_least_one(codes, begins, declared),
        ReasonKind.WORDS: _at_least_one(telling * ~job, begins, declared),
        ReasonKind.RECORD: _at_least_one(telling * job, begins, declared),
        ReasonKind.BUYER: _buyer(buyers * job, begins, jobs),
        ReasonKind.PLACE: _place(index, needs.rows.places[some], offers.rows.places[rows], part, begins),
        ReasonKind.SIZE: _size(needs.size[some], offers.size[of]),
        ReasonKind.DEADLINE: _deadline([needs.things[i] for i in some], at)[:, None].repeat(len(of), axis=1),
    }
    rounded = {kind: _worth(WEIGHT[kind] * has[kind]) for kind in KINDS}
    return Points(rounded, _sum(rounded, KINDS), _sum(rounded, MATTER), words, codes, begins)


def _worth(points: Table) -> Table:
    """Rounded to six decimals; too few to be a reason are none."""
    worth: Table = np.where(np.abs(points) < LEAST, 0.0, np.round(points, 6))
    return worth


def _sum(by_kind: dict[ReasonKind, Table], kinds: tuple[ReasonKind, ...]) -> Table:
    total: Table = np.round(np.sum([by_kind[kind] for kind in kinds], axis=0), 6)
    return total


def _likeness(some: Matrix, others: Matrix) -> Table:
    likeness: Table = np.clip((some @ others.T.tocsr()).toarray(), 0.0, 1.0)
    return likeness


def _at_least_one(likeness: Table, begins: Ints, declared: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> Table:
    none = np.log1p(-CHANCE * likeness)  # the logarithm of the chance that this document does not speak for it
    rest = np.add.reduceat(none * ~declared, begins, axis=1) + np.minimum.reduceat(none * declared, begins, axis=1)
    some: Table = -np.expm1(rest)
    return some


def _place(index: Index, needs: Ints, offers: Ints, part: Ints, begins: Ints) -> Table:
    """The mean nearness of the offer's earlier jobs; its own places count as one job more where it has any."""
    counts = (part == Part.JOB) | ((part == Part.DESCRIPTION) & (offers > 0))
    number = np.maximum(np.add.reduceat(counts.astype(float), begins), 1.0)
    near: Table = np.add.reduceat(index.nearness(needs, offers) * counts, begins, axis=1) / number
    return near


def _size(needs: Floats, offers: Floats) -> Table:
    """1 for the usual job, 0 for one ten times larger or smaller, -2 from a thousand times on; 0 when either is unknown."""
    apart = np.abs(needs[:, None] - offers[None, :])
    return 1.0 - np.minimum(np.where(np.isnan(apart), 1.0, apart), FARTHEST)


def _buyer(likeness: Table, begins: Ints, jobs: Floats) -> Table:
    """Half for buyers with names like this one's ("Mairie de ..."), by their share among the jobs; half for this very buyer."""
    known = np.maximum.reduceat(likeness, begins, axis=1) > 1 - 1e-9
    mean: Table = np.add.reduceat(likeness, begins, axis=1) / jobs
    return (mean + known) / 2


def _deadline(needs: list[Need], at: datetime | None) -> Floats:
    """-1 when the deadline has passed, then rising to 0 at seven days from now; 0 when there is none."""
    left = [need.deadline_at - at if need.deadline_at and at else SHORT for need in needs]
    return np.array([-1.0 if each <= timedelta(0) else min(each / SHORT, 1.0) / 2 - 0.5 for each in left], dtype=float)
