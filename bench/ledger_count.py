"""Figures over the large ledger: each indicator that comes with Klynge, for a half-year and for a whole grant."""

import statistics
import time
from collections.abc import Generator, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from bench import Row
from bench.ledger_firms import LAST
from bench.ledger_rows import Payer
from klynge.access.viewer import Viewer

if TYPE_CHECKING:
    from klynge.core.indicators.shapes import Period

KNOWN = date(2022, 1, 1)  # the indicators that come with Klynge hold before


def measured_figures(by: Viewer, payers: Sequence[Payer]) -> Iterator[Row]:
    """A row an indicator, `rows` being those that it rests on; the median and the slowest of them; and all figures of a grant at once
    with their splits, as a report takes them."""
    from klynge.core.indicators.shapes import Period

    past = [payer for payer in payers if payer.from_on <= LAST]
    half = Period(date(LAST.year, 1, 1), LAST)
    took: list[float] = []
    for payer in [one for one in past if one.to_on >= LAST]:
        took += yield from _grant(by, payer, half, "half-year")
    yield {"method": "any indicator, half-year", "p50_s": statistics.median(took), "max_s": max(took)}
    took = []
    for rules in ("ufs", "deb"):
        payer = next(one for one in past if one.rules == rules and one.to_on > KNOWN)
        took += yield from _grant(by, payer, Period(payer.from_on, payer.to_on), "whole grant")
    yield {"method": "any indicator, whole grant", "p50_s": statistics.median(took), "max_s": max(took)}


def _grant(by: Viewer, payer: Payer, period: "Period", span: str) -> Generator[Row, None, list[float]]:
    from klynge.programme.queries.figures import figures

    started = time.perf_counter()
    found = figures(by, payer.grant_id, period, with_splits=True)
    all_at_once = time.perf_counter() - started
    took = []
    for card in found.cards:
        started = time.perf_counter()
        one = figures(by, payer.grant_id, period, key=card.key)
        took.append(time.perf_counter() - started)
        yield {
            "method": f"{card.key}, {span}",
            "seconds": took[-1],
            "rows": len(one.evidence.rows),
            "value": float(one.cards[0].value),
        }
    yield {"method": f"all of {payer.rules}, {span}", "seconds": all_at_once, "rows": len(found.evidence.rows)}
    return took
