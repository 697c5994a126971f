"""The command line: `klynge --help`.

Exit codes: 0 all went well; 1 the work could not be done; 2 the command was not understood; 3 done, but some records could
not be read or need a person (the last line says how many).
"""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

from klynge import __version__
from klynge.core.errors import KlyngeError
from klynge.site.output import Out

COMMANDS = (
    "demo",
    "migrate",
    "serve",
    "worker",
    "intake",
    "match",
    "digest",
    "attendance",
    "members",
    "codes",
    "account",
    "explain",
    "bench",
    "doctor",
)


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="klynge",
        description="Klynge runs an industry cluster: it takes in the market, knows the members, and says who fits what and why.",
        epilog="KLYNGE_HOME names the folder that holds all state (default: var). Exit codes: 0 well, 1 not done, 2 not "
        "understood, 3 done but some records need a person.",
    )
    top.add_argument("--version", action="version", version=f"klynge {__version__}")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name in COMMANDS:
        module = _module(name)
        sub = commands.add_parser(name, help=module.HELP, description=module.__doc__)
        sub.add_argument("--json", action="store_true", help="print one JSON object for machines")
        module.arguments(sub)
    return top


def _module(name: str) -> Any:
    return import_module(f"klynge.site.commands.{name}")


def main(argv: Sequence[str] | None = None) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klynge.site.settings")
    args = parser().parse_args(argv)
    if args.command == "demo":
        os.environ["KLYNGE_DEMO"] = "true"
        os.environ.setdefault("KLYNGE_ADDRESS", f"http://127.0.0.1:{args.port}")
    out = Out(as_json=args.json)
    module = _module(args.command)
    try:
        if getattr(module, "NEEDS_DJANGO", True):
            import django
            from django.utils import translation

            django.setup()
            translation.activate("en")  # the command line speaks English; mails and pages speak their reader's language
        return int(module.run(args, out))
    except KlyngeError as error:
        out.close()
        print(f"klynge {args.command}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        out.close()
        print("Stopped. What was finished is kept; the same command goes on from there.", file=sys.stderr)
        return 1
    except BrokenPipeError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
