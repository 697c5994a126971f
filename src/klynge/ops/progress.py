"""Where progress is shown."""

from typing import Protocol


class Printer(Protocol):
    """Shows progress somewhere while a run goes on; the command line's bar is one. `total` is None while unknown."""

    def show(self, done: int, total: int | None, doing: str) -> None: ...
