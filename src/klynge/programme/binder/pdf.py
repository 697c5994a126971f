"""The binder as PDF, from a layout of ours: the same facts, the same bytes."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import translation

from klynge.programme.binder.facts import back, rows_of
from klynge.programme.words import STATES
from klynge.web import formats
from klynge.web.pdf import drawn

_LAYOUT = Path(__file__).parent / "binder.typ"


def pdf(facts: dict[str, Any]) -> bytes:
    """Facts go in as data, never as markup: nothing that somebody wrote is read as a command."""
    on = back(facts["on"])
    assert isinstance(on, date)
    with translation.override(facts["language"]):
        said = _said(facts, on)
    return drawn(_LAYOUT, said, on)


def _said(facts: dict[str, Any], on: date) -> dict[str, Any]:
    """Every value as the reader's language writes it."""
    return {
        **{name: facts[name] for name in ("language", "label", "set", "cluster", "tlp", "words", "score", "demo", "unconfirmed")},
        "on": formats.long_day(on),
        "days": [[name, formats.text(back(value))] for name, value in facts["days"]],
        "groups": [
            {"name": group["name"], "entries": [_entry(entry) for entry in group["entries"]]} for group in facts["groups"]
        ],
        "evidence": [_evidence(one) for one in facts["evidence"]],
    }


def _evidence(one: dict[str, Any]) -> dict[str, Any]:
    """`numbers`: which columns are set to the right."""
    rows = rows_of(one)
    columns = ([row[place] for row in rows] for place in range(len(one["columns"])))
    numbers = [all(isinstance(value, int | Decimal) for value in column if value is not None) for column in columns]
    return {**one, "numbers": numbers, "rows": [[formats.text(value) for value in row] for row in rows]}


def _entry(entry: dict[str, Any]) -> dict[str, Any]:
    points, of, threshold = (back(entry[name]) for name in ("points", "of", "threshold"))
    return {
        **entry,
        "points": "" if points is None else formats.text(points),
        "of": formats.text(of),
        "threshold": "" if threshold is None else formats.text(threshold),
        "state": str(STATES[entry["state"]]),
    }
