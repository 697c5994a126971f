"""Sample rows of every guarded model, a module an app: `samples(cast)` makes rows with every label, owner and audience, and a
word of its own in each text field, so that a crawl can look for words that somebody should not see."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import count

_next = count(1)
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
WORDS = re.compile(r"zq[a-p]{10}xv")


_shapes = ("{}",)


def made() -> int:
    """How many words there are, to go on after in another process."""
    return next(_next)


def go_on(after: int) -> None:
    global _next
    _next = count(after + 1)


def word() -> str:
    """A word that stands nowhere else, and is no slip of the pen of another one: search forgives slips."""
    plain = name()
    return _shapes[ord(plain[2]) % len(_shapes)].format(plain)


def name() -> str:
    """Such a word where the house itself gives names, and no person or source can write anything."""
    return f"zq{sha256(str(next(_next)).encode()).hexdigest()[:10].translate(_LETTERS)}xv"


@contextmanager
def shaped(*shapes: str) -> Iterator[None]:
    """Within it each word is written in one of these shapes, with the word for `{}`."""
    global _shapes
    before, _shapes = _shapes, shapes
    try:
        yield
    finally:
        _shapes = before
