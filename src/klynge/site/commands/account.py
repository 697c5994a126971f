"""Opens an account for whoever runs the cluster, and prints the address at which a password is chosen. This is how the first two
people of a new secretariat get in; from then on they invite and confirm each other on the page of roles."""

import argparse

from klynge.site.output import Out

HELP = "open an account, with a role if you like"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("email", metavar="EMAIL")
    parser.add_argument("--name", required=True, help="the person's name")
    parser.add_argument("--role", choices=("secretariat", "finance", "board", "auditor", "partner", "tech"))


def run(args: argparse.Namespace, out: Out) -> int:
    from klynge.access.viewer import Role
    from klynge.register.actions.accounts import open_first_account

    link = open_first_account(args.email, args.name, Role(args.role) if args.role else None)
    out.fact(f"{args.name} chooses a password at {link}")
    out.counts({"accounts": 1})
    return 0
