"""The words that mark a text as protected, as they stand in words.csv, made ready to be looked for.

kind `strong`: unmistakable, in any case, wherever it stands. `weak`: ordinary words, a mark only alone in their line and in capitals;
several words count in capitals within a line, too. `portion`: at the start of a paragraph, in brackets unless it has a slash. `hold`:
not classified, yet not for publication, or a short form that may be something else. `clearance`: beginnings of words that speak of a
clearance. `beside`: what may stand in the line of a mark.
"""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files

from klynge.core.marking.normal import flat

_BETWEEN = r"(?:[ \n/*_~\-]{0,3}|\.[ ]?|:[ ]?)"
_TOKEN = re.compile(r"//|[^\W_]+")
_LETTERS = re.compile(r"[^\W_]+")
_START, _END = r"(?<![^\W_])", r"(?![^\W_])"


@dataclass(frozen=True, slots=True)
class Word:
    """`id` is what is told and kept of a find; `level` 1 is the highest; `words` in plain letters."""

    id: str
    system: str
    kind: str
    language: str
    words: str

    @property
    def several(self) -> bool:
        return len(_TOKEN.findall(self.words)) > 1


def _read() -> tuple[Word, ...]:
    text = files("klynge.core.marking").joinpath("words.csv").read_text("utf-8")
    return tuple(
        Word(row["id"], row["system"], row["kind"], row["language"], row["words"]) for row in csv.DictReader(io.StringIO(text))
    )


WORDS = _read()


@dataclass(frozen=True, slots=True)
class Group:
    """Words that are looked for together: `finds` matches one of them, `stems` are strings of which each match holds one."""

    finds: re.Pattern[str]
    stems: tuple[str, ...]
    _words: dict[str, Word]

    def word(self, found: str) -> Word:
        """Whose match this is."""
        return self._words[_key(found)]


def group(words: Iterable[Word], *, small: bool) -> Group:
    """`small`: for texts without case."""
    # The longest first, so that the whole of a mark is found and not a part of it.
    chosen = [(said.lower() if small else said, word) for word in words for said in _spellings(word.words)]
    chosen.sort(key=lambda one: -len(one[0]))
    stems = {max(reversed(_TOKEN.findall(told)), key=len)[:7] for told, _word in chosen}
    short = tuple(sorted(stem for stem in stems if not any(other != stem and other in stem for other in stems)))
    finds = re.compile(f"{_START}(?:{'|'.join(pattern(told) for told, _word in chosen)})")
    return Group(finds, short, {_key(told): word for told, word in reversed(chosen)})


def _key(found: str) -> str:
    return "".join(_LETTERS.findall(found)) + ("//" if found.endswith("/") else "")


def _spellings(words: str) -> list[str]:
    """In plain letters, and as those write it who have no ä, ö, ü."""
    return list(dict.fromkeys((flat(words), flat(words.replace("Ä", "AE").replace("Ö", "OE").replace("Ü", "UE")))))


def pattern(words: str) -> str:
    """The words with whatever may stand between them: blanks, a line's end, dashes, mark-up; or nothing."""
    tokens = _TOKEN.findall(words)
    told = _BETWEEN.join(" ?".join(part) if len(part) < 4 else re.escape(part) for part in tokens)
    return told if tokens[-1] == "//" else told + _END


_ANYWHERE = [word for word in WORDS if word.kind == "strong" or (word.kind in ("weak", "hold") and word.several)]
_ALONE = [word for word in WORDS if word.kind in ("weak", "hold") and not word.several and "(" not in word.words]
ANYWHERE = group(_ANYWHERE, small=True)
ALONE = group(_ALONE, small=False)
PORTIONS = {word.words.strip("()"): word for word in WORDS if word.kind == "portion" or "(" in word.words}
_TOLD = sorted(map(re.escape, PORTIONS), key=len, reverse=True)
_BARE = [told for told in _TOLD if "/" in told]  # unmistakable without brackets, too
PORTION = re.compile(rf"(?:^|(?<=\n))[-*\d. ]{{0,8}}(?:\(({'|'.join(_TOLD)})\)|({'|'.join(_BARE)}){_END})")
CLEARANCE = re.compile("|".join(re.escape(flat(word.words)) for word in WORDS if word.kind == "clearance"))
BESIDE = frozenset(token for word in WORDS if word.kind == "beside" for token in word.words.split())
