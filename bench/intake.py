"""How fast and how whole files of notices are taken in: `python -m bench.intake parse FILE... [--coverage] [--json]`.

`parse` reads files into notices without storing them; `store` takes them into a new database, twice. Beside the parsing stands the
floor: what lxml alone needs to parse the same files. Both include opening the archive.
`--coverage` adds a row per kind with the share of notices that have each field.
"""

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from lxml import etree

from bench import Result, Row, peak_mb, show
from bench.market import in_new_home
from bench.store import stored
from klynge.connectors.files import open_files
from klynge.connectors.shapes import Answer
from klynge.connectors.ted_xml import TedXml
from klynge.core.notice import Notice, Unread

FIELDS = (
    "title",
    "description",
    "cpv",
    "places",
    "buyers",
    "value",
    "deadline_at",
    "requirements",
    "awards",
    "earlier",
    "documents",
)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="bench.intake", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    steps = parser.add_subparsers(dest="step", required=True, metavar="STEP")
    parse = steps.add_parser("parse", help="files to notices, nothing stored")
    parse.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parse.add_argument("--coverage", action="store_true", help="the share of notices that have each field, by kind")
    parse.add_argument("--json", action="store_true", help="print one JSON object")
    store = steps.add_parser("store", help="files to rows of a new database, twice")
    store.add_argument("files", nargs="+", type=Path, metavar="FILE")
    store.add_argument("--json", action="store_true", help="print one JSON object")
    args = parser.parse_args(argv)
    if args.step == "store":
        told = ["store", *(str(file.resolve()) for file in args.files), *(["--json"] if args.json else [])]
        if (code := in_new_home("bench.intake", told)) is not None:
            return code
    show(stored(args.files) if args.step == "store" else measured(args.files, args.coverage), args.json)
    return 0


def measured(files: Sequence[Path], with_coverage: bool) -> Result:
    """Reads the files twice: once into notices, once with the parser alone."""
    started = time.perf_counter()
    reasons: Counter[str] = Counter()
    fields: defaultdict[str, Counter[str]] = defaultdict(Counter)
    notices = 0
    for said in _read(files):
        if isinstance(said, Unread):
            reasons[said.reason] += 1
        else:
            notices += 1
            fields[said.kind].update(("notices", *(name for name in FIELDS if _has(said, name))))
    seconds, peak = time.perf_counter() - started, peak_mb()
    ours: Row = {"method": "klynge", "notices/s": round((notices + reasons.total()) / seconds, 1), "unread": reasons.total()}
    rows = [ours | {f"unread {reason}": count for reason, count in sorted(reasons.items())}, _floor(files)]
    if with_coverage:
        for kind, counts in sorted(fields.items()):
            shares = {name: round(counts[name] / counts["notices"], 3) for name in FIELDS}
            rows.append({"method": f"klynge, {kind}", "notices": counts["notices"], **shares})
    return Result("intake parse", notices + reasons.total(), notices, round(seconds, 2), peak, tuple(rows))


def _read(files: Sequence[Path]) -> Iterator[Notice | Unread]:
    connector = TedXml()
    for answer in open_files(files):
        if isinstance(answer, Unread):
            yield answer
        else:
            yield from connector.reads(answer)


def _has(notice: Notice, name: str) -> bool:
    """Whether the notice or one of its lots has the field."""
    return bool(getattr(notice, name)) or any(bool(getattr(lot, name, None)) for lot in notice.lots)


def _floor(files: Sequence[Path]) -> Row:
    started = time.perf_counter()
    count = broken = 0
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for answer in open_files(files):
        if isinstance(answer, Answer):
            count += 1
            try:
                etree.fromstring(answer.body, parser)
            except etree.XMLSyntaxError:
                broken += 1
    return {"method": "lxml parse only", "notices/s": round(count / (time.perf_counter() - started), 1), "unread": broken}


if __name__ == "__main__":
    sys.exit(main())
