"""The legal values that come with Klynge, as the core takes them."""

import csv
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files

from klynge.core.law import Law, Value
from klynge.ledger import reference

FILE = files(reference) / "values.csv"


@cache
def values() -> tuple[Value, ...]:
    with FILE.open(newline="", encoding="utf-8") as file:
        return tuple(
            Value(
                row["name"],
                Decimal(row["amount"]),
                row["unit"],
                date.fromisoformat(row["from_on"]),
                date.fromisoformat(row["to_on"]) if row["to_on"] else None,
                row["source"],
                {"yes": True, "no": False}[row["confirmed"]],
            )
            for row in csv.DictReader(file)
        )


@cache
def law() -> Law:
    return Law(values())
