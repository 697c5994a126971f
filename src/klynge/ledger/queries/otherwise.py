"""Rows that say who an organisation was on a day otherwise than the register says now: it was corrected, merged or completed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from klynge.access.viewer import Viewer
from klynge.ledger.models import BOOKED, Aid, Booked
from klynge.ledger.queries.locks import locked_months, payers
from klynge.ledger.queries.standing import FIELDS, Standing, standings
from klynge.register.models import Organisation

# The group of a row of aid is asked of the register at each check, and a promise is named by the row that keeps it.
KINDS: dict[str, type[Booked]] = {str(model._meta.model_name): model for model in BOOKED if model is not Aid}


@dataclass(frozen=True, slots=True)
class Otherwise:
    """`changes`: (column, what the row says, what the register says). `locked`: the month must be opened before it is corrected."""

    kind: str
    id: int
    on: date
    organisation: str
    changes: tuple[tuple[str, Any, Any], ...]
    locked: bool


def otherwise(viewer: Viewer, from_on: date, to_on: date) -> list[Otherwise]:
    """All that the viewer may see of these days, by day. The same number of queries for any number of rows."""
    found, rows_of = [], {}
    for kind, model in KINDS.items():
        rows: Any = model.objects.visible_to(viewer)
        rows_of[kind] = list(rows.filter(live=True, on__range=(from_on, to_on)).only("pk", *_columns(model)))
    known = standings((row.organisation_id, row.on) for rows in rows_of.values() for row in rows)
    differ = {
        kind: [(row, changes) for row in rows if (changes := differences(row, known.get((row.organisation_id, row.on))))]
        for kind, rows in rows_of.items()
    }
    names = _names(viewer, [change for pairs in differ.values() for _row, changes in pairs for change in changes], differ)
    for kind, pairs in differ.items():
        paid = payers(row for row, _ in pairs)
        shut = locked_months(grant for grants in paid.values() for grant in grants)
        for row, changes in pairs:
            closed = any((grant, row.on.replace(day=1)) in shut for grant in paid[row.pk])
            said = tuple((name, _said(name, was, names), _said(name, now, names)) for name, was, now in changes)
            found.append(Otherwise(kind, row.pk, row.on, names.get(row.organisation_id, "–"), said, closed))
    return sorted(found, key=lambda one: (one.on, one.kind, one.id))


def differences(row: Any, now: Standing | None) -> list[tuple[str, Any, Any]]:
    """(column, what the row says, what the register says)."""
    if now is None:
        return []
    return [(name, getattr(row, name), getattr(now, name)) for name in FIELDS if getattr(row, name) != getattr(now, name)]


def _columns(model: Any) -> list[str]:
    own = {field.attname for field in model._meta.concrete_fields}
    return [*FIELDS, "on", *sorted(own & {"grant_id", "activity_id"})]


def _names(viewer: Viewer, changes: Sequence[tuple[str, Any, Any]], differ: dict[str, Any]) -> dict[int, str]:
    ids = {value for name, *said in changes if name in ("organisation_id", "group_id") for value in said}
    ids |= {row.organisation_id for pairs in differ.values() for row, _ in pairs}
    return dict(Organisation.objects.visible_to(viewer).filter(pk__in=ids).values_list("pk", "name"))


def _said(name: str, value: Any, names: dict[int, str]) -> Any:
    return names.get(value, "–") if name in ("organisation_id", "group_id") else value
