"""Audiences and who is named in them. For the secretariat."""

from collections import defaultdict
from dataclasses import dataclass

from klynge.access.models import Circle
from klynge.access.viewer import Viewer
from klynge.register.models import Named, Organisation, Person


@dataclass(frozen=True, slots=True)
class NamedLine:
    """Somebody in an audience. `person`: a person and not an organisation."""

    id: int
    name: str
    person: bool


@dataclass(frozen=True, slots=True)
class CircleCard:
    id: int
    name: str
    named: tuple[NamedLine, ...]


def circle_cards(viewer: Viewer) -> list[CircleCard]:
    """By name. Four queries."""
    named = list(Named.objects.visible_to(viewer).order_by("pk"))
    firms = {row.organisation_id for row in named} - {None}
    people = {row.person_id for row in named} - {None}
    names = dict(Organisation.objects.visible_to(viewer).filter(pk__in=firms).values_list("pk", "name"))
    persons = dict(Person.objects.visible_to(viewer).filter(pk__in=people).values_list("pk", "name"))
    grouped: defaultdict[int, list[NamedLine]] = defaultdict(list)
    for row in named:
        said = names.get(row.organisation_id) or persons.get(row.person_id) or "–"
        grouped[row.circle_id].append(NamedLine(row.pk, said, row.person_id is not None))
    return [CircleCard(row.pk, row.name, tuple(grouped[row.pk])) for row in Circle.objects.visible_to(viewer)]


def person_names(viewer: Viewer) -> list[tuple[int, str]]:
    """People that the viewer may name, by name."""
    return list(Person.objects.visible_to(viewer).filter(erased_at=None).order_by("name").values_list("pk", "name"))
