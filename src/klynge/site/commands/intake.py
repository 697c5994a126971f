"""Takes in notices from a source. ted-xml and ocds read files, folders, .tar, .tar.gz and .zip; ted, eu-calls and ocds can
ask the source itself for all that was published since a day. The same input twice changes nothing."""

import argparse
from datetime import date
from pathlib import Path

from klynge.site.output import Out

HELP = "take in notices from a source"
SOURCES = ("ted", "ted-xml", "ocds", "eu-calls", "manual")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("source", choices=SOURCES, metavar="SOURCE", help=", ".join(SOURCES))
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files, folders or archives")
    parser.add_argument("--since", type=date.fromisoformat, metavar="DAY", help="ask for what was published since this day")


def run(args: argparse.Namespace, out: Out) -> int:
    from klynge.core.errors import Wrong
    from klynge.market import tasks

    for path in args.paths:
        if not path.exists():
            raise Wrong("There is no file or folder %(path)s. Check the name.", path=path)
    counts = tasks.intake(args.source, args.paths, since=args.since, printer=out)
    for line in tasks.unread_lines(counts):
        out.fact(line)
    out.counts(counts.counts)
    return 3 if counts.counts.get("unread") else 0
