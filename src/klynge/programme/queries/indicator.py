"""One indicator with its versions, and what a form may put together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.indicators.definition import Definition
from klynge.core.indicators.rule import Rule
from klynge.ledger.models import Grant
from klynge.programme.models import Indicator
from klynge.programme.queries.indicators import asking, definition_of
from klynge.register.models import Person


@dataclass(frozen=True, slots=True)
class Version:
    """`made_at` None: it came with Klynge. The names are "" where they are not open to the reader. `own`: the reader wrote it."""

    id: int
    definition: Definition
    holds: bool
    made_by: str
    made_at: datetime | None
    confirmed_by: str
    confirmed_at: datetime | None
    own: bool


@dataclass(frozen=True, slots=True)
class IndicatorCard:
    """`versions`, the newest first. It belongs to a set of `rules` or to one grant; `asked_by` are the grants that ask for it."""

    key: str
    rules: str
    versions: tuple[Version, ...]
    asked_by: tuple[tuple[int, str], ...]

    @property
    def newest(self) -> Version:
        return self.versions[0]

    @property
    def today(self) -> Version:
        """The version of today, else the newest."""
        return next((one for one in self.versions if one.holds), self.newest)


def one_indicator(viewer: Viewer, indicator_id: int) -> IndicatorCard:
    """The indicator that has a version with this id. Four queries. Raises Refused."""
    row = the(Indicator, viewer, pk=indicator_id)
    rows = list(Indicator.objects.visible_to(viewer).filter(key=row.key).order_by("-version"))
    asked = {pk for one in rows for pk in (one.made_by_id, one.confirmed_by_id) if pk is not None}
    names = dict(Person.objects.visible_to(viewer).filter(pk__in=asked).values_list("pk", "name"))
    today = timezone.localdate()
    return IndicatorCard(
        row.key,
        row.rules,
        tuple(_version(one, viewer, names, today) for one in rows),
        tuple((one.pk, one.name) for one in asking(viewer, row)),
    )


def _version(row: Indicator, viewer: Viewer, names: Mapping[int | None, str], today: date) -> Version:
    one = definition_of(row)
    return Version(
        row.pk,
        one,
        one.holds(today),
        names.get(row.made_by_id, ""),
        row.made_at,
        names.get(row.confirmed_by_id, ""),
        row.confirmed_at,
        row.made_at is not None and row.made_by_id == viewer.person_id,
    )


def others(viewer: Viewer, language: str, *, but: str = "") -> dict[int, tuple[str, Rule]]:
    """The newest version of each indicator but one: id -> its name and rule, to be put together with. One query."""
    rows = Indicator.objects.visible_to(viewer).filter(to_on=None).exclude(key=but).order_by("rules", "place", "key")
    found = ((row.pk, definition_of(row)) for row in rows)
    return {pk: (dict(one.names)[language], one.rule) for pk, one in found}


def grants_for_one(viewer: Viewer) -> list[tuple[int, str]]:
    """The grants that an indicator may be made for."""
    return list(Grant.objects.visible_to(viewer, verb="change").order_by("-from_on", "pk").values_list("pk", "name"))
