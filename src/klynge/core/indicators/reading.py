"""Reading data that people wrote: what stands where, and a sentence that says what may stand there."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from klynge.core.errors import Wrong

Choice = TypeVar("Choice", bound=StrEnum)


def not_allowed(told: object, where: str, allowed: Iterable[object]) -> Wrong:
    return Wrong(
        "“%(told)s” cannot stand at %(where_)s. Allowed: %(allowed)s.",
        where=where,
        told=str(told)[:80],
        where_=where,
        allowed=", ".join(str(one) for one in allowed),
    )


def missing(where: str, allowed: Iterable[object]) -> Wrong:
    return Wrong(
        "%(where_)s is missing. Allowed: %(allowed)s.", where=where, where_=where, allowed=", ".join(str(one) for one in allowed)
    )


def too_deep(where: str, most: int) -> Wrong:
    return Wrong(
        "At %(where_)s more than %(most)d rules ask each other. Split the indicator in two.", where=where, where_=where, most=most
    )


def mapping_of(told: object, where: str, keys: Sequence[str], needs: Sequence[str] = ()) -> Mapping[str, object]:
    """`told` as a mapping of these keys and no other; the `needs` are there."""
    if not isinstance(told, Mapping):
        raise not_allowed(told, where, [f"{{{', '.join(keys)}}}"])
    for key in told:
        if key not in keys:
            raise not_allowed(key, where, keys)
    for key in needs:
        if key not in told:
            raise missing(f"{where}.{key}", ["…"])
    return told


def list_of(told: object, where: str) -> Sequence[object]:
    if not isinstance(told, list | tuple):
        raise not_allowed(told, where, ["[…]"])
    return told


def one_of(choices: type[Choice], told: object, where: str) -> Choice:
    if isinstance(told, str):
        for one in choices:
            if one.value == told:
                return one
    raise not_allowed(told, where, [one.value for one in choices])


def text_of(told: object, where: str) -> str:
    """Text in composed letters (NFC), so that two ways to write é are one."""
    if not isinstance(told, str):
        raise not_allowed(told, where, ["“…”"])
    return unicodedata.normalize("NFC", told)


def whole(told: object, where: str, least: int | None = None) -> int:
    if isinstance(told, bool) or not isinstance(told, int) or (least is not None and told < least):
        raise not_allowed(told, where, ["0, 1, 2, …"] if least is None else [f"{least}, {least + 1}, {least + 2}, …"])
    return told


def decimal_of(told: object, where: str) -> Decimal:
    """A whole number or a number in quotes ("0.01"). A float is refused: it is seldom the number that was written."""
    try:
        if isinstance(told, int | str | Decimal) and not isinstance(told, bool):
            number = Decimal(told)
            if number.is_finite() and abs(number.adjusted()) <= 15:
                return number
    except InvalidOperation:
        pass
    raise not_allowed(told, where, ["5, “0.01”, …"])


def day_of(told: object, where: str) -> date:
    try:
        if isinstance(told, str) and len(told) == 10:
            return date.fromisoformat(told)
    except ValueError:
        pass
    raise not_allowed(told, where, ["“2026-01-31”, …"])
