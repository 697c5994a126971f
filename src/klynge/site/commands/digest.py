"""Sends the weekly digest to the members' people, one mail each. Who got it this week does not get it again."""

import argparse

from klynge.site.output import Out

HELP = "send the weekly digest"


def arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(args: argparse.Namespace, out: Out) -> int:
    from klynge.market import tasks

    out.counts(tasks.digest(printer=out).counts)
    return 0
