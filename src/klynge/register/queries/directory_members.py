"""The members that a viewer may know of, each with what the directory sorts, counts and filters by.

Five queries for any number of members; a cluster has hundreds of them, so all are read and counted in one go.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from klynge.access.viewer import Viewer
from klynge.core.codes import path
from klynge.register.models import Capability, Certificate, Membership, Organisation, Site
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
    now = Q(from_on__lte=today) & (Q(to_on=None) | Q(to_on__gte=today))
    memberships = {
        row["organisation_id"]: row
        for row in Membership.objects.visible_to(viewer).filter(now).values("organisation_id", "size_band", "from_on")
    }
    living = Q(merged_into=None) & (Q(closed_on=None) | Q(closed_on__gt=today))
    seen = Organisation.objects.visible_to(viewer).filter(living, pk__in=list(memberships)).order_by("pk")
    rows = list(seen.values("pk", "name", "slug", "kind", "field", "label", "demo"))
    ids = [row["pk"] for row in rows]
    sites = _grouped(
        Site.objects.visible_to(viewer)
        .filter(Q(to_on=None) | Q(to_on__gte=today), organisation_id__in=ids)
        .exclude(municipality="")
        .order_by("-main", "pk")
        .values_list("organisation_id", "municipality")
    )
    valid = Q(expires_on=None) | Q(expires_on__gte=today)
    held = _grouped(
        Certificate.objects.visible_to(viewer)
        .filter(valid, kind="certificate", organisation_id__in=ids)
        .order_by("name")
        .values_list("organisation_id", "name")
    )
    able = _grouped(
        Capability.objects.visible_to(viewer)
        .filter(system="own", organisation_id__in=ids)
        .order_by()
        .values_list("organisation_id", "code")
    )
    return [_member(row, memberships[row["pk"]], sites, held, able, today) for row in rows]


def _member(
    row: Mapping[str, Any],
    membership: Mapping[str, Any],
    sites: Mapping[int, tuple[str, ...]],
    held: Mapping[int, tuple[str, ...]],
    able: Mapping[int, tuple[str, ...]],
    today: date,
) -> Member:
    pk = row["pk"]
    places, certificates = sites.get(pk, ()), held.get(pk, ())
    codes = {step for code in (row["field"], *able.get(pk, ())) for step in path("own", code)}
    return Member(
        id=pk,
        name=row["name"],
        slug=row["slug"],
        kind=row["kind"],
        label=row["label"],
        demo=row["demo"],
        size_band=membership["size_band"],
        from_on=membership["from_on"],
        municipalities=places,
        certificates=certificates,
        field=path("own", row["field"])[0] if row["field"] else "",
        keys={
            "field": frozenset(code for code in codes if path("own", code) == (code,)),
            "region": frozenset(key for code in places if (key := region_of(code, today))),
            "size": frozenset({membership["size_band"]} - {""}),
            "kind": frozenset({row["kind"]}),
            "certificate": frozenset(certificates),
            "municipality": frozenset(places),
            "capability": frozenset(codes),
        },
    )


def _grouped(pairs: Iterable[tuple[int, str]]) -> dict[int, tuple[str, ...]]:
    found: dict[int, dict[str, None]] = {}
    for owner, value in pairs:
        found.setdefault(owner, {})[value] = None
    return {owner: tuple(values) for owner, values in found.items()}
