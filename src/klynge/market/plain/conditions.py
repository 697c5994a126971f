"""The hard conditions that stand in a text: certificates and clearances, by a small documented vocabulary (`conditions.csv`).

The same names are read from what a member holds, so that the two meet whatever the spelling ("DS/EN ISO 9001:2015", "AQAP-2110",
"NATO SECRET"). What contains another certificate meets it too (`implies`).
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from klynge.core.fit.shapes import Condition
from klynge.core.notice import Lot, Notice, Requirement, RequirementKind

LONGEST = 20_000  # characters of one text that are searched; longer ones repeat themselves
_SENTENCE = re.compile(r"[.;!?\n]+\s")
_CLEARANCE = re.compile(
    r"sikkerhedsgodkend|security\s+clearance|clearance\s+level|facility\s+security|sikkerhetsklarer|säkerhetsskydd|säkerhetspröv"
    r"|sicherheitsüberprüf|sicherheitsbescheid|habilitation\s+de\s+(?:défense|sécurité)|habilitación\s+de\s+seguridad"
    r"|nulla\s+osta\s+(?:di\s+)?sicurezza|veiligheidsmachtiging|verklaring\s+van\s+geen\s+bezwaar|turvallisuusselvity"
    r"|bezpieczeństwa\s+przemysłowego|poświadczeni\w*\s+bezpieczeństwa",
    re.IGNORECASE,
)
_ASKS = {RequirementKind.SELECTION, RequirementKind.CLEARANCE, RequirementKind.SUBCONTRACTING, RequirementKind.RESERVED}


@dataclass(frozen=True, slots=True)
class Term:
    """A line of the vocabulary. `pattern` is None for a clearance whose level is not said; a text with none of the `needles` (in
    small letters; none given means any text) is not looked through."""

    kind: str
    name: str
    labels: dict[str, str]
    needles: tuple[str, ...]
    pattern: re.Pattern[str] | None
    implies: tuple[str, ...]


@cache
def vocabulary() -> dict[tuple[str, str], Term]:
    with (Path(__file__).parent / "conditions.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        (row["kind"], row["name"]): Term(
            row["kind"],
            row["name"],
            {"da": row["label_da"], "en": row["label_en"]},
            tuple(filter(None, row["needle"].split("|"))),
            re.compile(row["pattern"], re.IGNORECASE) if row["pattern"] else None,
            tuple(filter(None, row["implies"].split("|"))),
        )
        for row in rows
    }


def label(kind: str, name: str, language: str) -> str:
    """What people call the condition; its name when the vocabulary does not know it."""
    term = vocabulary().get((kind, name))
    return term.labels.get(language, term.labels["en"]) if term else name


def asked_of(notice: Notice) -> tuple[Condition, ...]:
    """The conditions that the notice and its lots name, in the order of the vocabulary."""
    found: set[tuple[str, str]] = set()
    parts: tuple[Notice | Lot, ...] = (notice, *notice.lots)
    for of in parts:
        for requirement in of.requirements:
            if requirement.kind in _ASKS:
                found |= _in_requirement(requirement)
        for text in of.description.values():
            found |= _certificates(text) | _clearances(text, told=False)
    levels = {name for kind, name in found if kind == "clearance"} - {"ANY"}
    if levels:
        found.discard(("clearance", "ANY"))
    return tuple(Condition(*key, label=vocabulary()[key].labels["en"]) for key in vocabulary() if key in found)


def _in_requirement(requirement: Requirement) -> set[tuple[str, str]]:
    told = requirement.kind is RequirementKind.CLEARANCE
    found: set[tuple[str, str]] = {("clearance", "ANY")} if told and not _denied(requirement.code) else set()
    for text in requirement.text.values():
        found |= _certificates(text) | _clearances(text, told=told)
    return found


def _denied(code: str) -> bool:
    return code.strip().lower() in ("false", "no", "none", "not-required")


def _certificates(text: str) -> set[tuple[str, str]]:
    return _found("certificate", text[:LONGEST])


def _clearances(text: str, *, told: bool) -> set[tuple[str, str]]:
    """Levels are ordinary words in most languages ("hemmeligt", "secret"): they count only where clearance is spoken of."""
    found: set[tuple[str, str]] = set()
    for sentence in _SENTENCE.split(text[:LONGEST]):
        if told or _CLEARANCE.search(sentence):
            found |= _found("clearance", sentence) or {("clearance", "ANY")}
    return found


def _found(kind: str, text: str) -> set[tuple[str, str]]:
    small = text.lower()
    return {
        key
        for key, term in vocabulary().items()
        if key[0] == kind
        and term.pattern is not None
        and (not term.needles or any(needle in small for needle in term.needles))
        and term.pattern.search(text)
    }


def held(conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """What somebody holds, under the vocabulary's names and with all that it contains. Of two that end, the later counts."""
    best: dict[tuple[str, str], Condition] = {}
    for condition in conditions:
        keys = _found(condition.kind, condition.name) or {(condition.kind, condition.name)}
        for key in _with_implied(keys):
            known = best.get(key)
            if known is None or (known.until is not None and (condition.until is None or condition.until > known.until)):
                best[key] = replace(condition, kind=key[0], name=key[1])
    return tuple(best[key] for key in sorted(best))


def _with_implied(keys: set[tuple[str, str]]) -> set[tuple[str, str]]:
    done: set[tuple[str, str]] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key not in done:
            done.add(key)
            term = vocabulary().get(key)
            waiting += [(key[0], name) for name in term.implies] if term else []
    return done
