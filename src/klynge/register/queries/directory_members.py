"""The members that a viewer may know of, each with what the directory sorts, counts and filters by.

Four queries for any number of members; a cluster has hundreds of them, so all are read and counted in one go. Nearly all that the
register holds is of members, so a query names no members: it is quicker to leave out the rest than to say whom one means.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField, Q

from klynge.access.prepared import prepared
from klynge.access.viewer import Viewer
from klynge.core.codes import path
from klynge.register.models import Capability, Certificate, Membership, Site
from klynge.register.places import region_of


@dataclass(frozen=True, slots=True)
class Member:
    id: int
    name: str
    slug: str
    kind: str
    label: str
    demo: bool
    size_band: str
    from_on: date
    municipalities: tuple[str, ...]
    keys: dict[str, frozenset[str]]  # facet -> what the member is in it
    certificates: tuple[str, ...]
    field: str


def members_seen(viewer: Viewer, today: date) -> list[Member]:
    rows = {row[0]: row for row in _listed(viewer, today=today)}
    sites, able = municipalities(viewer, today), codes(viewer, "own")["own"]
    held = _grouped(_certificates(viewer, today=today))
    return [_member(row, sites, held, able, today) for row in rows.values()]


@prepared(today=DateField())
def _listed(viewer: Viewer, *, today: Any) -> Any:
    return memberships(viewer, today).order_by("organisation_id", "pk").values_list(*_TOLD)


@prepared(today=DateField())
def _certificates(viewer: Viewer, *, today: Any) -> Any:
    valid = Q(expires_on=None) | Q(expires_on__gte=today)
    named = Certificate.objects.visible_to(viewer).filter(valid, kind="certificate").order_by("name")
    return named.values_list("organisation_id", "name")


def memberships(viewer: Viewer, today: Any) -> Any:
    """Of today, whose organisation is there today; in no order. An organisation may have several."""
    now = Q(from_on__lte=today) & (Q(to_on=None) | Q(to_on__gte=today))
    living = Q(organisation__closed_on=None) | Q(organisation__closed_on__gt=today)
    seen = Membership.objects.visible_to(viewer, "organisation")
    return seen.filter(now, living, organisation__merged_into=None).order_by()


def municipalities(viewer: Viewer, today: date) -> dict[int, tuple[str, ...]]:
    """Organisation -> where its sites of today lie, the main one first."""
    return _grouped(_sites(viewer, today=today))


@prepared(today=DateField())
def _sites(viewer: Viewer, *, today: Any) -> Any:
    there = Site.objects.visible_to(viewer).filter(Q(to_on=None) | Q(to_on__gte=today)).exclude(municipality="")
    return there.order_by("-main", "pk").values_list("organisation_id", "municipality")


def codes(viewer: Viewer, *systems: str) -> dict[str, dict[int, tuple[str, ...]]]:
    """Of each code system, organisation -> its codes. One query."""
    told = _codes(viewer, systems)
    return {system: _grouped((owner, code) for of, owner, code in told if of == system) for system in systems}


_TOLD = (
    "organisation_id",
    "organisation__name",
    "organisation__slug",
    "organisation__kind",
    "organisation__field",
    "organisation__label",
    "organisation__demo",
    "size_band",
    "from_on",
)


def _member(
    row: tuple[Any, ...],
    sites: Mapping[int, tuple[str, ...]],
    held: Mapping[int, tuple[str, ...]],
    able: Mapping[int, tuple[str, ...]],
    today: date,
) -> Member:
    pk, name, slug, kind, field, label, demo, size_band, from_on = row
    places, certificates = sites.get(pk, ()), held.get(pk, ())
    ways = [path("own", code) for code in (field, *able.get(pk, ())) if code]
    return Member(
        id=pk,
        name=name,
        slug=slug,
        kind=kind,
        label=label,
        demo=demo,
        size_band=size_band,
        from_on=from_on,
        municipalities=places,
        certificates=certificates,
        field=path("own", field)[0] if field else "",
        keys={
            "field": frozenset(way[0] for way in ways),
            "region": frozenset(key for code in places if (key := region_of(code, today))),
            "size": frozenset({size_band} - {""}),
            "kind": frozenset({kind}),
            "certificate": frozenset(certificates),
            "municipality": frozenset(places),
            "capability": frozenset(step for way in ways for step in way),
        },
    )


@prepared()
def _codes(viewer: Viewer, systems: tuple[str, ...]) -> Any:
    rows = Capability.objects.visible_to(viewer).filter(system__in=systems).order_by()
    return rows.values_list("system", "organisation_id", "code")


def _grouped(pairs: Iterable[tuple[int, str]]) -> dict[int, tuple[str, ...]]:
    found: dict[int, dict[str, None]] = {}
    for owner, value in pairs:
        found.setdefault(owner, {})[value] = None
    return {owner: tuple(values) for owner, values in found.items()}
