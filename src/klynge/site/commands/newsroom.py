"""A newsroom from elsewhere moves in. Save what its web service answers (JSON or XML) into a folder, and its pictures and files beside it
under their own names; what moved in is a draft until somebody else publishes it."""

import argparse
from pathlib import Path

from klynge.site.output import Out

HELP = "let a newsroom from elsewhere move in"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("verb", choices=("move-in", "publish"), metavar="move-in | publish")
    parser.add_argument(
        "folder", type=Path, nargs="?", metavar="FOLDER", help="with move-in: the answers (.json, .xml) and the files"
    )
    parser.add_argument("--by", required=True, metavar="MAIL", help="the account of the secretariat that answers for it")
    parser.add_argument(
        "--looked-through", action="store_true", help="that person has looked at every picture and file: none bears a mark"
    )


def run(args: argparse.Namespace, out: Out) -> int:
    from klynge.core.errors import Wrong
    from klynge.website import tasks

    if args.verb == "publish":
        out.counts({"published": tasks.publish_newsroom(by=args.by)})
        return 0
    if args.folder is None or not args.folder.is_dir():
        raise Wrong("There is no folder %(folder)s. Name the one in which the answers lie.", folder=args.folder or "")
    told = tasks.move_newsroom_in(args.folder, by=args.by, seen=args.looked_through)
    for one in told:
        for sentence, facts in one.notes:
            out.fact(f"{one.kind} {one.key} “{one.title}”: {sentence % facts}")
        if not one.kind:
            out.fact(f"{one.key}: {one.title}")
    out.counts({what: sum(one.what == what for one in told) for what in ("made", "here", "left")})
    return 0
