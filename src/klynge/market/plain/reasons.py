"""Reasons and gaps of a fit as JSON that a row keeps, and back."""

from collections.abc import Iterable
from typing import Any

from klynge.core.fit.shapes import Condition, Gap, Reason, ReasonKind
from klynge.market.plain.conditions import label


def reasons_written(reasons: Iterable[Reason]) -> list[list[Any]]:
    return [[reason.kind.value, round(reason.points, 6), list(reason.evidence)] for reason in reasons]


def gaps_written(gaps: Iterable[Gap]) -> list[list[Any]]:
    return [[gap.condition.kind, gap.condition.name, gap.condition.label, gap.expired] for gap in gaps]


def reasons_read(written: Iterable[list[Any]]) -> tuple[Reason, ...]:
    """Strongest first, those against last."""
    found = [Reason(ReasonKind(kind), points, tuple(evidence)) for kind, points, evidence in written]
    return tuple(sorted(found, key=lambda reason: -reason.points))


def gaps_read(written: Iterable[list[Any]], language: str) -> tuple[Gap, ...]:
    """With the conditions' labels in the reader's language."""
    return tuple(
        Gap(Condition(kind, name, label(kind, name, language) or said), expired) for kind, name, said, expired in written
    )
