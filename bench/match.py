"""How long matching takes, first and when nothing is new: `klynge bench match [FILE...] [--notices 2500] [--json]`.

In a new home: the demonstration's 150 members, and invented notices, or those of the TED files as if they were all open.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bench import Result, Row, peak_mb, show
from bench.market import in_new_home, prepare


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="klynge bench match", description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
    parser.add_argument("--notices", type=int, default=2500, help="open notices, without files (2500)")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = list(sys.argv[1:] if argv is None else argv)
    args = parser.parse_args(given)
    files = [str(file.resolve()) for file in args.files]
    told = [*files, "--notices", str(args.notices), *(["--json"] if args.json else [])]
    if (code := in_new_home("bench.match", told)) is not None:
        return code
    from klynge.market import tasks
    from klynge.market.models import Match

    notices = prepare(args.notices, args.files)
    rows: list[Row] = []
    for method in ("klynge, first run", "klynge, nothing new"):
        started = time.perf_counter()
        done = tasks.match()
        rows.append({"method": method, "seconds": round(time.perf_counter() - started, 2), "new": done.counts.get("new", 0)})
    kept = Match.objects.system_rows("a bench counts its own market").count()
    seconds = sum(float(row["seconds"]) for row in rows)
    show(
        Result(
            "match",
            notices,
            done.counts["members"],
            round(seconds, 2),
            peak_mb(),
            (*rows, {"method": "matches kept", "new": kept}),
        ),
        args.json,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
