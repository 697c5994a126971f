"""Frozen evidence: the figures of a report, their rules and every row that had a say, as canonical bytes with a hash.

Canonical is JSON with sorted keys, no spaces, hours and money as text without zeros at the end, days in ISO form, text in
composed letters (NFC), UTF-8. So the same figures from the same rows are the same bytes, on every machine and database, and
`freeze(recounted(thaw(evidence))) == evidence` proves a figure without the ledger.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from operator import itemgetter

import msgspec

from klynge.core.errors import Wrong
from klynge.core.indicators import definition as definitions
from klynge.core.indicators.count import count
from klynge.core.indicators.definition import Definition
from klynge.core.indicators.shapes import AT, COLUMNS, Counted, Key, Period, Row
from klynge.core.indicators.where import plain

FORMAT, VERSION = "klynge evidence", 1
_TEXTS = tuple(AT[name] for name, of in Row.__annotations__.items() if of is str)


@dataclass(frozen=True, slots=True)
class Figure:
    definition: Definition
    counted: Counted


@dataclass(frozen=True, slots=True)
class Evidence:
    """`figures` in the order of their keys, `rows` in that of their ids: all that any figure considered. `about` is what the caller wants
    to stand in it: the grant, the report."""

    period: Period
    figures: tuple[Figure, ...]
    rows: tuple[Row, ...]
    about: tuple[tuple[str, str], ...] = ()


def gathered(
    asked: Iterable[Definition], rows: Iterable[Row], period: Period, about: Mapping[str, str] | None = None
) -> Evidence:
    """The figures of the period with their evidence. Wrong when an indicator or a row stands twice."""
    composed = sorted(_composed(rows), key=itemgetter(AT["id"]))
    if len({row.id for row in composed}) < len(composed):
        raise Wrong("A row of the ledger stands twice among those that are counted. Hand each over once.", where="rows")
    figures: list[Figure] = []
    for one in sorted(asked, key=lambda each: each.key):
        if figures and figures[-1].definition.key == one.key:
            raise Wrong("The indicator %(key)s stands twice in one report. Leave one out.", where=one.key, key=one.key)
        figures.append(Figure(one, count(one.rule, composed, period)))
    considered = {row for figure in figures for row in figure.counted.considered}
    kept = composed if len(considered) == len(composed) else [row for row in composed if row.id in considered]
    facts = sorted((_nfc(name), _nfc(fact)) for name, fact in (about or {}).items())
    return Evidence(period, tuple(figures), tuple(kept), tuple(facts))


def recounted(evidence: Evidence) -> Evidence:
    """The same figures counted anew from the rows of the evidence and nothing else."""
    return gathered((figure.definition for figure in evidence.figures), evidence.rows, evidence.period, dict(evidence.about))


def freeze(evidence: Evidence) -> bytes:
    """The canonical bytes. Wrong when a fact cannot be written: a number that is none, text that is no Unicode."""
    try:
        return json.dumps(_told(evidence), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()
    except (UnicodeEncodeError, ValueError, TypeError) as error:
        raise Wrong(
            "The evidence holds a fact that cannot be written: %(why)s. Correct it first.", why=str(error)[:200]
        ) from error


def _told(evidence: Evidence) -> Mapping[str, object]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "about": dict(evidence.about),
        "period": {"from_on": evidence.period.from_on.isoformat(), "to_on": evidence.period.to_on.isoformat()},
        "figures": [_figure(one) for one in evidence.figures],
        "columns": list(COLUMNS),
        "rows": [[_fact(fact) for fact in row] for row in evidence.rows],
    }


def sha256(frozen: bytes) -> str:
    return hashlib.sha256(frozen).hexdigest()


def _figure(one: Figure) -> Mapping[str, object]:
    counted = one.counted
    return {
        "definition": definitions.written(one.definition),
        "value": _fact(counted.value),
        "keys": [[key.key, list(key.rows), _fact(key.value)] for key in counted.keys],
        "left_out": list(counted.left_out),
        "considered": list(counted.considered),
    }


def _fact(fact: object) -> object:
    if isinstance(fact, Decimal):
        if not fact.is_finite():
            raise ValueError(f"the number {fact}")
        return plain(fact)
    if isinstance(fact, date):
        return fact.isoformat()
    if isinstance(fact, float):
        raise TypeError(f"the float {fact}")
    return _nfc(fact) if isinstance(fact, str) else fact


def _nfc(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _composed(rows: Iterable[Row]) -> list[Row]:
    """The rows with their texts composed, as freezing would write them: else a rule could miss a fact that it meets in the evidence. Many
    rows say the same, so each text is looked at once."""
    found = list(rows)
    if all(text == _nfc(text) for place in _TEXTS for text in set(map(itemgetter(place), found))):
        return found
    return [Row._make(_nfc(fact) if isinstance(fact, str) else fact for fact in row) for row in found]


def thaw(frozen: bytes) -> Evidence:
    """The evidence of these bytes. Wrong when they are of another version, broken, or not what `freeze` would write."""
    try:
        told = json.loads(frozen)
        of, version = told["format"], told["version"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise _broken(error) from error
    if of != FORMAT:
        raise _broken(str(of))
    if version != VERSION:
        raise Wrong(
            "This evidence has version %(version)s, and this Klynge reads version %(reads)d. Open it with the Klynge that wrote it.",
            where="version",
            version=str(version)[:20],
            reads=VERSION,
        )
    try:
        evidence = _evidence(msgspec.convert(told, _Told))
        same = freeze(evidence) == frozen
    except (msgspec.ValidationError, Wrong) as error:
        raise _broken(error) from error
    if not same:
        raise _broken("not canonical")
    return evidence


def _broken(why: object) -> Wrong:
    return Wrong("This is no whole evidence (%(why)s). Take the file that was frozen, unchanged.", why=str(why)[:200])


class _ToldFigure(msgspec.Struct, forbid_unknown_fields=True):
    definition: dict[str, object]
    value: int | Decimal
    keys: tuple[Key, ...]
    left_out: tuple[int, ...]
    considered: tuple[int, ...]


class _Told(msgspec.Struct, forbid_unknown_fields=True):
    format: str
    version: int
    about: dict[str, str]
    period: Period
    figures: list[_ToldFigure]
    columns: list[str]
    rows: tuple[Row, ...]


def _evidence(told: _Told) -> Evidence:
    figures = (
        Figure(definitions.read(one.definition), Counted(one.value, one.keys, one.left_out, one.considered))
        for one in told.figures
    )
    return Evidence(told.period, tuple(figures), told.rows, tuple(sorted(told.about.items())))
