"""The cockpit: one grant at a time, every indicator against its target, and the report that is due next."""

from collections.abc import Mapping
from typing import Any

from django.shortcuts import render
from django.utils import timezone

from klynge.ledger.views.parts import money_readers
from klynge.programme.forms.period import chosen_id, period_of
from klynge.programme.queries import cockpit as queries
from klynge.programme.queries.calendar import usual_period
from klynge.programme.queries.spent import spent as spent_rows
from klynge.programme.views import cockpit_parts as parts
from klynge.programme.views import money_parts
from klynge.web.listing import number_of
from klynge.web.page import HttpResponse, KlyngeRequest, page


@page(who=money_readers, methods=("GET",))
def cockpit(request: KlyngeRequest) -> HttpResponse:
    viewer, today = request.viewer, timezone.localdate()
    grants = queries.grants_to_choose(viewer, today)
    if not grants:
        return render(request, "programme/no_grant.html", {})
    grant_id = chosen_id(request.GET, "grant") or grants[0][0]
    period = period_of(request.GET, usual_period(viewer, grant_id, today))
    found = queries.cockpit(viewer, grants, grant_id, period, today)
    told: Mapping[str, Any] = parts.shown(found, viewer)
    return render(request, "programme/cockpit.html", dict(told))


@page("programme/spent.html", who=money_readers, methods=("GET",))
def spent(request: KlyngeRequest, grant_id: int) -> Mapping[str, Any]:
    period = period_of(request.GET, usual_period(request.viewer, grant_id, timezone.localdate()))
    only: Mapping[str, Any] = {"own": request.GET.get("own") == "1", "package": request.GET.get("package", "")[:20]}
    grant, lines = spent_rows(request.viewer, grant_id, period, number_of(request.GET.get("page", "")), **only)
    return money_parts.spent(grant, lines, period, **only)
