"""What the command line prints: one fact a line, a last line of counts, a bar on a terminal, JSON for machines."""

import json
import sys
import time
from collections.abc import Mapping
from typing import Any

from klynge.ops.progress import Printer

_WIDTH = 30
_PAUSE = 0.1  # seconds between two pictures of the bar


class Out(Printer):
    """`fact` prints a line, `counts` the last one. With `as_json` nothing is printed but one object at the end: the counts, and
    the facts under "facts"."""

    def __init__(self, *, as_json: bool = False) -> None:
        self.as_json = as_json
        self._facts: list[str] = []
        self._drawn = 0.0
        self._open = False

    def fact(self, line: str) -> None:
        self.close()
        if self.as_json:
            self._facts.append(line)
        else:
            print(line, flush=True)

    def counts(self, counts: Mapping[str, Any]) -> None:
        self.close()
        if self.as_json:
            print(json.dumps({**counts, "facts": self._facts}, ensure_ascii=False, default=str))
        else:
            print(", ".join(f"{value} {name}" for name, value in counts.items()) or "nothing to do", flush=True)

    def show(self, done: int, total: int | None, doing: str) -> None:
        now = time.monotonic()
        if self.as_json or not sys.stderr.isatty() or (now - self._drawn < _PAUSE and done != total):
            return
        self._drawn, self._open = now, True
        if total:
            filled = _WIDTH * min(done, total) // total
            bar = "█" * filled + "·" * (_WIDTH - filled)
            print(f"\r\x1b[K{doing}  {bar}  {done} of {total}", end="", file=sys.stderr, flush=True)
        else:
            print(f"\r\x1b[K{doing}  {done}", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        """Takes the bar away."""
        if self._open:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._open = False
