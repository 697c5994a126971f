"""Opening and changing a project: its card, its stage, its partners. For those who work with money."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _

from klynge.access.viewer import Role
from klynge.access.who import holder, secretariat
from klynge.core.errors import Wrong
from klynge.projects.actions.looking import look_at_cost
from klynge.projects.actions.partners import add_partner, declare_partner, end_partner
from klynge.projects.actions.project import change_project, open_project
from klynge.projects.actions.stages import NEXT, move_stage
from klynge.projects.forms.fields import Form
from klynge.projects.forms.project import DeclareForm, LeaveForm, PartnerForm, ProjectForm, StageForm
from klynge.projects.queries.choices import offered, project_of, said
from klynge.projects.queries.project import card
from klynge.projects.views import parts
from klynge.projects.views.projects import language
from klynge.web.page import Go, KlyngeRequest, page
from klynge.web.parts import Entry

house = secretariat | holder(Role.FINANCE)


def ask(
    request: KlyngeRequest, project_id: int, form: Form, title: str, act: Callable[[], object], button: str = ""
) -> Mapping[str, Any] | Go:
    """Shows the form, or does what it says and goes back to the project. What the action refuses stands beside its field."""
    told = card(request.viewer, project_id, language=language())
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Wrong as wrong:
            form.blame(wrong)
        else:
            messages.success(request, _("Saved."))
            return Go("projects:project", (project_id,))
    back = parts.at("project", project_id)
    return {"form": form, "button": button or _("Save"), "back": back, **parts.below(told, title)}


@page("projects/form.html", who=house)
def open_one(request: KlyngeRequest) -> Mapping[str, Any] | Go:
    form = ProjectForm(request.POST or None, offered=offered(request.viewer), new=True)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = open_project(
                by=request.viewer,
                told=form.told(),
                lead_id=told["lead"],
                lead_role=told["lead_role"],
                audience=form.audience(),
                work_package_ids=told["work_packages"],
            )
        except Wrong as wrong:
            form.blame(wrong)
        else:
            messages.success(request, _("The project is open."))
            return Go("projects:project", (made.pk,))
    crumbs = [Entry(_("Projects"), parts.at("list")), Entry(_("Open a project"), "", current=True)]
    return {"form": form, "title": _("Open a project"), "button": _("Open"), "back": parts.at("list"), "crumbs": crumbs}


@page("projects/form.html", who=house)
def change(request: KlyngeRequest, project_id: int) -> Mapping[str, Any] | Go:
    there = said(request.viewer, project_id)
    form = ProjectForm(request.POST or None, offered=offered(request.viewer, project_id), new=False, initial=there)

    def act() -> object:
        return change_project(
            by=request.viewer,
            project_id=project_id,
            told=form.told(),
            lead_id=form.cleaned_data["lead"],
            audience=form.audience(),
            work_package_ids=form.cleaned_data["work_packages"],
        )

    return ask(request, project_id, form, _("Change the project"), act)


@page("projects/form.html", who=house)
def stage(request: KlyngeRequest, project_id: int) -> Mapping[str, Any] | Go:
    told = card(request.viewer, project_id, language=language())
    form = StageForm(request.POST or None, next=NEXT[told.stage], override=told.may_override)

    def act() -> object:
        return move_stage(by=request.viewer, project_id=project_id, **form.cleaned_data)

    return ask(request, project_id, form, _("Move the project on"), act, _("Move on"))


@page("projects/form.html", who=house)
def partner(request: KlyngeRequest, project_id: int) -> Mapping[str, Any] | Go:
    form = PartnerForm(request.POST or None, offered=offered(request.viewer, project_id))

    def act() -> object:
        names = ("role", "economic", "from_on", "to_on", "declared_on", "document")
        firm = form.cleaned_data["organisation"]
        return add_partner(by=request.viewer, project_id=project_id, organisation_id=firm, **form.said(*names))

    return ask(request, project_id, form, _("Add a partner"), act, _("Add"))


@page("projects/form.html", who=house)
def declare(request: KlyngeRequest, partner_id: int) -> Mapping[str, Any] | Go:
    project_id, form = project_of(request.viewer, "partner", partner_id), DeclareForm(request.POST or None)

    def act() -> object:
        return declare_partner(by=request.viewer, partner_id=partner_id, **form.cleaned_data)

    return ask(request, project_id, form, _("Record the declaration"), act)


@page("projects/form.html", who=house)
def leave(request: KlyngeRequest, partner_id: int) -> Mapping[str, Any] | Go:
    project_id, form = project_of(request.viewer, "partner", partner_id), LeaveForm(request.POST or None)

    def act() -> object:
        return end_partner(by=request.viewer, partner_id=partner_id, **form.cleaned_data)

    return ask(request, project_id, form, _("Let the partner leave"), act)


@page(who=house, methods=("POST",))
def look(request: KlyngeRequest, project_id: int) -> Go:
    look_at_cost(by=request.viewer, project_id=project_id)
    messages.success(request, _("The journal says that you looked at the cost."))
    return Go("projects:accounts", (project_id,))
