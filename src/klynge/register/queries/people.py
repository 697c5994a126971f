"""The people of a member, for those who look after it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from klynge.access.models import Circle
from klynge.access.viewer import Viewer
from klynge.core.tlp import Label
from klynge.register.models import Affiliation, ContactPoint, Organisation, Person
from klynge.register.queries.version import version


@dataclass(frozen=True, slots=True)
class PersonLine:
    """Somebody who works (or worked) there. `id` is the affiliation's."""

    id: int
    person_id: int
    name: str
    title: str
    manages: bool
    from_on: date
    to_on: date | None
    label: Label
    circle_id: int | None
    version: str
    email: str
    phone: str
    gone: bool
    ways_seen: Mapping[str, str]  # the versions of email and phone


def people(viewer: Viewer, organisation_id: int, today: date) -> list[PersonLine]:
    """Those who work there now first, whoever looks after the profile before the others; without those who were erased. Three
    queries."""
    works = list(Affiliation.objects.visible_to(viewer).filter(organisation_id=organisation_id))
    seen = Person.objects.visible_to(viewer).filter(pk__in=[work.person_id for work in works])
    told = list(seen.values_list("pk", "name", "erased_at"))
    names, erased = {pk: name for pk, name, _at in told}, {pk for pk, _name, at in told if at is not None}
    ways: defaultdict[int, dict[str, ContactPoint]] = defaultdict(dict)
    for way in ContactPoint.objects.visible_to(viewer).filter(organisation_id=organisation_id):
        ways[way.affiliation_id][way.kind] = way
    lines = [
        PersonLine(
            id=work.pk,
            person_id=work.person_id,
            name=names.get(work.person_id, "–"),
            title=work.title,
            manages=work.manages,
            from_on=work.from_on,
            to_on=work.to_on,
            label=Label(work.label),
            circle_id=work.circle_id,
            version=version(work),
            email=_value(ways[work.pk].get("email")),
            phone=_value(ways[work.pk].get("phone")),
            gone=work.to_on is not None and work.to_on < today,
            ways_seen={kind: version(ways[work.pk].get(kind)) for kind in ("email", "phone")},
        )
        for work in works
        if work.person_id not in erased
    ]
    return sorted(lines, key=lambda line: (line.gone, not line.manages, line.name, line.id))


def _value(way: ContactPoint | None) -> str:
    return way.value if way else ""


def circles(viewer: Viewer) -> list[tuple[int, str]]:
    """The audiences that the viewer may give: the secretariat's."""
    return list(Circle.objects.visible_to(viewer).values_list("pk", "name"))


def names(viewer: Viewer) -> list[tuple[int, str]]:
    """Every organisation that the viewer may see, for choosing one."""
    return list(Organisation.objects.visible_to(viewer).filter(merged_into=None).order_by("name").values_list("pk", "name"))


def managers_of(viewer: Viewer, organisation_ids: Iterable[int]) -> dict[int, int]:
    """Organisation -> a person who looks after it now, where there is one."""
    rows = Affiliation.objects.visible_to(viewer).filter(organisation_id__in=set(organisation_ids), manages=True, to_on=None)
    return dict(rows.order_by("-pk").values_list("organisation_id", "person_id"))
