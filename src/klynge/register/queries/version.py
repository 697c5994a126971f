"""What a row says, in one comparable form: for stale forms, and for “nothing has changed”."""

import hashlib
import json
from datetime import date
from decimal import Decimal

from django.db.models import Model

_NOT_SAID = frozenset({"id", "changed_at"})


def content(row: Model) -> dict[str, str | int | bool | list[str] | None]:
    """The row's columns by name, as JSON takes them: days and amounts as text."""
    said = {}
    for field in row._meta.concrete_fields:
        if field.attname not in _NOT_SAID:
            value = getattr(row, field.attname)
            said[field.attname] = _plain(value)
    return said


def _plain(value: object) -> str | int | bool | list[str] | None:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | bool | int | list):
        return value
    return str(value)


def version(row: Model | None) -> str:
    """Changes whenever the row's content does; "-" for no row."""
    if row is None:
        return "-"
    said = json.dumps(content(row), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
