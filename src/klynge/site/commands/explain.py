"""Says why somebody may or may not do something: `klynge explain anna@example.org read register.Fact:17`. WHO is an e-mail
address or "guest"; ACTION is read, change, publish or export; WHAT is app.Model:id."""

import argparse

from klynge.site.output import Out

HELP = "say why somebody can or cannot see something"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("who", metavar="WHO", help='an e-mail address, or "guest"')
    parser.add_argument(
        "action", metavar="ACTION", choices=("read", "change", "publish", "export"), help="read, change, publish, export"
    )
    parser.add_argument("what", metavar="WHAT", help="app.Model:id, for instance register.Organisation:12")


def run(args: argparse.Namespace, out: Out) -> int:
    from klynge.desk.queries.why import explain_to_operator

    explanation = explain_to_operator(args.who, args.action, args.what)
    out.fact(f"{args.who} {'may' if explanation.allowed else 'may not'} {args.action} {args.what}.")
    for step in explanation.steps:
        out.fact(f"  {'yes' if step.opens else 'no ':3} {step.why}")
    if not explanation.steps:
        out.fact("  No rule opens this to anybody but the system.")
    out.counts({"allowed": int(explanation.allowed), "grants asked": len(explanation.steps)})
    return 0
