"""Takes in a list of members from CSV or XLSX, with Danish or English headings. Every problem is named by row and column, and
nothing is taken in until none is left."""

import argparse
from pathlib import Path

from klynge.site.output import Out

HELP = "take in a list of members"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", choices=("import",), metavar="import")
    parser.add_argument("file", type=Path, metavar="FILE", help="a CSV or XLSX file")
    parser.add_argument("--preview", action="store_true", help="only say what would happen")


def run(args: argparse.Namespace, out: Out) -> int:
    from klynge.core.errors import Wrong
    from klynge.register import tasks
    from klynge.register.imports.columns import MEMBERS

    if not args.file.is_file():
        raise Wrong("There is no file %(file)s. Check the name.", file=args.file)
    result = tasks.import_file(args.file, take=not args.preview, printer=out)
    for problem in result.problems:
        out.fact(MEMBERS.english(problem))
    out.counts(result.counts)
    return 1 if result.problems else 0
