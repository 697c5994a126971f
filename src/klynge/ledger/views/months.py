"""The secretariat's months: who has signed, who is missing, the lock, and what an hour is worth."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klynge.access.viewer import Role
from klynge.access.who import holder
from klynge.core.errors import Wrong
from klynge.ledger.actions.attendance import hours_from_attendance
from klynge.ledger.actions.law import enter_value
from klynge.ledger.actions.locks import lock_month, open_month
from klynge.ledger.actions.sheets import open_sheet
from klynge.ledger.forms import hours as forms
from klynge.ledger.queries import sheets as queries
from klynge.ledger.queries.cofinancing import attended, cofinancing
from klynge.ledger.queries.hour_rates import hour_rates, worker_named
from klynge.ledger.queries.sheets import grant_name
from klynge.ledger.views import hours_parts as parts
from klynge.web import formats
from klynge.web.errors import sentence
from klynge.web.page import Go, KlyngeRequest, page

_FINANCE = holder(Role.FINANCE)


@page("ledger/hours_months.html", who=parts.READERS, methods=("GET",))
def months(request: KlyngeRequest) -> Mapping[str, Any]:
    lines, brought = queries.months(request.viewer), cofinancing(request.viewer, timezone.localdate())
    return {
        "table": parts.month_table(lines, caption=_("Months of hours by grant")) if lines else None,
        "grants": list(zip(brought, parts.stats(brought), strict=True)),
        "missing": [one.rate for one in brought if one.rate_missing],
        "unsigned": sum(one.none + one.one for one in lines if one.locked_at is None),
    }


@page("ledger/hours_month.html", who=parts.READERS, methods=("GET",))
def month(request: KlyngeRequest, grant_id: int, month: str) -> Mapping[str, Any]:
    return _month(request, grant_id, forms.month_of(month), forms.OpenSheetForm())


def _month(request: KlyngeRequest, grant_id: int, first: date, form: Any) -> dict[str, Any]:
    viewer = request.viewer
    lines = queries.month_sheets(viewer, grant_id, first)
    shut = queries.locked_since(viewer, grant_id, first)
    house = parts.HOUSE.passes(viewer)
    return {
        "name": grant_name(viewer, grant_id),
        "grant_id": grant_id,
        "month": first.strftime("%Y-%m"),
        "first": first,
        "lines": lines,
        "table": parts.sheet_table(lines, caption=_("Sheets of the month"), month=False) if lines else None,
        "missing": [one for one in lines if one.rows and not (one.signed_at and one.approved_at)],
        "locked_at": shut,
        "over": first < timezone.localdate().replace(day=1),
        "house": house,
        "finance": _FINANCE.passes(viewer),
        "attended": len(attended(viewer, grant_id, first)) if house and not shut else 0,
        "form": form,
        "why": forms.WhyForm(),
        "crumbs": parts.crumbs(formats.long_month(first)),
    }


@page("ledger/hours_month.html", who=parts.HOUSE)
def ask_for_hours(request: KlyngeRequest, grant_id: int, month: str) -> Mapping[str, Any] | Go:
    first, form = forms.month_of(month), forms.OpenSheetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person, firm = worker_named(request.viewer, **form.cleaned_data, today=timezone.localdate())
            open_sheet(by=request.viewer, person_id=person, organisation_id=firm, grant_id=grant_id, month=first)
        except Wrong as wrong:
            parts.blame(form, wrong)
        else:
            messages.success(request, _("%(name)s can record hours on this grant now.") % {"name": form.cleaned_data["person"]})
            return Go("ledger:hours_month", (grant_id, month))
    return _month(request, grant_id, first, form)


@page(who=parts.HOUSE, methods=("POST",))
def from_attendance(request: KlyngeRequest, grant_id: int, month: str) -> Go:
    """Each activity by itself: what one lacks keeps no other back."""
    lines, left = 0, set()
    for activity in attended(request.viewer, grant_id, forms.month_of(month)):
        made = hours_from_attendance(by=request.viewer, activity_id=activity)
        lines += len(made.new) + len(made.corrected) + len(made.withdrawn)
        left |= {sentence(one.why) for one in made.left}
    told = ngettext("%(n)s line of hours was made or corrected.", "%(n)s lines of hours were made or corrected.", lines)
    messages.success(request, told % {"n": lines})
    for why in sorted(left)[:5]:
        messages.error(request, why)
    return Go("ledger:hours_month", (grant_id, month))


@page(who=_FINANCE, methods=("POST",))
def lock(request: KlyngeRequest, grant_id: int, month: str) -> Go:
    lock_month(by=request.viewer, grant_id=grant_id, month=forms.month_of(month))
    messages.success(request, _("The month is locked."))
    return Go("ledger:hours_month", (grant_id, month))


@page(who=_FINANCE, methods=("POST",))
def unlock(request: KlyngeRequest, grant_id: int, month: str) -> Go:
    form = forms.WhyForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    open_month(by=request.viewer, grant_id=grant_id, month=forms.month_of(month), reason=reason)
    messages.success(request, _("The month is open again."))
    return Go("ledger:hours_month", (grant_id, month))


@page("ledger/hour_rates.html", who=parts.HOUSE)
def rates(request: KlyngeRequest) -> Mapping[str, Any] | Go:
    found = hour_rates(request.viewer, timezone.localdate())
    form = forms.HourRateForm(request.POST or None, names=found.names, currencies=found.currencies)
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        unit = f"{said.pop('currency')}/hour"
        try:
            enter_value(by=request.viewer, unit=unit, **said)
        except Wrong as wrong:
            parts.blame(form, wrong)
        else:
            messages.success(request, _("Entered. Somebody else holds it against its source and confirms it."))
            return Go("ledger:hour_rates")
    return {"found": found, "form": form, "finance": _FINANCE.passes(request.viewer), "crumbs": parts.crumbs(_("Rates per hour"))}
