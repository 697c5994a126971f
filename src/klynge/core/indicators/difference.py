"""What changed between two evidences of the same figures: a submitted report and today's count."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from klynge.core.indicators.evidence import Evidence, Figure
from klynge.core.indicators.shapes import COLUMNS, Key, Row


@dataclass(frozen=True, slots=True)
class Corrected:
    """The row `old` stands no more and `new` does in its place; the same id where a fact as of its day was mended. `columns` differ."""

    old: int
    new: int
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """Rows that are new, that are gone, and that were corrected. Nothing at all where a key changed by the rule or by other keys."""

    added: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()
    corrected: tuple[Corrected, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyChange:
    """A key that came (`was` None), went (`now` None) or is worth something else or rests on other rows."""

    key: int
    was: int | Decimal | None
    now: int | Decimal | None
    cause: Cause


@dataclass(frozen=True, slots=True)
class Change:
    """One indicator. `was` or `now` is None where it stands in one evidence only; `defined` says that its definition is another."""

    key: str
    was: int | Decimal | None
    now: int | Decimal | None
    defined: bool
    keys: tuple[KeyChange, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """`changes` by the key of the indicator, only those with one; `rows` over all of them; `period` says that another one was counted."""

    changes: tuple[Change, ...]
    rows: Cause
    period: bool


def difference(old: Evidence, new: Evidence) -> Difference:
    """From the old evidence to the new one. A correction that moved a row from one key to
    another is named under both."""
    was, now = {row.id: row for row in old.rows}, {row.id: row for row in new.rows}
    corrected = _corrected(was, now)
    before = {figure.definition.key: figure for figure in old.figures}
    after = {figure.definition.key: figure for figure in new.figures}
    changes = (_change(key, before.get(key), after.get(key), was, now, corrected) for key in sorted(before.keys() | after.keys()))
    every = _cause(was.keys() | now.keys(), was, now, corrected)
    return Difference(tuple(one for one in changes if one), every, old.period != new.period)


def _corrected(was: dict[int, Row], now: dict[int, Row]) -> dict[int, Corrected]:
    """By the id of the old row and by that of the new one. Rows of one origin are one row in different states."""
    found: dict[int, Corrected] = {}
    states = {_origin(row): row for row in was.values()}
    for row in now.values():
        old = states.get(_origin(row))
        if old is not None and old != row:
            columns = zip(COLUMNS, old, row, strict=True)
            differ = tuple(name for name, a, b in columns if a != b and name not in ("id", "corrects"))
            found[old.id] = found[row.id] = Corrected(old.id, row.id, differ)
    return found


def _origin(row: Row) -> int:
    return row.id if row.corrects is None else row.corrects


def _cause(rows: Iterable[int], was: dict[int, Row], now: dict[int, Row], corrected: dict[int, Corrected]) -> Cause:
    touched = sorted(rows)
    plainly = [row for row in touched if row not in corrected]
    return Cause(
        tuple(row for row in plainly if row in now and row not in was),
        tuple(row for row in plainly if row in was and row not in now),
        tuple(sorted({corrected[row] for row in touched if row in corrected}, key=lambda one: (one.old, one.new))),
    )


def _change(
    key: str, old: Figure | None, new: Figure | None, was: dict[int, Row], now: dict[int, Row], corrected: dict[int, Corrected]
) -> Change | None:
    before = {one.key: one for one in old.counted.keys} if old else {}
    after = {one.key: one for one in new.counted.keys} if new else {}
    keys = []
    for one in sorted(before.keys() | after.keys()):
        a, b = before.get(one), after.get(one)
        cause = _cause({*_rows(a), *_rows(b)}, was, now, corrected)
        if a != b or cause != Cause():
            keys.append(KeyChange(one, a.value if a else None, b.value if b else None, cause))
    defined = bool(old and new and old.definition != new.definition)
    left_out = old and new and old.counted.left_out != new.counted.left_out
    if old and new and not keys and not defined and not left_out:
        return None
    return Change(key, old.counted.value if old else None, new.counted.value if new else None, defined, tuple(keys))


def _rows(key: Key | None) -> tuple[int, ...]:
    return key.rows if key else ()
