"""Text and questions as the index has them: letters a-z as far as possible, each word as it stands and as its stem."""

import re

from klynge.core.stopwords import STOP
from klynge.core.words import WORD, fold, plain, stem

LONGEST = 40  # letters of a token; more is no word
MOST_WORDS = 8  # of a question
_UNKEPT = re.compile("[\x00\ud800-\udfff]")  # no database keeps these in a text


def kept(text: str, most: int = 100_000) -> str:
    """The text as it can be stored."""
    return _UNKEPT.sub("", text[:most])


def forms(word: str, language: str = "") -> frozenset[str]:
    """The tokens of one folded word: as it stands, and its stem in the language; in Danish and English when it is not known."""
    found = {plain(word)}
    for tongue in (language,) if language else ("da", "en"):
        found.add(plain(stem(word, tongue)))
    return frozenset(token[:LONGEST] for token in found if token)


def tokens(text: str, language: str = "") -> frozenset[str]:
    """The tokens of a text. Stop words of a known language and single letters are left out."""
    stop = STOP.get(language, frozenset())
    found: set[str] = set()
    for word in WORD.findall(fold(text)):
        if word not in stop and (len(word) > 1 or word.isdigit()):
            found |= forms(word, language)
    return frozenset(found)


def asked(text: str) -> tuple[str, ...]:
    """The folded words of a question, at most eight, each once. Little words are left out, unless there are no others."""
    words = [word for word in WORD.findall(fold(text[:1000])) if len(word) <= 2 * LONGEST]
    little = STOP.get("da", frozenset()) | STOP.get("en", frozenset())
    great = [word for word in words if word not in little and (len(word) > 1 or word.isdigit())]
    return tuple(dict.fromkeys(great or words))[:MOST_WORDS]
