"""Measures: `klynge bench radar --history FILE`. Each bench prints a table, or one JSON object with --json: bench, questions,
candidates, seconds, peak_mb and rows. Options after NAME belong to the bench; `klynge bench NAME --help` lists them."""

import argparse
import importlib.util
import sys
from importlib import import_module
from pathlib import Path

from klynge.core.errors import Wrong
from klynge.site.output import Out

HELP = "measure"
NEEDS_DJANGO = False
NAMES = ("radar", "bidders", "intake", "match", "web", "market_web", "ledger", "marking")


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("rest", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)


def run(args: argparse.Namespace, out: Out) -> int:
    root = Path(__file__).resolve().parents[4]
    if args.name not in NAMES:
        raise Wrong("There is no bench “%(name)s”. There are: %(names)s.", name=args.name, names=", ".join(NAMES))
    if importlib.util.find_spec("bench") is None:
        if not (root / "bench").is_dir():
            raise Wrong("The benches come with the source of Klynge, not with the package. Run this in a clone.")
        sys.path.insert(0, str(root))
    return int(import_module(f"bench.{args.name}").main([*args.rest, *(["--json"] if args.json else [])]))
