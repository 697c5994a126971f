"""Parts, budget, milestones, cost and results of a project. For those who work with money."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from klynge.projects.actions.booking import record_cost, record_result, take_back
from klynge.projects.actions.plan import add_milestone, add_part, change_part, reach_milestone, set_budget
from klynge.projects.forms.asked import line_asked
from klynge.projects.forms.work import BackForm, BudgetForm, CostForm, MilestoneForm, PartForm, ReachForm, ResultForm
from klynge.projects.queries.choices import budget_said, offered, part_said, project_of
from klynge.projects.views.change import ask, house
from klynge.web.page import Go, KlyngeRequest, page


@page("projects/form.html", who=house)
def part(request: KlyngeRequest, project_id: int) -> Mapping[str, Any] | Go:
    form = PartForm(request.POST or None, offered=offered(request.viewer, project_id), new=True)

    def act() -> object:
        told = form.said("number", "name", "from_on", "to_on")
        return add_part(by=request.viewer, project_id=project_id, lead_id=form.cleaned_data["lead"], **told)

    return ask(request, project_id, form, _("Add a part"), act, _("Add"))


@page("projects/form.html", who=house)
def change_one(request: KlyngeRequest, part_id: int) -> Mapping[str, Any] | Go:
    project_id, there = project_of(request.viewer, "part", part_id), part_said(request.viewer, part_id)
    form = PartForm(request.POST or None, offered=offered(request.viewer, project_id), new=False, initial=there)

    def act() -> object:
        told = form.said("name", "from_on", "to_on")
        return change_part(by=request.viewer, part_id=part_id, lead_id=form.cleaned_data["lead"], **told)

    return ask(request, project_id, form, _("Part %(number)s") % there, act)


@page("projects/form.html", who=house)
def budget(request: KlyngeRequest, project_id: int) -> Mapping[str, Any] | Go:
    there = budget_said(request.viewer, project_id, *line_asked(request.GET))
    form = BudgetForm(request.POST or None, offered=offered(request.viewer, project_id), initial=there)

    def act() -> object:
        told = form.cleaned_data
        who = {"part_id": told["part"], "partner_id": told["partner"]}
        return set_budget(by=request.viewer, **who, **form.said("cost", "amount", "currency", "on"))

    return ask(request, project_id, form, _("Set the budget"), act)


@page("projects/form.html", who=house)
def milestone(request: KlyngeRequest, project_id: int) -> Mapping[str, Any] | Go:
    form = MilestoneForm(request.POST or None, offered=offered(request.viewer, project_id))

    def act() -> object:
        return add_milestone(by=request.viewer, part_id=form.cleaned_data["part"], **form.said("what", "due_on"))

    return ask(request, project_id, form, _("Add a milestone"), act, _("Add"))


@page("projects/form.html", who=house)
def reach(request: KlyngeRequest, milestone_id: int) -> Mapping[str, Any] | Go:
    project_id, form = project_of(request.viewer, "milestone", milestone_id), ReachForm(request.POST or None)

    def act() -> object:
        return reach_milestone(by=request.viewer, milestone_id=milestone_id, **form.cleaned_data)

    return ask(request, project_id, form, _("A milestone is reached"), act)


@page("projects/form.html", who=house)
def cost(request: KlyngeRequest, project_id: int) -> Mapping[str, Any] | Go:
    form = CostForm(request.POST or None, offered=offered(request.viewer, project_id))

    def act() -> object:
        told = form.cleaned_data
        who = {"part_id": told["part"], "partner_id": told["partner"], "grant_id": told.get("grant")}
        return record_cost(by=request.viewer, **who, **form.said("cost", "on", "amount", "currency", "what", "document"))

    return ask(request, project_id, form, _("Record a cost"), act, _("Record"))


@page("projects/form.html", who=house)
def result(request: KlyngeRequest, project_id: int) -> Mapping[str, Any] | Go:
    form = ResultForm(request.POST or None, offered=offered(request.viewer, project_id))

    def act() -> object:
        told = form.cleaned_data
        who = {"partner_id": told["partner"], "grant_id": told.get("grant"), "said": told["text"]}
        return record_result(by=request.viewer, **who, **form.said("result", "on", "amount", "currency"))

    return ask(request, project_id, form, _("Record a result"), act, _("Record"))


@page("projects/form.html", who=house)
def back(request: KlyngeRequest, project_id: int) -> Mapping[str, Any] | Go:
    """Which row, stands in the address."""
    form = BackForm(request.POST or None, initial={"kind": request.GET.get("kind", ""), "row": request.GET.get("row", "")})

    def act() -> object:
        told = form.cleaned_data
        what = {"kind": told["kind"], "row_id": told["row"], "reason": told["reason"]}
        return take_back(by=request.viewer, project_id=project_id, **what)

    return ask(request, project_id, form, _("Take a row back"), act, _("Take back"))
