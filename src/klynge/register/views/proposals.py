"""What would become public, for the secretariat to decide."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _

from klynge.access.who import secretariat
from klynge.register.actions.proposals import approve_proposal, decline_proposal
from klynge.register.forms.members import ReasonForm
from klynge.register.queries.proposals import waiting_proposals
from klynge.register.views.change_words import name_of_column, value_of_column
from klynge.web.page import Go, KlyngeRequest, page


@page("register/proposals.html", who=secretariat, methods=("GET",))
def proposals(request: KlyngeRequest) -> Mapping[str, Any]:
    cards = waiting_proposals(request.viewer)
    shown = [(card, [_change(*change) for change in card.changes]) for card in cards]
    return {"cards": shown, "form": ReasonForm()}


def _change(name: str, was: str, now: str) -> tuple[str, str, str]:
    return name_of_column(name), value_of_column(name, was), value_of_column(name, now)


@page(who=secretariat, methods=("POST",))
def approve(request: KlyngeRequest, id: int) -> Go:
    approve_proposal(by=request.viewer, proposal_id=id)
    messages.success(request, _("Approved: everybody can see it now."))
    return Go("register:proposals")


@page(who=secretariat, methods=("POST",))
def decline(request: KlyngeRequest, id: int) -> Go:
    decline_proposal(by=request.viewer, proposal_id=id, reason=request.POST.get("reason", ""))
    messages.success(request, _("Declined. The member can read why."))
    return Go("register:proposals")
