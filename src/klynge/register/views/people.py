"""The people of a member: added, changed, gone."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from klynge.core.errors import Wrong
from klynge.register.actions.people import add_person, change_affiliation, end_affiliation, set_contact
from klynge.register.forms.members import EndForm, PersonForm, WorkForm, said
from klynge.register.queries.people import PersonLine, people
from klynge.register.queries.profile import Saved, kept
from klynge.register.views.profile import _form, _given, keepers
from klynge.web.page import Go, KlyngeRequest, page


@page("register/entry.html", who=keepers)
def add(request: KlyngeRequest, organisation: int) -> Mapping[str, Any] | Go:
    shown = kept(request.viewer, organisation)
    form = PersonForm(request.POST or None, **_given(request, None))
    if request.method == "POST" and form.is_valid():
        try:
            add_person(by=request.viewer, organisation_id=organisation, **form.said(), audience=form.how()["audience"])
        except Wrong as wrong:
            form.blame(wrong)
        else:
            messages.success(request, _("The person was added."))
            return Go("register:profile", (organisation,))
    return _form(request, shown, form, _("Add a person"), "person")


@page("register/entry.html", who=keepers)
def change(request: KlyngeRequest, organisation: int, id: int) -> Mapping[str, Any] | Go:
    shown, line = kept(request.viewer, organisation), _line(request, organisation, id)
    there = {"title": line.title, "email": line.email, "phone": line.phone, "manages": line.manages}
    there |= {f"{kind}_seen": seen for kind, seen in line.ways_seen.items()}
    form = WorkForm(request.POST or None, **_given(request, Saved(there, line.label, line.circle_id, line.version)))
    if request.method == "POST" and form.is_valid():
        how = form.how()
        way = {"by": request.viewer, "affiliation_id": id, "audience": how["audience"], "consent": how["consent"]}
        try:
            with transaction.atomic():
                done = [change_affiliation(**way, **said(form, "title", "manages"), seen=how["seen"])]
                sent = form.cleaned_data
                done += [set_contact(**way, kind=k, value=sent[k], seen=sent[f"{k}_seen"]) for k in ("email", "phone")]
        except Wrong as wrong:
            form.blame(wrong)
        else:
            waits = any(one.waits for one in done)
            messages.success(request, _("What everybody may see waits for the secretariat.") if waits else _("Saved."))
            return Go("register:profile", (organisation,))
    return _form(request, shown, form, line.name, "person")


@page("register/entry.html", who=keepers)
def end(request: KlyngeRequest, organisation: int, id: int) -> Mapping[str, Any] | Go:
    shown, line = kept(request.viewer, organisation), _line(request, organisation, id)
    form = EndForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        end_affiliation(by=request.viewer, affiliation_id=id, on=form.cleaned_data["on"])
        messages.success(request, _("%(name)s does not work here any more after that day.") % {"name": line.name})
        return Go("register:profile", (organisation,))
    return _form(request, shown, form, _("%(name)s leaves") % {"name": line.name}, "end")


def _line(request: KlyngeRequest, organisation: int, id: int) -> PersonLine:
    lines = people(request.viewer, organisation, timezone.localdate())
    found = next((line for line in lines if line.id == id), None)
    if found is None:
        raise Http404
    return found
