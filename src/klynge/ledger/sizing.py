"""An SME self-test as it is kept: what a firm says of itself and of those it is tied to, as plain JSON, and how its class was reached."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from klynge.core.aid.declared import Declared, Tied
from klynge.core.aid.figures import Year
from klynge.core.aid.investors import Investor, Kind
from klynge.core.aid.limits import Size
from klynge.core.aid.sme import SizeClass
from klynge.core.errors import Wrong
from klynge.core.law import Value
from klynge.core.money import Money
from klynge.core.steps import Step

Given = Mapping[str, Any]
FIGURES = ("staff", "turnover", "balance")


def declared(given: Given) -> Declared:
    """`given`: {name, currency, before, years, tied}; years: {"2025": [staff, turnover, balance]} as text, "" is not known; tied: a
    list of {name, owns, share, control, investor, invested, budget, inhabitants, under, years}, where `under` is the number of the
    line above it that it is tied to, 0 for the firm itself. Raises Wrong when a line hangs on itself or on one that is not there."""
    currency = str(given["currency"])
    lines = list(given.get("tied", ()))
    below: dict[int, list[int]] = {}
    for number, line in enumerate(lines, 1):
        under = int(line["under"] or 0)
        if not 0 <= under < number:
            raise Wrong(
                "Line %(line)d is tied to line %(under)d. Write the number of an earlier line, or 0 for your own enterprise.",
                where="tied",
                line=number,
                under=under,
            )
        below.setdefault(under, []).append(number)

    def tied(under: int) -> tuple[Tied, ...]:
        return tuple(_tied(lines[number - 1], currency, tied(number)) for number in below.get(under, ()))

    before = Size(given["before"]) if given.get("before") else None
    return Declared(str(given["name"]), _years(given["years"], currency), tied(0), before)


def _tied(line: Given, currency: str, below: tuple[Tied, ...]) -> Tied:
    investor = Investor(
        Kind(line["investor"]),
        _money(line["invested"], currency),
        _money(line["budget"], currency),
        int(line["inhabitants"]) if line["inhabitants"] else None,
    )
    share = Decimal(line["share"])
    return Tied(line["name"], share, bool(line["owns"]), _years(line["years"], currency), bool(line["control"]), investor, below)


def _years(given: Mapping[str, Any], currency: str) -> dict[int, Year]:
    found = {}
    for year, (staff, turnover, balance) in given.items():
        if staff or turnover or balance:
            found[int(year)] = Year(Decimal(staff) if staff else None, _money(turnover, currency), _money(balance, currency))
    return found


def _money(amount: str, currency: str) -> Money | None:
    return Money(Decimal(amount), currency) if amount else None


def kept(found: SizeClass) -> dict[str, Any]:
    """The way to a class, as plain JSON: steps, doubts, and the legal values it rests on."""
    return {
        "steps": [_frozen(step) for step in found.steps],
        "doubts": [_frozen(step) for step in found.doubts],
        "values": [
            [
                one.name,
                str(one.amount),
                one.unit,
                one.from_on.isoformat(),
                one.to_on and one.to_on.isoformat(),
                one.source,
                one.confirmed,
            ]
            for one in found.values
        ],
    }


def steps(lines: Iterable[Any]) -> list[Step]:
    return [Step(template, {name: _thawed(fact) for name, fact in facts.items()}) for template, facts in lines]


def values(lines: Iterable[Any]) -> list[Value]:
    return [
        Value(
            name,
            Decimal(amount),
            unit,
            date.fromisoformat(from_on),
            date.fromisoformat(to_on) if to_on else None,
            source,
            confirmed,
        )
        for name, amount, unit, from_on, to_on, source, confirmed in lines
    ]


def _frozen(step: Step) -> list[Any]:
    return [step.template, {name: _plain(fact) for name, fact in step.facts.items()}]


def _plain(fact: object) -> object:
    match fact:
        case Money():
            return ["money", str(fact.amount), fact.currency]
        case Decimal():
            return ["number", str(fact)]
        case date():
            return ["day", fact.isoformat()]
        case str() | int() | None:
            return fact
    raise TypeError(f"{fact!r} cannot be kept")


def _thawed(fact: Any) -> object:
    match fact:
        case ["money", amount, currency]:
            return Money(Decimal(amount), currency)
        case ["number", number]:
            return Decimal(number)
        case ["day", day]:
            return date.fromisoformat(day)
    return fact  # type: ignore[no-any-return]
