"""What a binder holds, as plain data: canonical, so that its hash can be checked and its files made again."""

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from klynge.programme.queries.shapes import Evidence, Value

VERSION = 1


def plain(value: Value) -> object:
    """Numbers with decimals and days carry their kind, so that they come back as what they were."""
    if isinstance(value, Decimal):
        return {"number": str(value)}
    return {"day": value.isoformat()} if isinstance(value, date) else value


def back(value: Any) -> Value:
    """`plain` undone."""
    if isinstance(value, dict):
        return Decimal(value["number"]) if "number" in value else date.fromisoformat(value["day"])
    said: str | int | None = value
    return said


def of_evidence(one: Evidence) -> dict[str, object]:
    return {
        "name": one.name,
        "title": one.title,
        "note": one.note,
        "label": one.label.value,
        "columns": list(one.columns),
        "rows": [[plain(value) for value in row] for row in one.rows],
    }


def rows_of(evidence: dict[str, Any]) -> list[Sequence[Value]]:
    return [[back(value) for value in row] for row in evidence["rows"]]


def canonical(facts: dict[str, Any]) -> bytes:
    return json.dumps(facts, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def digest(facts: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(facts)).hexdigest()
