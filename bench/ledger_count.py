"""Figures over the large ledger: an indicator's rows read from the database in the shape of the core, and counted."""

import statistics
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

from bench import Row
from bench.ledger_firms import LAST
from bench.ledger_rows import Payer

_COMPANY = ["org_kind", "in", ["company"]]
RULES: dict[str, dict[str, Any]] = {
    "companies": {"of": "participation", "unique": "organisation", "where": [_COMPANY]},
    "companies under 50 staff": {"of": "participation", "unique": "organisation", "where": [_COMPANY, ["staff", "under", 50]]},
    "groups with two activities": {"of": "participation", "unique": "group", "at_least": 2, "of_each": "activity"},
    "activities with three companies": {
        "of": "participation", "unique": "activity", "where": [_COMPANY], "at_least": 3, "of_each": "organisation",
    },
    "companies in these": {
        "of": "participation", "unique": "organisation", "where": [_COMPANY],
        "together": {
            "how": "among",
            "rule": {"of": "participation", "unique": "activity", "where": [_COMPANY], "at_least": 3, "of_each": "organisation"},
        },
    },
    "people": {"of": "participation", "unique": "person"},
    "participations": {"of": "participation", "unique": "row"},
    "hours": {"of": "hours", "unique": "organisation", "measure": "hours"},
    "aid": {"of": "aid", "unique": "group", "measure": "amount"},
    "new products": {"of": "result", "unique": "organisation", "where": [["result", "in", ["product", "service", "process"]]]},
}  # fmt: skip


def figures(payers: list[Payer]) -> Iterator[Row]:
    """A row a figure: the last half-year of a grant, and the longest whole grant. `rows` is how many were read for it."""
    from klynge.core.indicators.count import count
    from klynge.core.indicators.rule import read
    from klynge.core.indicators.shapes import Period

    last = max(payers, key=lambda payer: (payer.to_on, payer.from_on))
    longest = max(payers, key=lambda payer: payer.to_on - payer.from_on)
    spans = {
        "half-year": (last, Period(date(LAST.year, 1, 1), LAST)),
        "whole grant": (longest, Period(longest.from_on, longest.to_on)),
    }
    for span, (payer, period) in spans.items():
        took = {}
        for name, told in RULES.items():
            started = time.perf_counter()
            rule = read(told)
            rows = list(_rows(payer.grant_id, period, {one.of.value for one in rule.all()}))
            counted = count(rule, rows, period)
            took[name] = time.perf_counter() - started
            yield {"method": f"{name}, {span}", "seconds": took[name], "rows": len(rows), "value": float(counted.value)}
        yield {"method": f"any indicator, {span}", "p50_s": statistics.median(took.values()), "max_s": max(took.values())}


def _rows(grant_id: int, period: Any, kinds: set[str]) -> Iterator[Any]:
    from klynge.core.indicators.shapes import Row, numbered
    from klynge.ledger.models import BOOKED, Activity, Funding

    why = "a bench counts its own rows"
    paid = Funding.objects.system_rows(why).filter(grant_id=grant_id).values("activity_id")
    activities = dict(Activity.objects.system_rows(why).filter(pk__in=paid).values_list("pk", "kind"))
    shared = (
        "pk",
        "on",
        "organisation_id",
        "group_id",
        "activity_id",
        "sme",
        "staff",
        "member",
        "region",
        "field",
        "country",
        "kind",
    )
    own = {"participation": ("person_id", "capacity", "hours"), "hours": ("person_id", "hours"), "result": ("result",)}
    for model in BOOKED:
        of = model._meta.model_name or ""
        if of not in kinds:
            continue
        found = model.objects.system_rows(why).filter(live=True, on__range=(period.from_on, period.to_on))
        found = found.filter(activity_id__in=paid) if of == "participation" else found.filter(grant_id=grant_id)
        more = own.get(of, ("amount",))
        for pk, on, firm, group, activity, *stood in found.values_list(*shared, *more):
            said = dict(zip(("person", *more[1:]) if more[0] == "person_id" else more, stood[7:], strict=True))
            sme, staff, member, region, field, country, kind = stood[:7]
            yield Row(
                numbered(of, pk), on, firm, group, activity, of, activities.get(activity, "other"), sme=sme, staff=staff, member=member,
                region=region, field=field, country=country, org_kind=kind, **said,
            )  # fmt: skip
