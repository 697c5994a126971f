"""Words as search and fit see them: folded, cut, stemmed, split into sub-words and, for Danish, into the parts of compounds.

Languages are ISO 639-1 in lower case; an unknown or empty language is neither stemmed nor freed of stop words. All functions
are pure and take any text, also broken one (lone surrogates, control characters, the replacement character U+FFFD).
"""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from functools import lru_cache

import Stemmer

from klynge.core.stopwords import STOP

WORD = re.compile(r"[^\W_]+", re.UNICODE)
LOST = "\ufffd"  # what a source leaves where it lost a letter
_WORD_OR_LOST = re.compile(rf"(?:[^\W_]|{LOST})+", re.UNICODE)
_BROKEN = re.compile("[\ud800-\udfff\u00ad\u200b-\u200f\u2060\ufeff]")  # surrogates, soft hyphen, invisible marks
_MARKS = re.compile("[\u0300-\u036f]")  # accents, once they stand alone
_LETTERS = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "œ": "oe", "ð": "d", "þ": "th", "ł": "l"}
)
_SNOWBALL = {
    "da": "danish", "en": "english", "sv": "swedish", "no": "norwegian", "nb": "norwegian", "nn": "norwegian", "de": "german",
    "nl": "dutch", "fr": "french", "es": "spanish", "it": "italian", "pt": "portuguese", "ro": "romanian", "fi": "finnish",
    "hu": "hungarian", "et": "estonian", "lt": "lithuanian", "el": "greek", "ga": "irish", "pl": "polish", "cs": "czech",
    "tr": "turkish", "ca": "catalan", "eu": "basque", "sr": "serbian",
}  # fmt: skip


def fold(text: str) -> str:
    """The text composed (NFC), without case and invisible marks: what two readers would call the same letters."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", _BROKEN.sub("", text)).casefold())


def plain(text: str) -> str:
    """The folded text in letters a-z as people type it without the right keyboard: "Ærø Å" -> "aeroe aa", "été" -> "ete"."""
    folded = fold(text)
    if folded.isascii():
        return folded
    return _MARKS.sub("", unicodedata.normalize("NFKD", folded.translate(_LETTERS)))


def tokens(text: str, language: str = "") -> list[str]:
    """The stems of a text in its order, without stop words and single letters (single digits stay)."""
    stop, found = STOP.get(language, frozenset()), []
    for match in WORD.finditer(fold(text)):
        word = match.group()
        if word not in stop and (len(word) > 1 or word.isdigit()):
            found.append(stem(word, language))
    return found


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The Snowball stem of one folded word; the word itself where the language has no stemmer."""
    stemmer = _stemmer(language)
    return stemmer.stemWord(word) if stemmer else word


@lru_cache(maxsize=64)
def _stemmer(language: str) -> "Stemmer.Stemmer | None":
    name = _SNOWBALL.get(language)
    return Stemmer.Stemmer(name) if name in Stemmer.algorithms() else None


def words(text: str) -> list[str]:
    """The words of a text as plain letters, uncut and unstemmed, lost letters kept as U+FFFD (see `mended`)."""
    return _WORD_OR_LOST.findall(plain(text))


@lru_cache(maxsize=100_000)
def subwords(word: str, shortest: int = 3, longest: int = 5) -> tuple[str, ...]:
    """All runs of `shortest` to `longest` letters of " word ": what words of near languages, compounds and misspellings share."""
    padded = f" {word} "
    if len(padded) < shortest:
        return (padded,)
    return tuple(
        padded[start : start + size]
        for size in range(shortest, min(longest, len(padded)) + 1)
        for start in range(len(padded) - size + 1)
    )


def compounds(word: str, vocabulary: Container[str], shortest: int = 3) -> tuple[str, ...]:
    """The parts of a Danish compound that stand in the vocabulary: "luftrumsovervågning" -> ("luft", "rum", "overvågning").

    Parts may be joined by s, e or a hyphen, and the last may be inflected. Of several splits the one with the fewest parts wins,
    then the one whose shortest part is longest, then the one with the longer first part. () when the
    word cannot be split into at least two known parts.
    """
    folded = fold(word).replace("-", "")
    size = len(folded)
    if size < 2 * shortest or size > 80:
        return ()
    # best[i]: the best split of folded[i:], longest tails first, so that each is made from those already known.
    best: list[tuple[str, ...] | None] = [None] * (size + 1)
    best[size] = ()
    for start in range(size - shortest, -1, -1):
        for end in range(start + shortest, size + 1):
            part = folded[start:end]
            if start == 0 and end == size:
                continue
            if part not in vocabulary:
                part = _uninflected(part, vocabulary) if end == size else ""
            if not part:
                continue
            for link in ("", "s", "e"):
                rest = best[end + len(link)] if folded.startswith(link, end) and end + len(link) <= size else None
                if rest is None or (link and not rest):
                    continue
                split = (part, *rest)
                if best[start] is None or _split_rank(split) < _split_rank(best[start] or ()):
                    best[start] = split
    return best[0] or ()


def _uninflected(part: str, vocabulary: Container[str]) -> str:
    """The vocabulary's word of which this is a form ("systemerne" -> "system"), "" if there is none."""
    for ending in ("ernes", "erne", "ers", "ene", "er", "en", "et", "ne", "e", "r", "n", "t", "s"):
        if part.endswith(ending) and len(part) - len(ending) >= 3 and part.removesuffix(ending) in vocabulary:
            return part.removesuffix(ending)
    return ""


def _split_rank(split: tuple[str, ...]) -> tuple[int, int, int]:
    return (len(split), -min(map(len, split)), -len(split[0]))


def mended(texts: Iterable[str]) -> Iterator[str]:
    """The folded texts with the letters that a source lost put back, as far as the same word stands whole elsewhere among them.

    A third of some sources' titles have U+FFFD for every accented letter ("am\ufffdnagement"). Where no whole word fits, the lost
    letter is left out. Reads the texts twice, so it holds them.
    """
    folded = [fold(text) for text in texts]
    if not any(LOST in text for text in folded):
        return iter(folded)
    counts: dict[str, dict[str, int]] = {}
    for text in folded:
        if LOST not in text and not text.isascii():
            for word in WORD.findall(text):
                if not word.isascii():
                    key = "".join(c if c.isascii() else LOST for c in word)
                    seen = counts.setdefault(key, {})
                    seen[word] = seen.get(word, 0) + 1
    whole = {key: min(seen, key=lambda word: (-seen[word], word)) for key, seen in counts.items()}

    def put_back(match: re.Match[str]) -> str:
        word = match.group()
        return whole.get(word, word.replace(LOST, "")) if LOST in word else word

    return (_WORD_OR_LOST.sub(put_back, text) if LOST in text else text for text in folded)
