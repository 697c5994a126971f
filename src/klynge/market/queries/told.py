"""Reasons as a reader is told them: codes by their names, amounts and days in words."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext

from klynge.core.codes import Tree
from klynge.core.fit.shapes import Reason, ReasonKind
from klynge.core.notice import Money
from klynge.market.queries.codes import term_label
from klynge.web import formats


def told(reasons: Iterable[Reason], trees: Mapping[str, Tree], language: str) -> tuple[Reason, ...]:
    """The same reasons with the same points; their evidence in the reader's language."""
    return tuple(replace(reason, evidence=_evidence(reason, trees, language)) for reason in reasons)


def _evidence(reason: Reason, trees: Mapping[str, Tree], language: str) -> tuple[str, ...]:
    match reason.kind:
        case ReasonKind.CODES:
            return tuple(dict.fromkeys(term_label(trees, term, language) for term in reason.evidence))
        case ReasonKind.SIZE:
            return _sizes(reason.evidence)
        case ReasonKind.DEADLINE:
            return tuple(_day(each) for each in reason.evidence)
        case _:
            return reason.evidence


def _sizes(evidence: tuple[str, ...]) -> tuple[str, ...]:
    """The job's size and the usual job's, in euro."""
    try:
        job, usual = (formats.short_money(Money(Decimal(each), "EUR")) for each in evidence)
    except (ValueError, InvalidOperation):
        return evidence
    return (gettext("%(job)s, usually %(usual)s") % {"job": job, "usual": usual},)


def _day(iso: str) -> str:
    try:
        return formats.short_day(datetime.fromisoformat(iso))
    except ValueError:
        return iso
