"""Which indicators a grant is asked for, and what was promised of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.indicators.definition import Definition, at, read
from klynge.core.indicators.shapes import Period
from klynge.ledger.models import Grant
from klynge.programme.families import families
from klynge.programme.models import Indicator, Target


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """An indicator for the list of them. `holds`: it is the version of today."""

    id: int
    definition: Definition
    rules: str
    grant: str
    holds: bool


def definition_of(row: Indicator) -> Definition:
    told: dict[str, Any] = {name: getattr(row, name) for name in ("key", "version", "rule", "unit", "source", "confirmed")}
    days = {"from_on": row.from_on.isoformat(), "to_on": row.to_on.isoformat() if row.to_on else None}
    return read({**told, **days, "names": {"da": row.name_da, "en": row.name_en}})


def definitions(viewer: Viewer, grant: Grant, on: date) -> list[Definition]:
    """What the grant is asked for, in the order of the report: of each indicator the version that holds on the day. A period is counted
    by the version of its last day."""
    rows = Indicator.objects.visible_to(viewer).filter(Q(grant=grant) | Q(grant=None, rules__in=families(grant.rules)))
    known = [definition_of(row) for row in rows.order_by("place", "key", "version")]
    standing = [one for one in known if one.holds(on)]
    return [at(standing, key, on) for key in dict.fromkeys(one.key for one in standing)]


def targets(viewer: Viewer, grant_id: int, period: Period) -> dict[str, Decimal]:
    """Key -> what was promised for exactly these days, else for the shortest days that hold them."""
    rows = Target.objects.visible_to(viewer).filter(grant_id=grant_id, from_on__lte=period.from_on, to_on__gte=period.to_on)
    found: dict[str, tuple[int, Decimal]] = {}
    for key, first, last, value in rows.order_by("pk").values_list("key", "from_on", "to_on", "value"):
        days = (last - first).days
        if key not in found or days < found[key][0]:
            found[key] = (days, value)
    return {key: value for key, (_, value) in found.items()}


def exact_targets(viewer: Viewer, grant_id: int, period: Period) -> Mapping[str, Decimal]:
    """Key -> what was promised for exactly these days."""
    rows = Target.objects.visible_to(viewer).filter(grant_id=grant_id, from_on=period.from_on, to_on=period.to_on)
    return dict(rows.values_list("key", "value"))


def indicator_lines(viewer: Viewer, today: date) -> Sequence[IndicatorLine]:
    rows = Indicator.objects.visible_to(viewer, "grant").select_related("grant").order_by("rules", "place", "key", "version")
    lines = [(row, definition_of(row)) for row in rows]
    return [IndicatorLine(row.pk, one, row.rules, row.grant.name if row.grant else "", one.holds(today)) for row, one in lines]


def asked_of(viewer: Viewer, grant_id: int, on: date) -> tuple[str, list[Definition]]:
    """The name of the grant, and what it is asked for on the day. Raises Refused."""
    grant = the(Grant, viewer, pk=grant_id)
    return grant.name, definitions(viewer, grant, on)


def asking(viewer: Viewer, row: Indicator) -> list[Grant]:
    """The grants that ask for the indicator, the newest first: its own, or those under its set of rules. One query."""
    rows = Grant.objects.visible_to(viewer).order_by("-from_on", "pk")
    if row.grant_id is not None:
        return list(rows.filter(pk=row.grant_id))
    return [one for one in rows if row.rules in families(one.rules)]
