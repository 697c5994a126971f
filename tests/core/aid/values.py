"""The legal values of the tests, as the product's table has them."""

import csv
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from klynge.core.law import Law, Value


@cache
def values() -> tuple[Value, ...]:
    with (Path(__file__).parent / "values.csv").open(newline="", encoding="utf-8") as file:
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
