"""Radar: company -> notices. Which notices would a firm win, seen from what it won before?

Buyers are dealt into folds; each fold's notices are ranked for every firm with two awards elsewhere and one there. Right are the
notices that it won: a lower bound, since a firm could have won others. Means over firms, then over folds; ties at random, seeded.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from bench import Result, peak_mb, show
from bench.awards import Award, read
from bench.folds import Fold, fold, folds
from bench.methods import METHODS
from klynge.core.errors import KlyngeError, Wrong
from klynge.core.fit.judge import ndcg_at, ranks_of, recall_at, reciprocal_rank

METRICS = ("recall@20", "recall@50", "ndcg@20", "mrr")


def measure(parts: Iterator[Fold]) -> Result:
    """Wrong when no fold has a question."""
    began, questions, sizes = time.perf_counter(), 0, []
    means: dict[str, list[list[float]]] = {method: [] for method in METHODS}
    for part in parts:
        asked = part.questions()
        sizes.append(len(part.target))
        if not asked:
            continue
        questions += len(asked)
        for method, rank in METHODS.items():
            table = rank(part, asked)
            means[method].append(np.mean([judged(table[row], part.won[firm]) for row, firm in enumerate(asked)], axis=0).tolist())
    if not questions:
        raise Wrong("Nothing can be asked: no firm has two awards in the history and one in the target. Give more awards.")
    rows = tuple(
        {"method": m, **dict(zip(METRICS, np.mean(figures, axis=0).tolist(), strict=True))} for m, figures in means.items()
    )
    return Result("radar", questions, round(float(np.mean(sizes))), round(time.perf_counter() - began, 2), peak_mb(), rows)


def judged(scores: Sequence[float], right: list[int]) -> list[float]:
    """The metrics of one question, in the order of METRICS."""
    ranks = ranks_of(scores, right, seed=7)
    return [recall_at(20, ranks), recall_at(50, ranks), ndcg_at(20, ranks), reciprocal_rank(ranks)]


def parts_of(history: Path, target: Path | None, number: int, seed: int) -> Iterator[Fold]:
    """The folds of one file, or one fold of two files. What could not be used is said on standard error."""
    awards = _told(history)
    if target is None:
        return folds(awards, number, seed)
    return iter([fold(awards, _told(target))])


def _told(path: Path) -> list[Award]:
    awards, unused = read(path)
    if unused:
        print(f"{path.name}: {len(awards)} awards; {unused} lines name no buyer or no winner and are left out", file=sys.stderr)
    return awards


def options(name: str, about: str) -> argparse.ArgumentParser:
    """The command line that the benches on awards share."""
    parser = argparse.ArgumentParser(prog=f"klynge bench {name}", description=about)
    parser.add_argument("--history", type=Path, required=True, metavar="FILE", help="awards, .jsonl or .jsonl.gz, DECP form")
    parser.add_argument("--target", type=Path, metavar="FILE", help="awards to rank; without it the history is folded by buyer")
    parser.add_argument("--folds", type=int, default=5, metavar="N", help="how many folds (default 5)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="of the folds (default 1)")
    parser.add_argument("--json", action="store_true", help="one JSON object")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """0 when measured, 1 when the files give nothing to measure."""
    args = options("radar", "Company -> notices: recall of the notices that firms won, beside the code alert.").parse_args(argv)
    if args.folds < 2:
        print("klynge bench radar: --folds must be 2 or more.", file=sys.stderr)
        return 2
    try:
        show(measure(parts_of(args.history, args.target, args.folds, args.seed)), args.json)
    except KlyngeError as error:
        print(f"klynge bench radar: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
