"""Recording hours: a week at once, one line corrected, and the rows behind every number."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klynge.access.who import signed_in
from klynge.core.errors import Wrong
from klynge.ledger.actions.hours import correct_hours, record_hours, withdraw_hours
from klynge.ledger.forms import hours as forms
from klynge.ledger.queries import hours as queries
from klynge.ledger.queries.sheets import my_sheets
from klynge.ledger.views import hours_parts as parts
from klynge.web.listing import number_of
from klynge.web.page import Go, KlyngeRequest, page


@page("ledger/hours.html", who=signed_in)
def my_hours(request: KlyngeRequest) -> Mapping[str, Any] | Go:
    """A week of somebody's hours: one's own, or with `person` those of somebody one looks after."""
    viewer, today = request.viewer, timezone.localdate()
    monday, person = forms.monday_of(request.GET, today), forms.id_of(request.GET.get("person", "")) or viewer.person_id or 0
    mine, sunday = person == viewer.person_id, monday + timedelta(days=6)
    name = queries.person_name(viewer, person) if person else viewer.name
    packages, firms = queries.packages(viewer, monday, sunday), queries.workplaces(viewer, person, monday, sunday)
    form = forms.WeekForm(request.POST or None, packages=packages, firms=firms, monday=monday)
    if request.method == "POST" and form.is_valid():
        try:
            said = form.said()
            made = record_hours(by=viewer, person_id=person, organisation_id=form.cleaned_data["organisation"], spent=said)
        except Wrong as wrong:
            parts.blame(form, wrong)
        else:
            messages.success(request, ngettext("%(n)s line recorded.", "%(n)s lines recorded.", len(made)) % {"n": len(made)})
            return Go(request.get_full_path())
    lines = queries.week_of(viewer, person, monday)
    sheets = [one for one in my_sheets(viewer) if one.rows] if mine else []
    return {
        "form": form,
        "days": [(day, [line for line in lines if line.on == day.on]) for day in form.days],
        "ready": bool(packages and firms),
        "name": name,
        "mine": mine,
        "monday": monday,
        "sunday": sunday,
        "total": sum(line.hours for line in lines),
        "earlier": _week(request, monday - timedelta(days=7)),
        "later": _week(request, monday + timedelta(days=7)) if sunday < today else "",
        "to_sign": [one for one in sheets if one.can_sign],
        "sheets": parts.sheet_table(sheets, caption=_("My months")) if sheets else None,
        "colleagues": [one for one in queries.colleagues(viewer, today) if one[0] != viewer.person_id] if viewer.managed else [],
    }


def _week(request: KlyngeRequest, monday: Any) -> str:
    person = forms.id_of(request.GET.get("person", ""))
    return f"{reverse('ledger:hours')}?week={monday.isoformat()}" + (f"&person={person}" if person else "")


@page("ledger/hours_row.html", who=signed_in)
def one_row(request: KlyngeRequest, hours_id: int) -> Mapping[str, Any] | Go:
    line = queries.one_hours(request.viewer, hours_id)
    packages = queries.packages(request.viewer, line.on, line.on)
    form = forms.CorrectHoursForm(request.POST or None, on=line.on, packages=packages, initial=forms.of_hours(line))
    if request.method == "POST" and form.is_valid():
        try:
            correct_hours(
                by=request.viewer,
                hours_id=hours_id,
                reason=form.cleaned_data["reason"],
                spent=form.corrected(line.activity_id),
            )
        except Wrong as wrong:
            parts.blame(form, wrong)
        else:
            messages.success(request, _("Corrected. The earlier line stays to be read."))
            return Go(_week_of(request, line))
    return {"form": form, "line": line, "why": forms.WhyForm(), "back": _week_of(request, line)}


@page(who=signed_in, methods=("POST",))
def withdraw_row(request: KlyngeRequest, hours_id: int) -> Go:
    line = queries.one_hours(request.viewer, hours_id)
    form = forms.WhyForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    withdraw_hours(by=request.viewer, hours_id=hours_id, reason=reason)
    messages.success(request, _("Taken away. The line stays to be read, with its reason."))
    return Go(_week_of(request, line))


def _week_of(request: KlyngeRequest, line: queries.HoursLine) -> str:
    mine = "" if line.person_id == request.viewer.person_id else f"&person={line.person_id}"
    return f"{reverse('ledger:hours')}?week={line.on.isoformat()}{mine}"


@page("ledger/hours_rows.html", who=signed_in, methods=("GET",))
def rows(request: KlyngeRequest) -> Mapping[str, Any]:
    found = queries.hours(request.viewer, forms.asked(request.GET), number_of(request.GET.get("page", "")))
    return {"found": found, "table": parts.hours_table(found.items, caption=_("Rows of hours"), editable=False)}
