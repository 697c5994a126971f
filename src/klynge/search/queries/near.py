"""What else a word of a question may mean: compounds that it stands in, its own parts, and words that are near by letters.

The words come from texts that the viewer may read. Danish builds words from words, so "drone" must find "dronesystem" and "værn"
"luftværn"; the head stands last. English does not ("test" is no part of "latest"), so there only beginnings count.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from rapidfuzz.distance import OSA

from klynge.access.viewer import Viewer
from klynge.core.words import compounds, plain
from klynge.search.models import Word
from klynge.search.tokens import LONGEST, forms

COMPOUNDING = frozenset({"", "da", "nb", "nn", "no", "sv", "de", "nl", "fi"})
MOST = 64  # other words for one word
EXACT, WITHIN, NEAR = 1.0, 0.7, 0.45  # how much a hit is worth


Level = tuple[tuple[tuple[str, ...], ...], float]  # any of these, tokens that stand together, and what a hit is worth


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the question and what stands for it, the worthiest level first."""

    word: str
    levels: tuple[Level, ...]

    @property
    def tokens(self) -> frozenset[str]:
        return frozenset(token for alternatives, _ in self.levels for together in alternatives for token in together)

    @property
    def alternatives(self) -> tuple[tuple[str, ...], ...]:
        return tuple(together for alternatives, _ in self.levels for together in alternatives)


def terms(viewer: Viewer, kind: str, words: Iterable[str], *, taken_apart: bool = False) -> tuple[Term, ...]:
    """One query, a second one for words that are not known, a third when such a word has parts that are; whatever the number of
    words."""
    asked = tuple(dict.fromkeys(words))
    if not asked:
        return ()
    near_by = Word.objects.visible_to(viewer).filter(kind=kind).order_by()
    pairs = set(near_by.filter(reduce(or_, (_wider(word) for word in asked))).values_list("text", "language"))
    known = {text for text, _ in pairs}
    levels: dict[str, list[Level]] = {}
    parts: dict[str, tuple[str, ...]] = {}
    lost = []
    for word in asked:
        exact = forms(word)
        longer = _best(word, {text for text, language in pairs if _holds(text, word, language)} - exact)
        within: list[tuple[str, ...]] = [(text,) for text in longer]
        if len(word) >= 7 and (found := compounds(plain(word), known - exact)):
            parts[word] = found
            within.append(found)
        levels[word] = [(tuple((token,) for token in sorted(exact)), EXACT), (tuple(within), WITHIN)]
        if not longer and not exact & known and _may_be_wrong(word):
            lost.append(word)
    near = _near(near_by, lost) if lost else {}
    for word in lost:
        levels[word].append((tuple((text,) for text in near[word]), NEAR))
    # A word that is not known and like none is asked for by its parts, each for itself.
    apart = [word for word in lost if not near[word] and word in parts and not taken_apart]
    broken = terms(viewer, kind, (part for word in apart for part in parts[word]), taken_apart=True)
    whole = tuple(Term(word, tuple(level for level in levels[word] if level[0])) for word in asked if word not in apart)
    return whole + broken


def _near(near_by: QuerySet[Word], lost: Sequence[str]) -> dict[str, list[str]]:
    """For each word the known ones that differ from it by a slip or two."""
    rows = near_by.annotate(length=Length("text")).filter(reduce(or_, (_alike(word) for word in lost)))
    others = set(rows.values_list("text", flat=True))
    return {
        word: _best(word, {text for text in others if OSA.distance(plain(word), text, score_cutoff=_slips(word)) <= _slips(word)})
        for word in lost
    }


def _wider(word: str) -> Q:
    """Words of the index that are the word, hold it, or are parts of it."""
    letters = plain(word)[:LONGEST]
    q = Q(text__in=forms(word))
    for head in _heads(word):
        q |= Q(text__startswith=head)
    for tail in _tails(word):
        q |= Q(text__contains=tail, language__in=COMPOUNDING)
    if len(letters) >= 7:
        size = len(letters)
        q |= Q(text__in={letters[i:j] for i in range(size) for j in range(i + 3, size + 1)} - {letters})
    return q


def _heads(word: str) -> frozenset[str]:
    """How compounds of the word begin. A short stem alone says too little ("dron" also begins "dronning")."""
    letters = plain(word)
    if letters.isdigit():
        return frozenset({letters} if len(letters) >= 2 else ())
    if len(letters) < 4:
        return frozenset()
    heads = {letters}
    for stem in forms(word) - {letters}:
        heads |= {stem} if len(stem) >= 5 else {stem + "e", stem + "s"} if len(stem) == 4 else set()
    return frozenset(heads)


def _tails(word: str) -> frozenset[str]:
    return frozenset(form for form in forms(word) if len(form) >= 4 and not form.isdigit())


def _holds(text: str, word: str, language: str) -> bool:
    """Whether a word of the index is built with the word."""
    if text.startswith(tuple(_heads(word))):
        return True
    if language not in COMPOUNDING:
        return False
    for tail in _tails(word):
        at = text.find(tail)
        if text.endswith(tail) and len(text) - len(tail) >= 3:
            return True
        if len(tail) >= 5 and at >= 3:
            return True
    return False


def _may_be_wrong(word: str) -> bool:
    return len(plain(word)) >= 4 and not any(letter.isdigit() for letter in word)


def _slips(word: str) -> int:
    """Letters that may be wrong, missing, too many or changed about."""
    return 1 if len(plain(word)) < 8 else 2


def _alike(word: str) -> Q:
    """Of a word with one slip, the beginning or the end is right."""
    letters = plain(word)
    slips = _slips(word)
    whole = Q(length__gte=len(letters) - slips, length__lte=len(letters) + slips)
    return whole & (Q(text__startswith=letters[:2]) | Q(text__endswith=letters[-2:]))


def _best(word: str, texts: Iterable[str]) -> list[str]:
    letters = plain(word)
    return sorted(texts, key=lambda text: (OSA.distance(letters, text), text))[:MOST]
