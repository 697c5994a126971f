"""What the guard says of a text: nothing, or a find with its outcome. The text itself is never part of a find.

A find is `refuse` where a mark stands as marks do (alone in its line, at its start, in a header, at the start of a paragraph), `hold`
where it stands within a sentence and a person must look, and `notice` where it only says which clearance is held and that may be said.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from klynge.core.marking.normal import flat
from klynge.core.marking.words import ALONE, ANYWHERE, BESIDE, CLEARANCE, PORTION, PORTIONS, Group, Word

_LINE = 200  # letters to each side in which the ends of a line are looked for: longer lines are prose
_NEAR = 160  # letters to each side in which a clearance is spoken of
_WINDOW = 60  # letters to each side of a stem: the longest mark has 40
_ONLY = 80  # letters of a field that says nothing but a level
_FEW = 3  # other words in a header or a file's name beside a mark
_WORD = re.compile(r"[^\W\d_]{2,}")
_GOES_ON = re.compile(r" ?(?:\)| [|-] |//)|\)")
_YEAR = re.compile(r" ?(?:19|20)\d\d")
_ENUMERATED = re.compile(r"(?:^|(?<=\n))[-*\d. ]{0,8}\(([ABDE]|[a-z])\)")


class Outcome(StrEnum):
    """From the least to the most."""

    NOTICE = "notice"
    HOLD = "hold"
    REFUSE = "refuse"


class Place(StrEnum):
    """Where a text stands. TEXT: anywhere. BANNER: headers, footers, names of files, subjects, properties: where marks stand.
    MEMBERS: what only members see, where a clearance may be told. PUBLISHED: what an authority has published itself."""

    TEXT = "text"
    BANNER = "banner"
    MEMBERS = "members"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Finding:
    """`rule` is how it stands and the id of the word: "banner nato-2", "prose eu-3", "alone dk-2", "portion nato-17"."""

    outcome: Outcome
    rule: str


_WEIGHT = {outcome: n for n, outcome in enumerate(Outcome)}


def worse(one: Finding | None, other: Finding | None) -> Finding | None:
    """The one that weighs more, the first of two alike."""
    if one is None or other is None:
        return one or other
    return other if _WEIGHT[other.outcome] > _WEIGHT[one.outcome] else one


def looked_at(text: str, *, place: Place = Place.TEXT) -> Finding | None:
    """The heaviest find in the text, None where there is none. Takes any string, raises nothing, in time linear in its length."""
    plain = flat(text)
    heaviest = None
    for finding in _findings(plain, place):
        heaviest = worse(heaviest, finding)
        if heaviest is not None and heaviest.outcome is Outcome.REFUSE:
            break
    return heaviest


def _findings(plain: str, place: Place) -> Iterator[Finding]:
    small = plain.lower()
    for found, word in _matches(ANYWHERE, small):
        if finding := _anywhere(plain, small, found, word, place):
            yield finding
    for found, word in _matches(ALONE, plain):
        if _is_alone(plain, *found.span()):
            outcome = Outcome.HOLD if word.kind == "hold" else Outcome.REFUSE
            yield _told(Finding(outcome, f"alone {word.id}"), plain, small, found, place)
    yield from _portions(plain)


def _matches(group: Group, text: str) -> Iterator[tuple[re.Match[str], Word]]:
    """Matches near the stems only; what lies near several of them is looked at once."""
    start = stop = -1
    for at in [*sorted({at for stem in group.stems for at in _every(text, stem)}), len(text) + 3 * _WINDOW]:
        if start >= 0 and at - _WINDOW > stop:
            for found in group.finds.finditer(text, start, stop):
                yield found, group.word(found[0])
            start = -1
        start, stop = max(0, at - _WINDOW) if start < 0 else start, at + _WINDOW


def _every(text: str, stem: str) -> Iterator[int]:
    at = text.find(stem)
    while at >= 0:
        yield at
        at = text.find(stem, at + len(stem))


def _anywhere(plain: str, small: str, found: re.Match[str], word: Word, place: Place) -> Finding | None:
    start, end = found.span()
    capitals = plain[start:end].isupper()
    if word.kind == "hold":
        return Finding(Outcome.HOLD, f"hold {word.id}")
    alone = _is_alone(plain, start, end)
    strong = word.kind == "strong"
    if not strong and not capitals:
        return Finding(Outcome.HOLD, f"alone {word.id}") if alone else None
    near = CLEARANCE.search(small, max(0, start - _NEAR), end + _NEAR) is not None
    if alone or (place is Place.BANNER and not near and _few(plain, start, end)):
        return _told(Finding(Outcome.REFUSE, f"banner {word.id}"), plain, small, found, place)
    if capitals and not near and (word.system == "us" or _begins(plain, start, end)):
        return Finding(Outcome.REFUSE, f"banner {word.id}")
    if near and place in (Place.MEMBERS, Place.PUBLISHED):
        return Finding(Outcome.NOTICE, f"clearance {word.id}")
    return Finding(Outcome.HOLD, f"prose {word.id}")


def _told(finding: Finding, plain: str, small: str, found: re.Match[str], place: Place) -> Finding:
    """The same, or only a notice where a field of a member says nothing but the level of a clearance."""
    if place is Place.MEMBERS and len(plain) <= _ONLY and "\n" not in plain:
        return Finding(Outcome.NOTICE, finding.rule)
    return finding


def _line(plain: str, start: int, end: int) -> tuple[str, str] | None:
    """What stands before and after in the same lines; None where these are long."""
    first = plain.rfind("\n", max(0, start - _LINE), start)
    last = plain.find("\n", end, end + _LINE)
    if (first < 0 and start > _LINE) or (last < 0 and len(plain) - end > _LINE):
        return None
    return plain[first + 1 : start], plain[end : last if last >= 0 else len(plain)]


def _is_alone(plain: str, start: int, end: int) -> bool:
    line = _line(plain, start, end)
    if line is None:
        return False
    return all(token in BESIDE for token in _others(line))


def _others(line: tuple[str, str]) -> list[str]:
    """The words of a line beside its marks."""
    rest = ALONE.finds.sub(" ", " ".join(line))
    return _WORD.findall(ANYWHERE.finds.sub(" ", rest.lower()))


def _few(plain: str, start: int, end: int) -> bool:
    line = _line(plain, start, end)
    return line is not None and len(_others(line)) <= _FEW


def _begins(plain: str, start: int, end: int) -> bool:
    """Whether it stands at the start of its line as a mark does: in brackets, or cut off from what follows."""
    line = _line(plain, start, min(end + 1, len(plain)))
    before = line[0] if line is not None else plain[max(0, start - 12) : start].rpartition("\n")[2]
    return not _WORD.search(before) and len(before) < 12 and _GOES_ON.match(plain, end) is not None


def _portions(plain: str) -> Iterator[Finding]:
    """Marks of paragraphs. Those of one letter are letters of a list, too: two of them are marks, unless the list has others."""
    letters = []
    for found in PORTION.finditer(plain):
        word = PORTIONS[found[1] or found[2]]
        if word.words == "C" and _YEAR.match(plain, found.end()):
            continue  # the sign of a copyright
        if word.system == "us":
            letters.append(word)
        else:
            yield Finding(Outcome.HOLD if word.kind == "hold" else Outcome.REFUSE, f"portion {word.id}")
    if letters and not _ENUMERATED.search(plain):
        yield Finding(Outcome.REFUSE if len(letters) > 1 else Outcome.HOLD, f"portion {letters[0].id}")
