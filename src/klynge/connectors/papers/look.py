"""A file from outside, looked through before anything of it is kept, in a process of its own: it is input from strangers, and neither
a bomb nor a fault of a reader may reach the one who asked."""

import json
import subprocess
import sys

from klynge.core.marking.look import Finding, Outcome

_CHILD = "klynge.connectors.papers.child"
SECONDS = 2  # of processor time
_WAIT = 10  # times as long on the clock, where the machine has other work
MOST_BYTES = 60_000_000


def looked_through(name: str, content: bytes, *, seconds: int = SECONDS) -> Finding | None:
    """The heaviest find in a file, None where there is none. What could not be read, in time and within bounds, is a hold with the rule
    "unreadable ..."; nothing of the file stands in it."""
    if len(content) > MOST_BYTES:
        return Finding(Outcome.HOLD, "unreadable too-large")
    told = json.dumps({"name": name[:1000], "seconds": seconds}).encode() + b"\n"
    command = [sys.executable, "-P", "-m", _CHILD]
    try:
        done = subprocess.run(command, input=told + content, capture_output=True, timeout=_WAIT * seconds)  # noqa: S603  # our own module
    except subprocess.TimeoutExpired:
        return Finding(Outcome.HOLD, "unreadable in-time")
    if done.returncode:
        return Finding(Outcome.HOLD, "unreadable in-time" if done.returncode < 0 else "unreadable broken")
    said = json.loads(done.stdout)
    return Finding(Outcome(said["outcome"]), str(said["rule"])) if said else None
