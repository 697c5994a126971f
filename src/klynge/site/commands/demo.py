"""Loads the demonstration cluster, takes in notices, matches, prints one screen and serves. Again: starts in seconds."""

import argparse
import os

from klynge.site.output import Out

HELP = "load the demonstration cluster and serve it"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")), help="port (default: $PORT or 8000)")
    parser.add_argument("--no-serve", action="store_true", help="prepare all, print the screen, and end")


def run(args: argparse.Namespace, out: Out) -> int:
    from klynge.demo.load import load, screen
    from klynge.site.commands.migrate import migrate
    from klynge.site.commands.serve import serve

    migrate(out)
    load(out)
    for line in screen(args.port):
        out.fact(line)
    if args.no_serve:
        return 0
    return serve("127.0.0.1", args.port, 1, out)
