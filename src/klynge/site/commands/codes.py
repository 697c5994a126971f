"""Loads the taxonomies, the legal values and the indicators that come with Klynge, or a full official table of CPV codes with labels by
language."""

import argparse
from pathlib import Path

from klynge.site.output import Out

HELP = "load taxonomies"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", metavar="FILE", help="the official CPV table (CSV or CSV.GZ)")


def run(args: argparse.Namespace, out: Out) -> int:
    from klynge.core.errors import Wrong
    from klynge.ledger.tasks import load_law
    from klynge.programme.actions.indicator import load_indicators
    from klynge.register import tasks

    if args.file is not None and not args.file.is_file():
        raise Wrong("There is no file %(file)s. Check the name.", file=args.file)
    counts = tasks.load_codes(args.file)
    if args.file is None:
        counts["legal values"] = load_law()["new"]
        counts |= {f"indicators {name}": n for name, n in load_indicators().items()}
    out.counts(counts)
    return 0
