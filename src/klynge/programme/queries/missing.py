"""What a report still lacks: signatures, locks, declarations, targets. For many reports at once in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from klynge.access.viewer import Viewer
from klynge.core.indicators.shapes import Period
from klynge.ledger.models import Aid, Declaration, Grant, Hours, Lock, Sheet
from klynge.programme.families import families
from klynge.programme.models import Indicator, Target

SHEETS, MONTHS, DECLARATIONS, TARGETS = "sheets", "months", "declarations", "targets"
Wanted = tuple[Grant, Period]


@dataclass(frozen=True, slots=True)
class Missing:
    """So many of a kind: sheets of hours without two signatures, months that are not locked, declarations that were asked for and not
    answered, indicators without a target. `what` names them where they have names: months, keys of indicators."""

    kind: str
    count: int
    what: tuple[str, ...] = ()


def missing(viewer: Viewer, wanted: Sequence[Wanted], today: date) -> list[tuple[Missing, ...]]:
    """For each report, in their order, what it lacks. Seven queries, however many reports."""
    if not wanted:
        return []
    ids = {grant.pk for grant, _ in wanted}
    first, last = min(period.from_on for _, period in wanted), max(period.to_on for _, period in wanted)
    unsigned = _unsigned(viewer, ids, first, last)
    locked = set(Lock.objects.visible_to(viewer).filter(grant_id__in=ids, opened_at=None).values_list("grant_id", "month"))
    asked = _declarations(viewer, ids, first, last)
    indicators = _indicators(viewer, [grant for grant, _ in wanted])
    promised = list(Target.objects.visible_to(viewer).filter(grant_id__in=ids).values_list("grant_id", "key", "from_on", "to_on"))
    return [_of(grant, period, today, unsigned, locked, asked, indicators, promised) for grant, period in wanted]


def _of(
    grant: Grant,
    period: Period,
    today: date,
    unsigned: Iterable[tuple[int, date]],
    locked: set[tuple[int, date]],
    asked: Mapping[int, set[tuple[int, date]]],
    indicators: Mapping[int, Sequence[Indicator]],
    promised: Iterable[tuple[int, str, date, date]],
) -> tuple[Missing, ...]:
    sheets = sum(pk == grant.pk and _month(period.from_on) <= month <= period.to_on for pk, month in unsigned)
    ended = [month for month in months(period) if _next(month) <= today]
    open_ = [month for month in ended if (grant.pk, month) not in locked]
    waiting = {pk for pk, on in asked.get(grant.pk, ()) if period.from_on <= on <= period.to_on}
    keys = dict.fromkeys(
        one.key
        for one in indicators[grant.pk]
        if one.from_on <= period.to_on and (one.to_on is None or one.to_on >= period.to_on)
    )
    with_target = {
        key for pk, key, first, last in promised if pk == grant.pk and first <= period.from_on and period.to_on <= last
    }
    without = tuple(key for key in keys if key not in with_target)
    found = (
        Missing(SHEETS, sheets),
        Missing(MONTHS, len(open_), tuple(f"{month:%Y-%m}" for month in open_)),
        Missing(DECLARATIONS, len(waiting)),
        Missing(TARGETS, len(without), without),
    )
    return tuple(one for one in found if one.count)


def months(period: Period) -> list[date]:
    """The first days of the months that the period touches."""
    found = [_month(period.from_on)]
    while _next(found[-1]) <= period.to_on:
        found.append(_next(found[-1]))
    return found


def _month(day: date) -> date:
    return day.replace(day=1)


def _next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _unsigned(viewer: Viewer, ids: set[int], first: date, last: date) -> list[tuple[int, date]]:
    """(grant, month) of each sheet that lacks a signature: one a person, firm and month with hours entered by hand. Hours drawn from
    attendance need none: who came was signed for there."""
    worked = Hours.objects.visible_to(viewer).filter(grant_id__in=ids, live=True, source="sheet", on__range=(first, last))
    told = worked.order_by().values_list("grant_id", "person_id", "organisation_id", "on").distinct()
    sheets = {(grant, person, firm, _month(on)) for grant, person, firm, on in told}
    signed = Sheet.objects.visible_to(viewer).filter(grant_id__in=ids).exclude(signed_at=None).exclude(approved_at=None)
    done = set(signed.values_list("grant_id", "person_id", "organisation_id", "month"))
    return [(grant, month) for grant, person, firm, month in sheets if (grant, person, firm, month) not in done]


def _declarations(viewer: Viewer, ids: set[int], first: date, last: date) -> dict[int, set[tuple[int, date]]]:
    """Grant -> (declaration, day of aid) of firms that got aid and have not answered."""
    waiting = Declaration.objects.visible_to(viewer).filter(signed_at=None)
    by_firm: defaultdict[int, list[int]] = defaultdict(list)
    for pk, firm in waiting.values_list("pk", "organisation_id"):
        by_firm[firm].append(pk)
    aid = Aid.objects.visible_to(viewer).filter(grant_id__in=ids, live=True, ours=True, on__range=(first, last))
    found: defaultdict[int, set[tuple[int, date]]] = defaultdict(set)
    for grant, firm, on in aid.values_list("grant_id", "organisation_id", "on"):
        found[grant].update((pk, on) for pk in by_firm.get(firm, ()))
    return found


def _indicators(viewer: Viewer, grants: Sequence[Grant]) -> dict[int, list[Any]]:
    sets = {one for grant in grants for one in families(grant.rules)}
    rows = list(Indicator.objects.visible_to(viewer).filter(Q(grant__in=grants) | Q(grant=None, rules__in=sets)))
    return {
        grant.pk: [
            row for row in rows if row.grant_id == grant.pk or (row.grant_id is None and row.rules in families(grant.rules))
        ]
        for grant in grants
    }
