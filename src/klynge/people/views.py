"""Pages about roles. Signing in is django-allauth's."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _

from klynge.access.viewer import Role
from klynge.access.who import secretariat
from klynge.people import actions, queries
from klynge.people.forms import ROLES, RoleForm
from klynge.web.page import Go, KlyngeRequest, page


@page("people/roles.html", who=secretariat)
def roles(request: KlyngeRequest) -> Mapping[str, Any] | Go:
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "role": Role(form.cleaned_data["role"])}
        actions.give_role(by=request.viewer, **given)
        messages.success(request, _("The role waits for a second person to confirm it."))
        return Go("people:roles")
    cards = queries.role_cards(request.viewer)
    return {"form": form, "cards": [(card, ROLES[card.role]) for card in cards]}


@page(who=secretariat, methods=("POST",))
def confirm(request: KlyngeRequest, grant_id: int) -> Go:
    actions.confirm_role(by=request.viewer, grant_id=grant_id)
    return Go("people:roles")


@page(who=secretariat, methods=("POST",))
def end(request: KlyngeRequest, grant_id: int) -> Go:
    actions.end_role(by=request.viewer, grant_id=grant_id)
    return Go("people:roles")
