"""Figures over the large ledger: each indicator that comes with Klynge, with its splits, as its page shows it: for a half-year, for a
whole grant, and for a grant that paid for everything in ten years."""

import statistics
from collections.abc import Generator, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from bench import Memory, Row, Watch, peak_mb
from bench.ledger_firms import LAST
from bench.ledger_rows import WHOLE, Payer
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
    now = [(payer, half) for payer in past if payer.to_on >= LAST and payer.rules != WHOLE]
    whole = [next(one for one in past if one.rules == rules and one.to_on > KNOWN) for rules in ("ufs", "deb")]
    ten = next(one for one in past if one.rules == WHOLE)
    spans = {
        "half-year": now,
        "whole grant": [(payer, Period(payer.from_on, payer.to_on)) for payer in whole],
        "ten years": [(ten, Period(ten.from_on, ten.to_on))],
    }
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
    keys, rows = [card.key for card in found.cards], len(found.evidence.rows)
    del found
    took: list[Mapping[str, float]] = []
    for key in keys:
        watch = Watch()
        one = figures(by, payer.grant_id, period, with_splits=True, key=key, whole=False)
        took.append(watch.read())
        yield {
            "method": f"{key}, {span}",
            **took[-1],
            "rows": len(one.evidence.rows),
            "value": float(one.cards[0].value),
        }
    yield {"method": f"all of {payer.rules}, {span}", **all_at_once, "rows": rows, "peak_mb": peak_mb()}
    return took


def measured_packs(by: Viewer, payers: Sequence[Payer]) -> Iterator[Row]:
    """A report of the last half-year of each grant, and of a whole grant: drawn as a workbook and as a paper."""
    from klynge.ledger.actions.grants import add_due
    from klynge.programme.actions.pack import pack_file, start_pack

    past = [payer for payer in payers if payer.from_on <= LAST]
    asked = [("half-year", payer, date(LAST.year, 1, 1), LAST) for payer in past if payer.to_on >= LAST and payer.rules != WHOLE]
    asked += [("whole grant", one, one.from_on, one.to_on) for one in past if one.rules == "ufs" and one.to_on > KNOWN][:1]
    for span, payer, first, last in asked:
        kind = "final" if span == "whole grant" else "half-yearly"
        due = add_due(by=by, grant_id=payer.grant_id, kind=kind, from_on=first, to_on=last, due_on=last)
        pack = start_pack(by=by, due_id=due.pk)
        watch = Watch()
        with Memory() as memory:
            made = [pack_file(by=by, pack_id=pack.pk, form=form, language="da", today=LAST) for form in ("xlsx", "pdf")]
        size = sum(len(file.content) for file in made) / 1_000_000
        yield {
            "method": f"pack of {payer.rules}, {span}",
            **watch.read(),
            "mb": round(size, 1),
            "peak_mb": memory.mb,
        }
