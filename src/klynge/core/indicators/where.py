"""One test on one column of a row: ["staff", "under", 50]. A fact that is not known passes no test but `unknown`."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from klynge.core.indicators.reading import decimal_of, list_of, missing, not_allowed, one_of, text_of, whole
from klynge.core.indicators.shapes import AT, BLANK, UNKNOWABLE, Row


class Op(StrEnum):
    IN, NOT_IN, UNDER, AT_LEAST = "in", "not in", "under", "at least"
    KNOWN, UNKNOWN = "known", "unknown"


Value = str | int | bool | Decimal
KINDS = ("event", "course", "group", "visit", "project", "advice", "introduction", "other")
CAPACITIES = ("participant", "dedicated", "economic", "recipient", "")
_IDS = ("activity", "organisation", "group", "person")
_CHOICES = {"kind": KINDS, "capacity": CAPACITIES}
_TEXTS = ("kind", "capacity", "member", "region", "field", "country", "org_kind", "result")
_NUMBERS = ("staff", "hours", "amount")
TESTED = (*_IDS, *_TEXTS, "sme", *_NUMBERS)


@dataclass(frozen=True, slots=True)
class Where:
    """Plain data, so that a database may apply it too: `op` on `column` with `values` (one for under and at least, none for known
    and unknown). Numbers of hours and amounts are Decimal, staff and ids int, sme bool, the rest text."""

    column: str
    op: Op
    values: tuple[Value, ...] = ()


def read(told: object, where: str) -> Where:
    """A test from what JSON gives: [column, op, value or values]. Wrong says which place and what may stand there."""
    given = list_of(told, where)
    if len(given) not in (2, 3):
        raise not_allowed(told, where, ["[column, op, values]"])
    column, op = given[0], one_of(Op, given[1], f"{where}[1]")
    if not isinstance(column, str) or column not in TESTED:
        raise not_allowed(column, f"{where}[0]", TESTED)
    if op in (Op.KNOWN, Op.UNKNOWN):
        if column not in UNKNOWABLE:
            raise not_allowed(column, f"{where}[0]", sorted(UNKNOWABLE))
        if len(given) == 3:
            raise not_allowed(given[2], f"{where}[2]", ["–"])
        return Where(column, op)
    if len(given) != 3:
        raise missing(f"{where}[2]", ["[…]" if op in (Op.IN, Op.NOT_IN) else "5"])
    if op in (Op.UNDER, Op.AT_LEAST):
        if column not in _NUMBERS:
            raise not_allowed(column, f"{where}[0]", _NUMBERS)
        return Where(column, op, (_value(column, given[2], f"{where}[2]"),))
    listed = list_of(given[2], f"{where}[2]")
    return Where(column, op, tuple(_value(column, one, f"{where}[2][{place}]") for place, one in enumerate(listed)))


def _value(column: str, told: object, where: str) -> Value:
    if column in _TEXTS:
        text = text_of(told, where)
        if text not in _CHOICES.get(column, (text,)) or (column in UNKNOWABLE and not text):
            raise not_allowed(text, where, _CHOICES.get(column, ["“…”"]))
        return text
    if column == "sme":
        if not isinstance(told, bool):
            raise not_allowed(told, where, ["true", "false"])
        return told
    if column in ("hours", "amount"):
        return decimal_of(told, where)
    return whole(told, where, least=0)


def written(one: Where) -> list[object]:
    """The test for JSON; numbers that are no ids as text, shortest first."""
    values = [plain(value) if isinstance(value, Decimal) else value for value in one.values]
    if one.op in (Op.KNOWN, Op.UNKNOWN):
        return [one.column, one.op.value]
    return [one.column, one.op.value, values[0] if one.op in (Op.UNDER, Op.AT_LEAST) else values]


def plain(number: Decimal) -> str:
    """One spelling of a number: no exponent, no zeros at the end, no minus zero."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def matches(one: Where, row: Row) -> bool | None:
    """Whether the row passes; None when that cannot be said because the fact is not known."""
    return True if decided(one, [row]) else None if undecided(one, [row]) else False


def decided(one: Where, rows: Sequence[Row]) -> list[Row]:
    """The rows that pass for sure."""
    at, may_lack = AT[one.column], one.column in UNKNOWABLE
    if one.op is Op.IN:
        values = frozenset(one.values)
        return [row for row in rows if row[at] in values]
    if one.op is Op.NOT_IN:
        others = frozenset(one.values) | BLANK if may_lack else frozenset(one.values)
        return [row for row in rows if row[at] not in others]
    if one.op in (Op.UNDER, Op.AT_LEAST):
        limit: Any = one.values[0]
        facts: Sequence[Any] = rows
        if one.op is Op.UNDER:
            return [row for row in facts if (fact := row[at]) is not None and fact < limit]
        return [row for row in facts if (fact := row[at]) is not None and fact >= limit]
    wanted = one.op is Op.KNOWN
    return [row for row in rows if (row[at] not in BLANK) is wanted]


def undecided(one: Where, rows: Sequence[Row]) -> list[Row]:
    """The rows of which nobody can say whether they pass."""
    if one.column not in UNKNOWABLE or one.op in (Op.KNOWN, Op.UNKNOWN):
        return []
    at = AT[one.column]
    return [row for row in rows if row[at] in BLANK]
