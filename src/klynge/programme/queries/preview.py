"""What a rule would count before it is kept: beside the rule that holds, for a grant and the last half-year."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.indicators.count import count
from klynge.core.indicators.rule import Rule
from klynge.core.indicators.shapes import Counted, Period
from klynge.ledger.models import Grant
from klynge.programme.queries.behind import names_of
from klynge.programme.queries.figures import GrantHead, head
from klynge.programme.queries.ledger_rows import rows

MOST = 20  # names of what comes and goes


@dataclass(frozen=True, slots=True)
class Preview:
    """`before` None: there was no rule. `unknown`: rows that may count but lack a fact. `comes` and `goes` name what only one of the
    two rules counts, at most MOST each, when both count the same kind of thing; `more`: so many are not named."""

    grant: GrantHead
    period: Period
    before: int | Decimal | None
    after: int | Decimal
    unknown: int
    comes: tuple[str, ...]
    goes: tuple[str, ...]
    more: int


def preview(viewer: Viewer, grant_id: int, rule: Rule, old: Rule | None, today: date) -> Preview:
    """Eleven queries at the most. Raises Refused."""
    grant = the(Grant, viewer, pk=grant_id)
    period = last_half(grant.from_on, grant.to_on, today)
    found = rows(viewer, grant, period, [rule] if old is None else [rule, old])
    after, before = count(rule, found, period), None if old is None else count(old, found, period)
    comes, goes = _changed(before, after) if before and old and old.unique is rule.unique else (set[int](), set[int]())
    names = names_of(viewer, rule.unique, comes | goes)
    shown = [tuple(sorted(names[key] for key in keys if names.get(key)))[:MOST] for keys in (comes, goes)]
    return Preview(
        head(grant),
        period,
        None if before is None else before.value,
        after.value,
        after.unknown,
        shown[0],
        shown[1],
        len(comes) + len(goes) - len(shown[0]) - len(shown[1]),
    )


def last_half(first: date, last: date, today: date) -> Period:
    """The last half of a year that had ended on the day and that the days from `first` to `last` touch; else the half in which they
    begin."""
    day = min(today, last + timedelta(days=1))
    ended = date(day.year, 7, 1) if day.month >= 7 else date(day.year, 1, 1)
    to_on = ended - timedelta(days=1)
    if to_on < first:
        to_on = date(first.year, 6, 30) if first.month <= 6 else date(first.year, 12, 31)
    return Period(date(to_on.year, 1 if to_on.month == 6 else 7, 1), to_on)


def _changed(before: Counted, after: Counted) -> tuple[set[int], set[int]]:
    then, now = {one.key for one in before.keys}, {one.key for one in after.keys}
    return now - then, then - now
