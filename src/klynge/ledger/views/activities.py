"""Activities: their list, one with who took part, and what the secretariat plans and changes."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from klynge.access.who import secretariat, signed_in
from klynge.core.errors import Wrong
from klynge.ledger.actions.activities import cancel_activity, change_activity, fund_activity, plan_activity, stop_funding
from klynge.ledger.forms.activities import FundForm, PlanForm, ReasonForm, RollForm, of_activity, wanted
from klynge.ledger.forms.taking import TakeForm
from klynge.ledger.queries.activities import activities, kind_counts, one_activity
from klynge.ledger.queries.aid import works_with_money
from klynge.ledger.queries.aid_activity import asked_activity
from klynge.ledger.queries.grants import grant_names, packages_on
from klynge.ledger.queries.rows import who_took_part
from klynge.ledger.queries.suggestions import suggestions
from klynge.ledger.views import activity_parts, activity_words, parts
from klynge.web.listing import number_of
from klynge.web.page import Go, KlyngeRequest, page


@page("ledger/activities.html", who=signed_in, methods=("GET",))
def activity_list(request: KlyngeRequest) -> Mapping[str, Any]:
    asked = wanted(request.GET)
    found = activities(request.viewer, asked, number_of(request.GET.get("page", "")))
    facets = parts.facets(kind_counts(request.viewer), grant_names(request.viewer), asked)
    rows = [parts.activity_row(line) for line in found]
    head = {"answer": activity_parts.found(found.total), "actions": activity_parts.list_actions(request.viewer)}
    chosen = parts.chosen(facets, request.GET)
    return {"asked": asked, "rows": rows, "found": found, "facets": facets, "chosen": chosen, **head}


@page("ledger/form.html", who=secretariat)
def plan(request: KlyngeRequest) -> Mapping[str, Any] | Go:
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = plan_activity(by=request.viewer, plan=form.plan(), label=form.tlp())
        except Wrong as wrong:
            parts.blame(form, wrong)
        else:
            return Go("ledger:activity", (made.pk,))
    title = _("Enter an activity")
    return {"form": form, "title": title, "crumbs": parts.crumbs(title, parts.activities_crumb())}


@page("ledger/activity.html", who=signed_in, methods=("GET",))
def activity(request: KlyngeRequest, activity_id: int) -> Mapping[str, Any]:
    card, query = one_activity(request.viewer, activity_id), request.GET.get("q", "")[:100]
    lines = who_took_part(request.viewer, activity_id)
    shown = {
        "card": card,
        "answer": activity_parts.answer(card, lines),
        "actions": activity_parts.actions(card),
        "facts": activity_parts.facts(card),
        "crumbs": parts.crumbs(card.line.title, parts.activities_crumb()),
        "table": parts.rows_table(lines, of_activity=True) if lines else None,
        "here": activity_parts.still_here(card, lines),
    }
    if works_with_money(request.viewer) and not card.line.cancelled:
        door = reverse("ledger:aid_activity", args=[activity_id])
        shown["room"] = activity_words.room(request.viewer, asked_activity(request.viewer, activity_id), door)
    if card.open:
        shown["form"] = TakeForm(viewer=request.viewer, initial={"organisation": request.GET.get("firm", "")[:200]})
        shown["fund"] = FundForm(packages=packages_on(request.viewer, card.line.on))
        shown["query"], shown["list_form"] = query, RollForm()
        shown["suggestions"] = suggestions(request.viewer, query, activity_id, card.line.on)
    return shown


@page("ledger/form.html", who=secretariat)
def change(request: KlyngeRequest, activity_id: int) -> Mapping[str, Any] | Go:
    card = one_activity(request.viewer, activity_id)
    form = PlanForm(request.POST or None, initial=of_activity(card))
    if request.method == "POST" and form.is_valid():
        try:
            change_activity(by=request.viewer, activity_id=activity_id, plan=form.plan(), label=form.tlp())
        except Wrong as wrong:
            parts.blame(form, wrong)
        else:
            messages.success(request, _("Saved."))
            return Go("ledger:activity", (activity_id,))
    return {"form": form, **activity_parts.under(card, _("Change the activity"))}


@page("ledger/form.html", who=secretariat)
def cancel(request: KlyngeRequest, activity_id: int) -> Mapping[str, Any] | Go:
    card, form = one_activity(request.viewer, activity_id), ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            cancel_activity(by=request.viewer, activity_id=activity_id, **form.cleaned_data)
        except Wrong as wrong:
            parts.blame(form, wrong)
        else:
            messages.success(request, _("The activity is cancelled."))
            return Go("ledger:activity", (activity_id,))
    return {"form": form, **activity_parts.under(card, _("Cancel the activity"))}


@page(who=secretariat, methods=("POST",))
def fund(request: KlyngeRequest, activity_id: int) -> Go:
    card = one_activity(request.viewer, activity_id)
    form = FundForm(request.POST, packages=packages_on(request.viewer, card.line.on))
    if not form.is_valid():
        raise Wrong("Choose a work package of a grant that runs on that day.")
    fund_activity(by=request.viewer, activity_id=activity_id, work_package_id=form.cleaned_data["work_package"])
    messages.success(request, _("Saved."))
    return Go("ledger:activity", (activity_id,))


@page(who=secretariat, methods=("POST",))
def unfund(request: KlyngeRequest, activity_id: int, grant_id: int) -> Go:
    stop_funding(by=request.viewer, activity_id=activity_id, grant_id=grant_id)
    messages.success(request, _("Saved."))
    return Go("ledger:activity", (activity_id,))


@page("ledger/paper.html", who=secretariat, methods=("GET",))
def paper(request: KlyngeRequest, activity_id: int) -> Mapping[str, Any]:
    """The list to sign, on paper: who is recorded, and empty lines."""
    card, lines = one_activity(request.viewer, activity_id), who_took_part(request.viewer, activity_id)
    back = reverse("ledger:activity", args=[activity_id])
    return {"card": card, "lines": lines, "empty": range(max(5, 20 - len(lines))), "back": back, "today": timezone.localdate()}
