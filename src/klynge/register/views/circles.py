"""Audiences: who is named by the labels that name somebody."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from klynge.access.who import secretariat
from klynge.core.errors import Wrong
from klynge.register.actions.people import make_circle, name_in_circle, unname
from klynge.register.forms.circles import CircleForm, NameForm
from klynge.register.queries.circles import circle_cards, person_names
from klynge.register.queries.people import names
from klynge.register.views.members_parts import blame, crumbs
from klynge.web.page import Go, KlyngeRequest, page
from klynge.web.parts import Entry


@page("register/circles.html", who=secretariat)
def circles(request: KlyngeRequest) -> Mapping[str, Any] | Go:
    form = CircleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = make_circle(by=request.viewer, name=form.cleaned_data["name"])
        except Wrong as wrong:
            blame(form, wrong)
        else:
            return Go("register:circle", (made.pk,))
    title = _("Audiences")
    return {"form": form, "circles": circle_cards(request.viewer), "crumbs": crumbs(title), "title": title}


@page("register/circle.html", who=secretariat)
def circle(request: KlyngeRequest, id: int) -> Mapping[str, Any] | Go:
    card = next((one for one in circle_cards(request.viewer) if one.id == id), None)
    if card is None:
        raise Http404
    form = NameForm(request.POST or None, organisations=names(request.viewer), people=person_names(request.viewer))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            name_in_circle(by=request.viewer, circle_id=id, organisation_id=said["organisation"], person_id=said["person"])
        except Wrong as wrong:
            blame(form, wrong)
        else:
            messages.success(request, _("Named."))
            return Go("register:circle", (id,))
    return {"form": form, "circle": card, "crumbs": crumbs(card.name, Entry(_("Audiences"), reverse("register:circles")))}


@page(who=secretariat, methods=("POST",))
def take_out(request: KlyngeRequest, id: int, named: int) -> Go:
    unname(by=request.viewer, named_id=named)
    messages.success(request, _("Not named any more, from now on."))
    return Go("register:circle", (id,))
