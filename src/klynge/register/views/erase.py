"""A person leaves for good: what is kept of them is taken out, and then they are erased."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from klynge.access.who import secretariat, signed_in
from klynge.core.errors import Wrong
from klynge.register.actions.about_person import about_person
from klynge.register.actions.erase import erase_person
from klynge.register.forms.members import EraseForm
from klynge.register.queries.erasing import Leaving, leaving
from klynge.register.views.members_parts import blame, crumbs
from klynge.web.errors import sentence
from klynge.web.page import Go, KlyngeRequest, page
from klynge.web.parts import Action


@page("register/erase.html", who=secretariat)
def erase(request: KlyngeRequest, person_id: int) -> Mapping[str, Any] | Go:
    card = leaving(request.viewer, person_id)
    form = EraseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            erase_person(by=request.viewer, person_id=person_id)
        except Wrong as wrong:
            blame(form, wrong)
        else:
            messages.success(request, _("The person was erased. The hours and amounts stand as they stood."))
            return Go("register:profile", (_next(card),)) if card.firms else Go("register:members")
    title = _("Erase %(name)s") % {"name": card.name}
    return {
        "card": card,
        "form": form,
        "title": title,
        "crumbs": crumbs(title),
        "first": sentence(card.hindrance) if card.hindrance else "",
        "alone": [(card.firms[id], _add(id)) for id in card.alone if id in card.firms],
        "stays": [(_(template), number) for template, number in card.stays.items()],
    }


def _next(card: Leaving) -> int:
    """The firm that needs a new contact, else the first."""
    return next(iter(card.alone or card.firms))


def _add(firm: int) -> Action:
    return Action(_("Add somebody"), reverse("register:add_person", args=[firm]))


@page(who=signed_in, methods=("GET",))
def about(request: KlyngeRequest, person_id: int) -> HttpResponse:
    content = about_person(by=request.viewer, person_id=person_id)
    name = f'attachment; filename="person-{person_id}.json"'
    return HttpResponse(content, content_type="application/json", headers={"Content-Disposition": name})
