"""Books hours from attendance for the activities that ended, where a grant counts it. Again changes nothing."""

import argparse

from klynge.site.output import Out

HELP = "book hours from attendance"


def arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(args: argparse.Namespace, out: Out) -> int:
    from klynge.ledger import tasks

    done = tasks.attendance(printer=out)
    for line in tasks.left_lines(done):
        out.fact(line)
    out.counts(done.counts)
    return 3 if done.left else 0
