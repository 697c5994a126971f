"""The binder as PDF, set by typst from a template of ours. No clock, no system font and no address: the same facts, the same bytes."""

import json
from decimal import Decimal
from importlib.resources import files
from typing import Any

import typst
from django.utils import translation

from klynge.programme.binder.facts import back, rows_of
from klynge.programme.words import STATES
from klynge.web import formats


def pdf(facts: dict[str, Any]) -> bytes:
    """Facts go in as data, never as markup: nothing that somebody wrote is read as a command."""
    with translation.override(facts["language"]):
        told = json.dumps(_told(facts), ensure_ascii=False)
    template = (files(__package__) / "binder.typ").read_bytes()
    made: bytes = typst.compile(template, format="pdf", sys_inputs={"told": told}, ignore_system_fonts=True, timestamp=0)
    return made


def _told(facts: dict[str, Any]) -> dict[str, Any]:
    """Every value as the reader's language writes it."""
    return {
        **{name: facts[name] for name in ("language", "label", "set", "cluster", "tlp", "words", "score", "demo", "unconfirmed")},
        "on": formats.long_day(back(facts["on"])),  # type: ignore[arg-type]  # a day
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
        "points": formats.text(points),
        "of": formats.text(of),
        "threshold": "" if threshold is None else formats.text(threshold),
        "state": str(STATES[entry["state"]]),
    }
