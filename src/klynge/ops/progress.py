"""Where progress is shown."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")


class Printer(Protocol):
    """Shows progress somewhere while a run goes on; the command line's bar is one. `total` is None while unknown."""

    def show(self, done: int, total: int | None, doing: str) -> None: ...


def shown(things: Iterable[T], total: int, printer: Printer | None, doing: str, each: int = 1) -> Iterator[T]:
    """The same things, while the printer shows how many of `total` are behind; each stands for `each`."""
    done = 0
    for thing in things:
        yield thing
        done = min(total, done + each)
        if printer is not None:
            printer.show(done, total, doing)
