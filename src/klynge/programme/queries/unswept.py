"""Reading hundreds of thousands of small values that refer to nothing in a circle: the interpreter would stop again and again to look
for circles among them, which takes a third of the time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unswept() -> Iterator[None]:
    """The collector of circles waits until this is over. What refers to nothing in a circle is given back at once, as ever."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
