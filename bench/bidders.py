"""Bidders: notice -> companies, the reverse of the radar. Who of the history's firms would win this notice?

Folds are by buyer, every firm of the history is a candidate, a notice with a known winner is a question whether or not that firm
was seen before; `seen` is the share whose winner was, a ceiling for every method.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from bench import Result, peak_mb, show
from bench.folds import Fold
from bench.methods import LANGUAGE, code_alert
from bench.radar import options, parts_of
from klynge.core.errors import KlyngeError, Wrong
from klynge.core.fit.index import Index
from klynge.core.fit.judge import hit_at, ranks_of, reciprocal_rank
from klynge.core.fit.reasons import points

# One row a notice of the target, one column a firm of the history.
Table = np.ndarray[tuple[int, int], np.dtype[np.float64]]
BLOCK = 64  # notices at a time


def most_wins(fold: Fold) -> Table:
    """The firms that win most, whatever the notice."""
    wins = Counter({firm: len(awards) for firm, awards in fold.record.items()})
    return np.tile([float(wins[firm]) for firm in fold.record], (len(fold.target), 1))


def same_code(fold: Fold) -> Table:
    """The longest CPV prefix shared with anything the firm has won; of equal ones those that win most."""
    firms = list(fold.record)
    shared = np.concatenate([code_alert(fold, firms[start : start + 500]).T for start in range(0, len(firms), 500)], axis=1)
    return shared + most_wins(fold) / 10_000


def klynge(fold: Fold) -> Table:
    """The product's own index and reasons."""
    index = Index([award.need() for award in fold.target], fold.offers(), languages=(LANGUAGE,))
    everyone = np.arange(len(index.offers.things), dtype=np.int64)
    tables = []
    for start in range(0, len(fold.target), BLOCK):
        some = np.arange(start, min(start + BLOCK, len(fold.target)), dtype=np.int64)
        tables.append(points(index, index.needs, some, index.offers, everyone).total)
    return np.concatenate(tables)


METHODS: dict[str, Callable[[Fold], Table]] = {"most wins": most_wins, "same code": same_code, "klynge": klynge}


def measure(parts: Iterator[Fold]) -> Result:
    """Wrong when there is no notice or no firm to ask for."""
    began, questions, seen, sizes = time.perf_counter(), 0, 0, []
    means: dict[str, list[list[float]]] = {method: [] for method in METHODS}
    for part in parts:
        if not part.target or not part.record:
            continue
        number = {firm: column for column, firm in enumerate(part.record)}
        right = [[number[winner] for winner in award.winners if winner in number] for award in part.target]
        questions, seen = questions + len(right), seen + sum(map(bool, right))
        sizes.append(len(number))
        for method, rank in METHODS.items():
            ranks = [ranks_of(row, winners, seed=7) for row, winners in zip(rank(part), right, strict=True)]
            means[method].append(np.mean([[hit_at(10, r), reciprocal_rank(r)] for r in ranks], axis=0).tolist())
    if not questions:
        raise Wrong("Nothing can be asked: no notice of the target has firms of the history beside it. Give more awards.")
    rows = tuple(
        {"method": m, "hr@10": f[0], "mrr": f[1], "seen": seen / questions}
        for m, figures in means.items()
        for f in [np.mean(figures, axis=0).tolist()]
    )
    return Result("bidders", questions, round(float(np.mean(sizes))), round(time.perf_counter() - began, 2), peak_mb(), rows)


def main(argv: Sequence[str] | None = None) -> int:
    """0 when measured, 1 when the files give nothing to measure."""
    args = options("bidders", "Notice -> companies: is a true winner among the first ten firms?").parse_args(argv)
    if args.folds < 2:
        print("klynge bench bidders: --folds must be 2 or more.", file=sys.stderr)
        return 2
    try:
        show(measure(parts_of(args.history, args.target, args.folds, args.seed)), args.json)
    except KlyngeError as error:
        print(f"klynge bench bidders: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
