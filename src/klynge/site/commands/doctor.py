"""Checks the installation and says what to mend. Exit code 0: nothing must be mended; 1: something must."""

import argparse

from klynge.site.output import Out

HELP = "check the installation and say what to mend"


def arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(args: argparse.Namespace, out: Out) -> int:
    from klynge.site.doctor import examine

    findings = examine()
    for finding in findings:
        out.fact(f"{finding.state.value:6} {finding.subject}: {finding.says}")
    counts = {state.value: sum(finding.state is state for finding in findings) for state in type(findings[0].state)}
    out.counts(counts)
    return 1 if counts["mend"] else 0
