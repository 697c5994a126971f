"""The secretariat's list of members, and admitting, changing and ending memberships."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from klynge.access.who import secretariat
from klynge.core.errors import Wrong
from klynge.register.actions.confirm import ask_confirmation
from klynge.register.actions.organisation import (
    Legal,
    admit_member,
    change_membership,
    end_membership,
    start_membership,
)
from klynge.register.forms.members import AdmitForm, EndForm, MembershipForm, said, wanted
from klynge.register.queries.desk import member_lines
from klynge.register.queries.people import circles
from klynge.register.queries.profile import kept, memberships
from klynge.register.views import members_parts as parts
from klynge.register.views.profile import _form
from klynge.web.page import Go, KlyngeRequest, page

CARD = ("name", "kind", "field", "country", "cvr", "cvr_note", "foreign_number", "founded_on")


@page("register/members.html", who=secretariat, methods=("GET",))
def members(request: KlyngeRequest) -> Mapping[str, Any]:
    asked, today = wanted(request.GET), timezone.localdate()
    return parts.shown(member_lines(request.viewer, today), asked, today, request.GET)


@page("register/entry.html", who=secretariat)
def admit(request: KlyngeRequest) -> Mapping[str, Any] | Go:
    form = AdmitForm(request.POST or None, viewer=request.viewer, saved=None, circles=circles(request.viewer))
    if request.method == "POST" and form.is_valid():
        label = form.how()["audience"].label
        try:
            made = admit_member(
                by=request.viewer, legal=Legal(**said(form, *CARD)), label=label, **said(form, "type", "size_band", "from_on")
            )
        except Wrong as wrong:
            form.blame(wrong)
        else:
            messages.success(request, _("%(name)s is a member now.") % {"name": made.name})
            return Go("register:profile", (made.pk,))
    return {"form": form, "title": _("Admit a member"), "kind": "admit", "id": None, "crumbs": parts.crumbs(_("Admit a member"))}


@page("register/entry.html", who=secretariat)
def membership(request: KlyngeRequest, organisation: int, id: int | None = None) -> Mapping[str, Any] | Go:
    shown = kept(request.viewer, organisation)
    there = next((one for one in memberships(request.viewer, organisation) if one.id == id), None)
    if id is not None and there is None:
        raise Http404
    initial = {}
    if there is not None:
        initial = {"type": there.type, "size_band": there.size_band, "from_on": there.from_on, "seen": there.version}
    form = MembershipForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            if there is None:
                start_membership(by=request.viewer, organisation_id=organisation, **said(form, "type", "size_band", "from_on"))
            else:
                change_membership(by=request.viewer, membership_id=there.id, **form.cleaned_data)
        except Wrong as wrong:
            parts.blame(form, wrong)
        else:
            messages.success(request, _("Saved."))
            return Go("register:profile", (organisation,))
    return _form(request, shown, form, _("Membership"), "membership")


@page("register/entry.html", who=secretariat)
def end(request: KlyngeRequest, organisation: int, id: int) -> Mapping[str, Any] | Go:
    shown = kept(request.viewer, organisation)
    if all(one.id != id for one in memberships(request.viewer, organisation)):
        raise Http404
    form = EndForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            end_membership(by=request.viewer, membership_id=id, on=form.cleaned_data["on"])
        except Wrong as wrong:
            parts.blame(form, wrong)
        else:
            messages.success(request, _("The membership ends on that day."))
            return Go("register:profile", (organisation,))
    return _form(request, shown, form, _("End the membership"), "end")


@page(who=secretariat, methods=("POST",))
def ask(request: KlyngeRequest, organisation: int) -> Go:
    ask_confirmation(by=request.viewer, organisation_id=organisation)
    messages.success(request, _("The question is on its way."))
    return Go("register:profile", (organisation,))
