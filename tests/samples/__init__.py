"""Sample rows of every guarded model, a module an app: `samples(cast)` makes rows with every label, owner and audience, and a
word of its own in each text field, so that a crawl can look for words that somebody should not see."""

from itertools import count

_next = count(1)


def word() -> str:
    """A word that stands nowhere else."""
    return f"zq{next(_next):05d}xv"
