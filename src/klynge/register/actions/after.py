"""What follows a change of the register, inside the same transaction."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from klynge.register.passages import index_organisations

_gathered: ContextVar[set[int] | None] = ContextVar("klynge_register_gathered", default=None)


def changed(organisation_ids: Iterable[int]) -> None:
    """The search index of these organisations is made anew; inside `gathering` once for all, at its end."""
    gathered = _gathered.get()
    if gathered is None:
        index_organisations(organisation_ids)
    else:
        gathered.update(organisation_ids)


@contextmanager
def gathering() -> Iterator[None]:
    """Many changes in a row. Use it inside a transaction, so that the index is never behind what others see."""
    gathered: set[int] = set()
    token = _gathered.set(gathered)
    try:
        yield
    finally:
        _gathered.reset(token)
    index_organisations(gathered)
