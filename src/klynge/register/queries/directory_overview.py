"""What the directory says of everybody, in numbers and without a list."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import DateField

from klynge.access.prepared import prepared
from klynge.access.viewer import Viewer
from klynge.core.codes import Tree, path
from klynge.register.places import region_of
from klynge.register.queries.directory import Count, most_first
from klynge.register.queries.directory_members import codes, memberships, municipalities


@dataclass(frozen=True, slots=True)
class Overview:
    """All that the directory lists for a viewer: how many, in which fields, in how many regions, how many in each municipality, and
    how many without a place. `purchases`: their CPV codes, as far as the viewer may see them."""

    everybody: int
    fields: tuple[Count, ...]
    regions: int
    places: tuple[tuple[str, int], ...]
    nowhere: int
    purchases: frozenset[str]


@prepared(today=DateField())
def _listed(viewer: Viewer, *, today: Any) -> Any:
    return memberships(viewer, today).values_list("organisation_id", "organisation__field")


def overview(viewer: Viewer, own: Tree, *, language: str, today: date) -> Overview:
    """Three queries for any number of members. `own`: the cluster's own capabilities, named in `language`, "da" or "en"."""
    listed = dict(_listed(viewer, today=today))
    sites, able = municipalities(viewer, today), codes(viewer, "own", "cpv")
    fields: Counter[str] = Counter()
    for pk, field in listed.items():
        fields.update({path("own", code)[0] for code in (field, *able["own"].get(pk, ())) if code})
    places = Counter(code for pk in listed for code in sites.get(pk, ()))
    return Overview(
        everybody=len(listed),
        fields=most_first(Count(key, own.label(key, language), count, chosen=False) for key, count in fields.items()),
        regions=len({key for code in places if (key := region_of(code, today))}),
        places=tuple(sorted(places.items())),
        nowhere=sum(pk not in sites for pk in listed),
        purchases=frozenset(code for pk in listed for code in able["cpv"].get(pk, ())),
    )
