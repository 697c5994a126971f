"""A figure and the rows behind it, and the indicators with their targets."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from klynge.access.viewer import Role
from klynge.access.who import holder, secretariat
from klynge.core.errors import Wrong
from klynge.ledger.views.parts import blame, finance, money_readers
from klynge.programme.actions.export import export_rows
from klynge.programme.actions.indicator import confirm_indicator, set_targets
from klynge.programme.forms.period import TargetForm, period_of
from klynge.programme.queries.behind import behind
from klynge.programme.queries.calendar import usual_period
from klynge.programme.queries.figures import SPLITS
from klynge.programme.queries.indicators import asked_of, exact_targets, indicator_lines
from klynge.programme.views import figure_parts, indicator_parts
from klynge.web.listing import number_of
from klynge.web.page import Go, KlyngeRequest, page

HOUSE = secretariat | holder(Role.FINANCE)


@page("programme/figure.html", who=money_readers, methods=("GET",))
def figure(request: KlyngeRequest, grant_id: int, key: str) -> Mapping[str, Any]:
    query = request.GET
    period = period_of(query, usual_period(request.viewer, grant_id, timezone.localdate()))
    by = query.get("by", "") if query.get("by", "") in SPLITS else ""
    only: Mapping[str, Any] = {"left_out": query.get("left_out") == "1", "by": by, "part": query.get("part") or None}
    return figure_parts.shown(behind(request.viewer, grant_id, period, key, number_of(query.get("page", "")), **only))


@page(who=money_readers, methods=("GET",))
def figure_rows(request: KlyngeRequest, grant_id: int, key: str) -> HttpResponse:
    period = period_of(request.GET, usual_period(request.viewer, grant_id, timezone.localdate()))
    file = export_rows(by=request.viewer, grant_id=grant_id, key=key, period=period, language=figure_parts.language())
    return HttpResponse(
        file.content, content_type=file.type, headers={"Content-Disposition": f'attachment; filename="{file.name}"'}
    )


@page("programme/indicators.html", who=HOUSE, methods=("GET",))
def indicators(request: KlyngeRequest) -> Mapping[str, Any]:
    lines = indicator_lines(request.viewer, timezone.localdate())
    rows = [indicator_parts.row(one, request.viewer) for one in lines]
    return {"rows": rows, "answer": indicator_parts.answer(lines), "actions": indicator_parts.list_actions(request.viewer)}


@page(who=finance, methods=("POST",))
def confirm(request: KlyngeRequest, indicator_id: int) -> Go:
    confirm_indicator(by=request.viewer, indicator_id=indicator_id)
    messages.success(request, _("Confirmed. Reports show it without the mark from now on."))
    return Go("programme:indicator", (indicator_id,))


@page("ledger/form.html", who=finance)
def targets(request: KlyngeRequest, grant_id: int) -> Mapping[str, Any] | Go:
    period = period_of(request.GET, usual_period(request.viewer, grant_id, timezone.localdate()))
    grant, asked = asked_of(request.viewer, grant_id, period.to_on)
    names = [(one.key, dict(one.names)[figure_parts.language()]) for one in asked]
    form = TargetForm(
        request.POST or None, indicators=names, period=period, known=exact_targets(request.viewer, grant_id, period)
    )
    if request.method == "POST" and form.is_valid():
        days = {name: form.cleaned_data[name] for name in ("from_on", "to_on")}
        try:
            set_targets(by=request.viewer, grant_id=grant_id, **days, values=form.values())
        except Wrong as wrong:
            blame(form, wrong)
        else:
            messages.success(request, _("The targets are kept."))
            return Go(f"{reverse('programme:cockpit')}?grant={grant_id}")
    title = _("Targets")
    return {
        "form": form,
        "title": title,
        "answer": _("What was promised for these days. An empty field is no target."),
        "crumbs": figure_parts.crumbs(grant, grant_id, title),
    }
