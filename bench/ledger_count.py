"""Figures over the large ledger: each indicator that comes with Klynge, for a half-year and for a whole grant."""

import statistics
from collections.abc import Generator, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from bench import Row, Watch
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
    now = [(payer, half) for payer in past if payer.to_on >= LAST]
    whole = [next(one for one in past if one.rules == rules and one.to_on > KNOWN) for rules in ("ufs", "deb")]
    spans = {"half-year": now, "whole grant": [(payer, Period(payer.from_on, payer.to_on)) for payer in whole]}
    for span, asked in spans.items():
        took: list[Mapping[str, float]] = []
        for payer, period in asked:
            took += yield from _grant(by, payer, period, span)
        names = took[0].keys()
        yield {"method": f"median indicator, {span}", **{name: statistics.median(one[name] for one in took) for name in names}}
        yield {"method": f"slowest indicator, {span}", **{name: max(one[name] for one in took) for name in names}}


def _grant(by: Viewer, payer: Payer, period: "Period", span: str) -> Generator[Row, None, list[Mapping[str, float]]]:
    from klynge.programme.queries.figures import figures

    watch = Watch()
    found = figures(by, payer.grant_id, period, with_splits=True)
    all_at_once = watch.read()
    took: list[Mapping[str, float]] = []
    for card in found.cards:
        watch = Watch()
        one = figures(by, payer.grant_id, period, key=card.key)
        took.append(watch.read())
        yield {
            "method": f"{card.key}, {span}",
            **took[-1],
            "rows": len(one.evidence.rows),
            "value": float(one.cards[0].value),
        }
    yield {"method": f"all of {payer.rules}, {span}", **all_at_once, "rows": len(found.evidence.rows)}
    return took
