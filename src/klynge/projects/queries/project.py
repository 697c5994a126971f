"""One project, as far as the viewer may see into it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from klynge.access.verbs import may, the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Refused, Wrong
from klynge.core.tlp import Label
from klynge.ledger.models import Funding, Grant, WorkPackage
from klynge.ledger.queries.law import law
from klynge.projects.models import Milestone, Part, Partner, Project, StageChange
from klynge.projects.models.project import CLOSED, DROPPED, RUNNING
from klynge.projects.queries.needs import Need, needs
from klynge.projects.queries.projects import summary, title
from klynge.projects.rules import inside
from klynge.register.models import Organisation, Person


@dataclass(frozen=True, slots=True)
class Card:
    """The public face. `lead` is "" where the organisation is not open to the viewer; `within`: the rest is open too."""

    id: int
    title: str
    summary: str
    stage: str
    from_on: date
    to_on: date
    lead: str
    lead_slug: str
    label: Label
    within: bool
    may_change: bool
    may_override: bool
    may_export: bool

    @property
    def over(self) -> bool:
        return self.stage in (CLOSED, DROPPED)

    @property
    def ran(self) -> bool:
        """It has cost and results."""
        return self.stage in (RUNNING, CLOSED)


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """`name` is "" where the organisation's card is not open to the viewer."""

    id: int
    organisation_id: int
    name: str
    slug: str
    role: str
    leads: bool
    economic: bool
    from_on: date
    to_on: date | None
    declared_on: date | None
    document: str
    gone: bool


@dataclass(frozen=True, slots=True)
class PartLine:
    id: int
    number: str
    name: str
    from_on: date
    to_on: date
    lead: str


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """`late`: due and not reached, or reached after its day."""

    id: int
    part: str
    what: str
    due_on: date
    reached_on: date | None
    evidence: str
    late: bool


@dataclass(frozen=True, slots=True)
class StageLine:
    stage: str
    before: str
    reason: str
    overridden: bool
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Inside:
    """`needs`: what the programme asks for before it runs; None when its values are not known for today. `grants`: (name, number of
    the work package) of those that pay and are open to the viewer."""

    partners: tuple[PartnerLine, ...]
    parts: tuple[PartLine, ...]
    milestones: tuple[MilestoneLine, ...]
    stages: tuple[StageLine, ...]
    needs: tuple[Need, ...] | None
    grants: tuple[tuple[str, str], ...]


def card(viewer: Viewer, project_id: int, *, language: str) -> Card:
    """Raises Refused when there is none for the viewer."""
    row: Project = the(Project, viewer, pk=project_id)
    lead = Organisation.objects.visible_to(viewer).filter(pk=row.lead_id).first()
    change = may(viewer, "change", row)
    return Card(
        id=row.pk,
        title=title(row, language),
        summary=summary(row, language),
        stage=row.stage,
        from_on=row.from_on,
        to_on=row.to_on,
        lead=lead.name if lead else "",
        lead_slug=lead.slug if lead else "",
        label=Label(row.label),
        within=Project.objects.visible_to(viewer).filter(inside("pk").rows(viewer), pk=row.pk).exists(),
        may_change=change,
        may_override=change and Role.FINANCE in viewer.roles,
        may_export=may(viewer, "export", row),
    )


def opened(viewer: Viewer, project_id: int) -> Project:
    """The project, for whoever may look into it. Raises Refused for everybody else, also those to whom its label opens the summary."""
    row: Project | None = Project.objects.visible_to(viewer).filter(inside("pk").rows(viewer), pk=project_id).first()
    if row is None:
        raise Refused("There is no such thing here, or it is not open to you.")
    return row


def within(viewer: Viewer, project_id: int, *, today: date) -> Inside:
    """The same number of queries for any number of partners and parts. Raises Refused as `opened` does."""
    row = opened(viewer, project_id)
    partners = list(Partner.objects.visible_to(viewer).filter(project=row))
    names = names_of(viewer, {one.organisation_id for one in partners})
    lines = tuple(_partner(one, names, row, today) for one in partners)
    by_id = {line.id: line.name for line in lines}
    parts = list(Part.objects.visible_to(viewer).filter(project=row))
    numbers = {part.pk: part.number for part in parts}
    return Inside(
        partners=tuple(sorted(lines, key=lambda line: (line.gone, not line.leads, line.role, line.name, line.id))),
        parts=tuple(
            PartLine(p.pk, p.number, p.name, p.from_on, p.to_on, by_id.get(p.lead_id, "") if p.lead_id else "") for p in parts
        ),
        milestones=tuple(
            _milestone(one, numbers, today) for one in Milestone.objects.visible_to(viewer).filter(part_id__in=numbers)
        ),
        stages=_stages(viewer, row),
        needs=_needs([one for one in partners if one.to_on is None or one.to_on >= today], today),
        grants=_grants(viewer, row),
    )


def names_of(viewer: Viewer, organisation_ids: set[int]) -> Mapping[int, tuple[str, str]]:
    """Organisation -> name and address of its card, of those open to the viewer."""
    rows = Organisation.objects.visible_to(viewer).filter(pk__in=organisation_ids)
    return {pk: (name, slug) for pk, name, slug in rows.values_list("pk", "name", "slug")}


def _partner(one: Partner, names: Mapping[int, tuple[str, str]], project: Project, today: date) -> PartnerLine:
    name, slug = names.get(one.organisation_id, ("", ""))
    return PartnerLine(
        id=one.pk,
        organisation_id=one.organisation_id,
        name=name,
        slug=slug,
        role=one.role,
        leads=one.organisation_id == project.lead_id,
        economic=one.economic,
        from_on=one.from_on,
        to_on=one.to_on,
        declared_on=one.declared_on,
        document=one.document,
        gone=one.to_on is not None and one.to_on < today,
    )


def _milestone(one: Milestone, numbers: Mapping[int, str], today: date) -> MilestoneLine:
    late = (one.reached_on or today) > one.due_on
    return MilestoneLine(one.pk, numbers[one.part_id], one.what, one.due_on, one.reached_on, one.evidence, late)


def _stages(viewer: Viewer, row: Project) -> tuple[StageLine, ...]:
    changes = list(StageChange.objects.visible_to(viewer).filter(project=row))
    people = Person.objects.visible_to(viewer).filter(pk__in={one.by_id for one in changes} - {None})
    names: dict[Any, str] = dict(people.values_list("pk", "name"))
    return tuple(
        StageLine(one.stage, one.before, one.reason, one.overridden, one.at, names.get(one.by_id, "")) for one in changes
    )


def _needs(partners: list[Partner], today: date) -> tuple[Need, ...] | None:
    try:
        return needs(partners, law(), today)
    except Wrong:
        return None


def _grants(viewer: Viewer, row: Project) -> tuple[tuple[str, str], ...]:
    paid = list(Funding.objects.visible_to(viewer).filter(activity_id=row.activity_id))
    names = dict(Grant.objects.visible_to(viewer).filter(pk__in=[one.grant_id for one in paid]).values_list("pk", "name"))
    packages = WorkPackage.objects.visible_to(viewer).filter(pk__in=[one.work_package_id for one in paid])
    numbers = dict(packages.values_list("pk", "number"))
    return tuple((names.get(one.grant_id, ""), numbers.get(one.work_package_id, "")) for one in paid)
