"""TLP 2.0 labels (FIRST, August 2022) as rules about people, not as numbers on a line.

CLEAR         everyone.
GREEN         the community: signed-in staff of members, and of partner clusters that signed the community agreement.
AMBER         the named organisations (and, on paper, their clients; the product never shows it to clients by itself).
AMBER+STRICT  the named organisations only. The default of members' data.
RED           the named persons only; no mail body, no export, no search snippet.

A label is a handling promise and no classification. Words stay in English capitals in every language.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import StrEnum

from klynge.core.errors import Wrong


class Label(StrEnum):
    CLEAR = "TLP:CLEAR"
    GREEN = "TLP:GREEN"
    AMBER = "TLP:AMBER"
    STRICT = "TLP:AMBER+STRICT"
    RED = "TLP:RED"


NAMING = frozenset({Label.AMBER, Label.STRICT, Label.RED})  # the labels that are for somebody in particular
_ORDER = tuple(Label)
_OLD = {"WHITE": Label.CLEAR}  # TLP 1.0


def strictest(labels: Iterable[Label]) -> Label:
    """The label of a thing made from others. Made from nothing known, it is RED."""
    return max(labels, key=_ORDER.index, default=Label.RED)


def is_stricter(one: Label, other: Label) -> bool:
    return _ORDER.index(one) > _ORDER.index(other)


def read(text: str) -> Label:
    """The label that somebody wrote ("tlp: amber+strict", "TLP:WHITE"). Raises Wrong: an unknown label is quarantined as RED
    by the caller, never guessed."""
    word = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text[:80])).upper().removeprefix("TLP").removeprefix(":")
    if word in _OLD:
        return _OLD[word]
    try:
        return Label(f"TLP:{word}")
    except ValueError:
        raise Wrong(
            "“%(text)s” is no TLP label. Write TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT or TLP:RED.", text=text[:80]
        ) from None
