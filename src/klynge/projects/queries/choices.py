"""What the forms of a project offer, and what stands in them now."""

from dataclasses import dataclass
from typing import Any

from klynge.access.models import Circle
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.ledger.models import Activity, Funding, Grant, WorkPackage
from klynge.projects.models import Budget, Milestone, Part, Partner, Project
from klynge.projects.queries.project import names_of
from klynge.register.models import Organisation

Choices = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Offered:
    """`partners`: those of the project, `economic` those of them that have cost; `organisations` all that the viewer may name."""

    organisations: Choices
    partners: Choices = ()
    economic: Choices = ()
    parts: Choices = ()
    work_packages: Choices = ()
    grants: Choices = ()
    circles: Choices = ()


def offered(viewer: Viewer, project_id: int | None = None) -> Offered:
    """The same number of queries for any number of choices."""
    firms = Organisation.objects.visible_to(viewer).filter(merged_into=None, closed_on=None).order_by("name", "pk")
    grants = dict(Grant.objects.visible_to(viewer).order_by("from_on", "pk").values_list("pk", "name"))
    packages = WorkPackage.objects.visible_to(viewer).filter(grant_id__in=grants).order_by("grant_id", "number")
    everybody = tuple(firms.values_list("pk", "name"))
    paying = tuple((one.pk, f"{grants[one.grant_id]} · {one.number} {one.name}") for one in packages)
    circles = tuple(Circle.objects.visible_to(viewer).values_list("pk", "name"))
    if project_id is None:
        return Offered(everybody, work_packages=paying, circles=circles)
    project: Project = the(Project, viewer, pk=project_id)
    partners = list(Partner.objects.visible_to(viewer).filter(project=project))
    names = names_of(viewer, {one.organisation_id for one in partners})
    said = [(one, names.get(one.organisation_id, ("–", ""))[0]) for one in partners]
    paid = Funding.objects.visible_to(viewer).filter(activity_id=project.activity_id).values_list("grant_id", flat=True)
    parts = Part.objects.visible_to(viewer).filter(project=project).values_list("pk", "number", "name")
    return Offered(
        organisations=everybody,
        partners=tuple((one.pk, name) for one, name in said),
        economic=tuple((one.pk, name) for one, name in said if one.economic),
        parts=tuple((pk, f"{number} {name}") for pk, number, name in parts),
        work_packages=paying,
        grants=tuple((pk, grants[pk]) for pk in paid if pk in grants),
        circles=circles,
    )


def said(viewer: Viewer, project_id: int) -> dict[str, Any]:
    """What the form of a project holds now."""
    row: Project = the(Project, viewer, verb="change", pk=project_id)
    names = ("title_da", "title_en", "summary_da", "summary_en", "from_on", "to_on", "currency", "label")
    paid = Funding.objects.visible_to(viewer).filter(activity_id=row.activity_id).values_list("work_package_id", flat=True)
    worth = Activity.objects.visible_to(viewer).filter(pk=row.activity_id).values_list("aid_each", flat=True).first()
    more = {"aid_each": worth or None, "lead": row.lead_id, "circle": row.circle_id, "work_packages": list(paid)}
    return {**{name: getattr(row, name) for name in names}, **more}


def project_of(viewer: Viewer, kind: str, row_id: int) -> int:
    """The project that a partner, part or milestone belongs to. Raises Refused when the viewer may not change it."""
    if kind == "milestone":
        milestone: Milestone = the(Milestone, viewer, verb="change", pk=row_id)
        return project_of(viewer, "part", milestone.part_id)
    row: Any = the(Partner if kind == "partner" else Part, viewer, verb="change", pk=row_id)
    return int(row.project_id)


def part_said(viewer: Viewer, part_id: int) -> dict[str, Any]:
    row: Part = the(Part, viewer, verb="change", pk=part_id)
    return {"number": row.number, "name": row.name, "from_on": row.from_on, "to_on": row.to_on, "lead": row.lead_id}


def budget_said(viewer: Viewer, project_id: int, part_id: int | None, organisation_id: int | None, cost: str) -> dict[str, Any]:
    """What the form of a budget line holds: the line that is there, or where a new one would stand."""
    the(Project, viewer, verb="change", pk=project_id)
    partners = Partner.objects.visible_to(viewer).filter(project_id=project_id, organisation_id=organisation_id, economic=True)
    partner = partners.order_by("-from_on").first()
    there = {"part": part_id, "partner": partner.pk if partner else None, "cost": cost}
    if partner is None or part_id is None:
        return {name: value for name, value in there.items() if value}
    row = Budget.objects.visible_to(viewer).filter(part_id=part_id, partner=partner, cost=cost).first()
    return there if row is None else {**there, "amount": row.amount, "currency": row.currency, "on": row.on}
