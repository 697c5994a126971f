"""Where releases were printed: under each release, and as a list for reports."""

from dataclasses import dataclass
from datetime import date

from klynge.access.verbs import the
from klynge.access.viewer import ANYONE, Viewer
from klynge.website.models import Coverage
from klynge.website.queries.drafts import titles


@dataclass(frozen=True, slots=True)
class Printed:
    """`release` is the title of the release where the list holds several."""

    id: int
    outlet: str
    title: str
    address: str
    on: date
    language: str
    kind: str
    release: str = ""


def printed(viewer: Viewer, page_id: int) -> list[Printed]:
    """Of one release, the newest first. One query."""
    return [_printed(row) for row in Coverage.objects.visible_to(viewer).filter(page_id=page_id)]


def printed_for_all(page_id: int | None) -> list[Printed]:
    """What stands under a release for everybody; nothing under one that was never kept."""
    return printed(ANYONE, page_id) if page_id else []


def all_printed(viewer: Viewer, from_on: date | None = None, to_on: date | None = None) -> list[Printed]:
    """Of all releases that the viewer may report on, the newest first. Two queries."""
    rows = Coverage.objects.visible_to(viewer, verb="export")
    rows = rows.filter(on__gte=from_on) if from_on else rows
    found = list(rows.filter(on__lte=to_on) if to_on else rows)
    names = titles({row.page_id for row in found})
    return [_printed(row, names.get(row.page_id, "–")) for row in found]


def one_printed(viewer: Viewer, coverage_id: int) -> tuple[int, Printed]:
    """The release's number, and the row. Raises Refused."""
    row = the(Coverage, viewer, verb="change", pk=coverage_id)
    return row.page_id, _printed(row)


def _printed(row: Coverage, release: str = "") -> Printed:
    return Printed(row.pk, row.outlet, row.title, row.address, row.on, row.language, row.kind, release)
