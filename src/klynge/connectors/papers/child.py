"""One file in a process of its own: `python -m klynge.connectors.papers.child`. On standard input stands a line of JSON with the file's
name and what may be spent, then the file; the answer is a line of JSON with the outcome and its rule, both empty where there is none.
"""

import json
import resource
import sys

MEMORY = 1_500_000_000  # bytes of addresses; a document of 5 MB takes a tenth


def main() -> None:
    """Sets its own limits before anything of the file is read; the system ends it where it passes them."""
    told = json.loads(sys.stdin.buffer.readline())
    seconds = int(told["seconds"])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from klynge.connectors.papers.judge import judged  # what the limits are for begins here

    found = judged(str(told["name"]), sys.stdin.buffer.read())
    sys.stdout.write(json.dumps({"outcome": found.outcome, "rule": found.rule} if found else {}))


if __name__ == "__main__":
    main()
