"""Says which open notices fit which members, and why. Nothing new costs next to nothing."""

import argparse

from klynge.site.output import Out

HELP = "match open notices with members"


def arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(args: argparse.Namespace, out: Out) -> int:
    from klynge.market import tasks

    out.counts(tasks.match(printer=out).counts)
    return 0
