"""Sample rows of every guarded model, a module an app: `samples(cast)` makes rows with every label, owner and audience, and a
word of its own in each text field, so that a crawl can look for words that somebody should not see."""

import re
from hashlib import sha256
from itertools import count

_next = count(1)
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
WORDS = re.compile(r"zq[a-p]{10}xv")


def word() -> str:
    """A word that stands nowhere else, and is no slip of the pen of another one: search forgives slips."""
    return f"zq{sha256(str(next(_next)).encode()).hexdigest()[:10].translate(_LETTERS)}xv"
