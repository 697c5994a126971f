"""How much of what is marked the guard finds, and how much of what is not it refuses: `python -m bench.marking [FILE...] [--json]`.

Marked texts and files are made (see marked_variants.py). Files named are open texts: archives, folders, JSON lines; each document in them
counts as one, with all its texts and as it stands. A row for each system, channel and disguise that missed something, for each rule that
refused or held an open text, and the speed over open texts in millions of letters a second.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench import Result, Row, peak_mb, show
from bench.marked_variants import Variant, variants
from klynge.connectors.files import open_files
from klynge.connectors.json import strings
from klynge.connectors.papers.judge import judged
from klynge.connectors.papers.plain import decoded, more
from klynge.connectors.papers.shapes import Unreadable
from klynge.connectors.shapes import Answer
from klynge.core.marking.look import Finding, Outcome, looked_at, worse


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="bench.marking", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="open texts: files, folders, archives")
    parser.add_argument("--where", action="store_true", help="also name each open document that was refused or held")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    args = parser.parse_args(argv)
    started = time.perf_counter()
    rows, made = recall()
    more_rows, documents = refusals(args.files, args.where)
    show(Result("marking", made, documents, round(time.perf_counter() - started, 2), peak_mb(), (*rows, *more_rows)), args.json)
    return 0


def recall() -> tuple[list[Row], int]:
    """What the guard says of each made variant."""
    made: Counter[str] = Counter()
    said: Counter[tuple[str, str]] = Counter()
    missed: Counter[str] = Counter()
    for one in variants():
        found = judge(one)
        made[one.language] += 1
        said[one.language, found.outcome.value if found else "missed"] += 1
        if found is None:
            missed[f"{one.system}, {one.channel}, {one.disguise}"] += 1
    rows: list[Row] = [_row("marked", sum(made.values()), Counter(x for (_, x), n in said.items() for _ in range(n)))]
    rows += [
        _row(f"marked, {language}", n, Counter({x: k for (at, x), k in said.items() if at == language}))
        for language, n in made.items()
    ]
    rows += [{"method": f"missed: {what}", "n": n} for what, n in missed.most_common(20)]
    return rows, sum(made.values())


def judge(one: Variant) -> Finding | None:
    return judged(*one.file) if one.file else looked_at(one.text)


def _row(name: str, n: int, said: Counter[str]) -> Row:
    caught = said["refuse"] + said["hold"]
    return {
        "method": name,
        "n": n,
        "refused": said["refuse"],
        "held": said["hold"],
        "missed": n - caught,
        "recall": caught / max(1, n),
    }


def refusals(files: Sequence[Path], with_where: bool) -> tuple[list[Row], int]:
    """What the guard says of texts that are open to everybody."""
    rules: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    where: list[Row] = []
    documents = letters = 0
    spent = 0.0
    for name, texts in _documents(files):
        began = time.process_time()
        found = None
        for text in texts:
            found = worse(found, looked_at(text))
        spent += time.process_time() - began
        documents, letters = documents + 1, letters + sum(map(len, texts))
        if found is not None and found.outcome is not Outcome.NOTICE:
            outcomes[found.outcome] += 1
            rules[f"{found.outcome}: {found.rule}"] += 1
            where.append({"method": f"{found.outcome} {found.rule}: {name}"})
    if not documents:
        return [], 0
    shares = {"refused": outcomes["refuse"], "held": outcomes["hold"], "share held": outcomes["hold"] / documents}
    rows: list[Row] = [{"method": "open", "n": documents, **shares, "M letters/s": round(letters / 1e6 / max(spent, 0.001), 1)}]
    return [*rows, *({"method": rule, "n": n} for rule, n in rules.most_common()), *(where if with_where else [])], documents


def _documents(files: Sequence[Path]) -> Iterator[tuple[str, list[str]]]:
    """Each document as it stands, and as a reader of its kind sees it. A table of many texts in one line (parallel.jsonl) gives each
    text as a document of its own."""
    for answer in open_files(files):
        if not isinstance(answer, Answer):
            continue
        try:
            text = decoded(answer.body)
            seen = [text, *(piece.text for piece in more(answer.where, text, answer.body))]
        except Unreadable:
            continue
        if ".jsonl" in answer.where and "parallel" in answer.where:
            yield from ((answer.where, [said]) for said in strings(json.loads(answer.body)) if len(said) > 40)
        else:
            yield answer.where, seen


if __name__ == "__main__":
    sys.exit(main())
