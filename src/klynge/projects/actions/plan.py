"""The plan of a project: parts, budget, milestones."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.ledger.models import Cost
from klynge.projects.actions.checks import amount as checked_amount
from klynge.projects.actions.checks import in_order, not_to_come, text, within
from klynge.projects.models import Budget, Milestone, Part, Partner, Project
from klynge.register.actions.lock import locked

KINDS = tuple(kind for kind, _ in Cost.KINDS)


def add_part(
    *, by: Viewer, project_id: int, number: str, name: str, from_on: date, to_on: date, lead_id: int | None = None
) -> Part:
    """`lead_id` is the partner's id in the project."""
    with transaction.atomic():
        project: Any = locked(the(Project, by, verb="change", pk=project_id))
        said = text(number, "number", 10, gettext_noop("A part has a number, as 1 or 2.1: cost and hours name it."))
        if Part.objects.visible_to(by).filter(project=project, number=said).exists():
            raise Conflict("There is a part %(number)s already.", where="number", number=said)
        part = Part(project=project, number=said)
        _say(by, project, part, name, from_on, to_on, lead_id)
        record(by=by, verb="add part", what=part, project=project.pk, number=said)
    return part


def change_part(*, by: Viewer, part_id: int, name: str, from_on: date, to_on: date, lead_id: int | None = None) -> Part:
    """Its number stays, as rows of the ledger name it."""
    with transaction.atomic():
        part: Any = the(Part, by, verb="change", pk=part_id)
        project = locked(the(Project, by, verb="change", pk=part.project_id))
        _say(by, project, part, name, from_on, to_on, lead_id)
        record(by=by, verb="set part", what=part, project=project.pk)
    return part  # type: ignore[no-any-return]


def _say(by: Viewer, project: Project, part: Part, name: str, from_on: date, to_on: date, lead_id: int | None) -> None:
    in_order(from_on, to_on)
    within(from_on, project.from_on, project.to_on, "from_on")
    within(to_on, project.from_on, project.to_on, "to_on")
    part.name = text(name, "name", 200, gettext_noop("A part has a name that says what is done in it."))
    part.from_on, part.to_on = from_on, to_on
    part.lead = None if lead_id is None else the(Partner, by, pk=lead_id, project_id=project.pk)
    part.save()


def set_budget(
    *, by: Viewer, part_id: int, partner_id: int, cost: str, amount: Decimal, currency: str, on: date
) -> Budget | None:
    """What an economic partner may spend on a kind of cost in a part, agreed on a day. 0 takes the line away."""
    with transaction.atomic():
        part: Any = the(Part, by, verb="change", pk=part_id)
        project: Any = locked(the(Project, by, verb="change", pk=part.project_id))
        partner: Any = the(Partner, by, verb="change", pk=partner_id, project_id=project.pk)
        if cost not in KINDS:
            raise Wrong("“%(cost)s” is no kind of cost. Choose one from the list.", where="cost", cost=cost[:20])
        row = Budget.objects.visible_to(by).filter(part=part, partner=partner, cost=cost).first()
        if amount == 0:
            if row is not None:
                record(by=by, verb="take budget away", what=row, project=project.pk, was=f"{row.amount} {row.currency}")
                row.delete()
            return None
        if not partner.economic:
            raise Wrong("This partner is no economic partner: it has no cost in the accounts, so no budget.", where="partner")
        money = checked_amount(amount, currency, on, project.currency)
        was = "" if row is None else f"{row.amount} {row.currency}"
        row = row or Budget(part=part, partner=partner, cost=cost)
        row.amount, row.currency, row.on = money.amount, money.currency, on
        row.save()
        record(by=by, verb="set budget", what=row, project=project.pk, was=was, now=f"{money.amount} {money.currency}")
    return row  # type: ignore[no-any-return]


def add_milestone(*, by: Viewer, part_id: int, what: str, due_on: date) -> Milestone:
    with transaction.atomic():
        part: Any = the(Part, by, verb="change", pk=part_id)
        project: Any = the(Project, by, verb="change", pk=part.project_id)
        within(due_on, project.from_on, project.to_on, "due_on")
        said = text(what, "what", 200, gettext_noop("Write what is reached, so that somebody else can see whether it is."))
        milestone = Milestone.objects.create(part=part, what=said, due_on=due_on)
        record(by=by, verb="add milestone", what=milestone, project=project.pk)
    return milestone


def reach_milestone(*, by: Viewer, milestone_id: int, on: date, evidence: str) -> Milestone:
    """It was reached on that day; `evidence` says where one can see it."""
    with transaction.atomic():
        milestone: Any = locked(the(Milestone, by, verb="change", pk=milestone_id))
        if milestone.reached_on is not None:
            raise Conflict("This milestone was reached already.")
        part: Any = the(Part, by, pk=milestone.part_id)
        project: Any = the(Project, by, pk=part.project_id)
        not_to_come(on, "on")
        if on < project.from_on:
            raise Wrong("The project had not begun on that day.", where="on")
        milestone.evidence = text(evidence, "evidence", 300, gettext_noop("Say where one can see that it was reached."))
        milestone.reached_on = on
        milestone.save()
        record(by=by, verb="reach milestone", what=milestone, project=project.pk, on=on.isoformat())
    return milestone  # type: ignore[no-any-return]
