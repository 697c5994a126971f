"""Lists of projects, each to a viewer."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from klynge.access.viewer import Viewer
from klynge.core.tlp import Label
from klynge.ledger.models import Funding, Grant
from klynge.projects.models import Milestone, Part, Project
from klynge.projects.models.project import STAGES
from klynge.projects.rules import our_projects
from klynge.register.models import Organisation
from klynge.web.listing import Listing, listing


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is asked for. `ours`: only what the viewer's own organisations take part in."""

    text: str = ""
    stages: tuple[str, ...] = ()
    grants: tuple[int, ...] = ()
    ours: bool = False
    page: int = 1


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """A project in a list. `lead` is "" where the organisation is not open to the viewer; `late`: milestones that are due and not
    reached, of those that the viewer may see."""

    id: int
    title: str
    stage: str
    from_on: date
    to_on: date
    lead: str
    label: Label
    late: int


@dataclass(frozen=True, slots=True)
class Found:
    """`stages` and `grants` count what is there besides their own question; `names`: grant -> its name."""

    lines: Listing[ProjectLine]
    stages: Mapping[str, int]
    grants: Mapping[int, int]
    names: Mapping[int, str]


def projects(viewer: Viewer, wanted: Wanted, *, language: str, today: date) -> Found:
    """The newest first. The same number of queries for any number of projects."""
    rows = Project.objects.visible_to(viewer)
    if wanted.ours:
        ours = our_projects(viewer)
        rows = rows.filter(pk__in=() if ours is None else ours)
    for word in wanted.text.split():
        rows = rows.filter(
            Q(title_da__icontains=word)
            | Q(title_en__icontains=word)
            | Q(summary_da__icontains=word)
            | Q(summary_en__icontains=word)
        )
    paid = Funding.objects.visible_to(viewer)
    of_grants = Q(activity_id__in=paid.filter(grant_id__in=wanted.grants).values("activity_id")) if wanted.grants else Q()
    of_stages = Q(stage__in=wanted.stages) if wanted.stages else Q()
    counted = Counter(rows.filter(of_grants).order_by("pk").values_list("stage", flat=True))
    activities = rows.filter(of_stages).values("activity_id")
    grants = Counter(paid.filter(activity_id__in=activities).order_by("pk").values_list("grant_id", flat=True))
    names = dict(Grant.objects.visible_to(viewer).filter(pk__in={*grants, *wanted.grants}).values_list("pk", "name"))
    page = listing(rows.filter(of_grants, of_stages), wanted.page)
    return Found(
        Listing(_lines(viewer, page.items, language, today), page.number, page.pages, page.total),
        {stage: counted[stage] for stage in STAGES if counted[stage] or stage in wanted.stages},
        grants,
        names,
    )


def _lines(viewer: Viewer, rows: Any, language: str, today: date) -> list[ProjectLine]:
    leads = dict(Organisation.objects.visible_to(viewer).filter(pk__in={row.lead_id for row in rows}).values_list("pk", "name"))
    late = late_milestones(viewer, [row.pk for row in rows], today)
    return [
        ProjectLine(
            id=row.pk,
            title=title(row, language),
            stage=row.stage,
            from_on=row.from_on,
            to_on=row.to_on,
            lead=leads.get(row.lead_id, ""),
            label=Label(row.label),
            late=late[row.pk],
        )
        for row in rows
    ]


def late_milestones(viewer: Viewer, project_ids: list[int], today: date) -> Counter[int]:
    """Project -> its milestones that are due and not reached."""
    parts = dict(Part.objects.visible_to(viewer).filter(project_id__in=project_ids).values_list("pk", "project_id"))
    due = Milestone.objects.visible_to(viewer).filter(part_id__in=parts, reached_on=None, due_on__lt=today)
    return Counter(parts[part_id] for part_id in due.values_list("part_id", flat=True))


def title(row: Project, language: str) -> str:
    """In the reader's language, or else in the other one."""
    return (row.title_en or row.title_da) if language == "en" else (row.title_da or row.title_en)


def summary(row: Project, language: str) -> str:
    return (row.summary_en or row.summary_da) if language == "en" else (row.summary_da or row.summary_en)
