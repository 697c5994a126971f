"""Which entries of the register may be one organisation, and why. Each pair comes with what made it, strongest first."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import numpy as np
from rapidfuzz import fuzz, process

from klynge.core.words import fold, plain

NAME, NUMBER, WEBSITE, PHONE, EMAIL = "name", "number", "website", "phone", "email"
_WEIGHTS = {NUMBER: 3.0, WEBSITE: 2.0, EMAIL: 1.5, PHONE: 1.5, NAME: 1.0}
ALIKE = 88  # of 100, by which two names without their legal forms count as alike
# Mail addresses that say nothing about who somebody works for.
_EVERYBODYS = frozenset(
    {"gmail.com", "hotmail.com", "outlook.com", "outlook.dk", "yahoo.com", "icloud.com", "live.dk", "mail.dk"}
)
_FORMS = re.compile(
    r"\b(aps|a/s|as|ivs|i/s|k/s|p/s|smba|amba|a\.m\.b\.a|ab|oy|oyj|asa|gmbh|ag|kg|ltd|limited|plc|inc|corp|llc|bv|b\.v|nv|sa|sas|spa|srl"
    r"|holding|group|gruppen|danmark|denmark|dk)\b\.?"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What is compared of an organisation. Numbers of Danish and foreign registers as ("DK", "12345678")."""

    id: int
    name: str
    number: tuple[str, str] | None = None
    website: str = ""
    phone: str = ""
    emails: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sign:
    """Why two look like one: `kind` and what they share (of names, how alike they are, 0 to 100)."""

    kind: str
    shared: str


@dataclass(frozen=True, slots=True)
class Pair:
    """`one` has the smaller id. `score` adds the weights of the signs; a different number of the same country takes away."""

    one: int
    other: int
    score: float
    signs: tuple[Sign, ...]


def core_name(name: str) -> str:
    """The name without legal form, in plain letters: "Ørn & Søn A/S" -> "oern soen"."""
    bare = _FORMS.sub(" ", fold(name)).replace("&", " ").replace(" og ", " ").replace(" and ", " ")
    return " ".join(re.findall(r"[a-z0-9]+", plain(bare))) or plain(name)


def duplicates(entries: Sequence[Entry], apart: Iterable[tuple[int, int]] = ()) -> list[Pair]:
    """Likely pairs, strongest first; `apart` are those (smaller id first) that somebody found to be two."""
    signs: dict[tuple[int, int], dict[str, Sign]] = defaultdict(dict)
    numbers = {entry.id: entry.number for entry in entries}
    for kind, values in _shared(entries).items():
        for value, ids in values.items():
            if len(ids) > 10:  # a chain of shops or a shared switchboard says nothing
                continue
            for place, one in enumerate(ids):
                for other in ids[place + 1 :]:
                    signs[min(one, other), max(one, other)][kind] = Sign(kind, value)
    for one, other, alike in _alike(entries):
        signs[min(one, other), max(one, other)][NAME] = Sign(NAME, str(alike))
    told = set(apart)
    pairs = [_pair(key, found, numbers) for key, found in signs.items() if key not in told]
    return sorted((pair for pair in pairs if pair.score > 0), key=lambda pair: (-pair.score, pair.one, pair.other))


def twins_of(one: Entry, entries: Sequence[Entry]) -> list[Pair]:
    """Which of these may be the one that is named apart from them, strongest first; in each pair `other` is theirs."""
    if not entries:
        return []
    signs: dict[int, dict[str, Sign]] = defaultdict(dict)
    mine = {kind: set(values) for kind, values in _shared([one]).items()}
    for kind, values in _shared(entries).items():
        for value in mine[kind] & values.keys():
            for id in values[value] if len(values[value]) <= 10 else ():
                signs[id][kind] = Sign(kind, value)
    names = [core_name(entry.name) for entry in entries]
    scores = process.cdist([core_name(one.name)], names, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, dtype=np.uint8)[0]
    for entry, alike in zip(entries, scores, strict=True):
        if alike:
            signs[entry.id][NAME] = Sign(NAME, str(int(alike)))
    numbers = {entry.id: entry.number for entry in entries} | {one.id: one.number}
    pairs = [_pair((one.id, id), found, numbers) for id, found in signs.items()]
    return sorted((pair for pair in pairs if pair.score > 0), key=lambda pair: (-pair.score, pair.other))


def _pair(key: tuple[int, int], found: dict[str, Sign], numbers: dict[int, tuple[str, str] | None]) -> Pair:
    score = sum(_WEIGHTS[kind] * (int(sign.shared) / 100 if kind == NAME else 1) for kind, sign in found.items())
    one, other = numbers[key[0]], numbers[key[1]]
    if one and other and one[0] == other[0] and one != other:
        score -= 1.0  # two numbers of one register are two legal units, but a firm may have been founded anew
    shown = sorted(found.values(), key=lambda sign: (-_WEIGHTS[sign.kind], sign.kind))
    return Pair(*key, round(score, 2), tuple(shown))


def _shared(entries: Sequence[Entry]) -> dict[str, dict[str, list[int]]]:
    """By kind: value -> the entries that have it."""
    found: dict[str, dict[str, list[int]]] = {kind: defaultdict(list) for kind in (NUMBER, WEBSITE, PHONE, EMAIL)}
    for entry in entries:
        if entry.number:
            found[NUMBER][" ".join(entry.number)].append(entry.id)
        if site := domain(entry.website):
            found[WEBSITE][site].append(entry.id)
        if phone := re.sub(r"[^0-9]", "", entry.phone)[-8:]:
            found[PHONE][phone].append(entry.id)
        for host in {email.rpartition("@")[2].lower() for email in entry.emails} - _EVERYBODYS - {""}:
            found[EMAIL][host].append(entry.id)
    return found


def domain(website: str) -> str:
    """ "https://www.example.dk/da" -> "example.dk"."""
    host = urlsplit(website if "://" in website else f"//{website}").hostname or ""
    return host.removeprefix("www.")


def _alike(entries: Sequence[Entry]) -> Iterable[tuple[int, int, int]]:
    names = [core_name(entry.name) for entry in entries]
    for start in range(0, len(names), 500):  # a block of rows at a time, so that memory stays small
        block = names[start : start + 500]
        scores = process.cdist(block, names, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, dtype=np.uint8)
        for row, column in zip(*np.nonzero(scores), strict=True):
            one, other = start + int(row), int(column)
            if one < other:
                yield entries[one].id, entries[other].id, int(scores[row, column])
