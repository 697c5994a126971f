"""The desks: the secretariat's, a member's, and what there is for those who have neither."""

from collections.abc import Mapping
from typing import Any

from django.shortcuts import render
from django.utils import timezone

from klynge.access.who import secretariat, signed_in
from klynge.desk.queries.member import member_desk
from klynge.desk.queries.secretariat import secretariat_desk
from klynge.desk.views import member_parts, secretariat_parts
from klynge.market.queries.funnel import funnel, reached
from klynge.market.views import parts as market
from klynge.web.listing import number_of
from klynge.web.page import HttpResponse, KlyngeRequest, page


@page(who=signed_in, methods=("GET",))
def desk(request: KlyngeRequest) -> HttpResponse:
    viewer, now, language = request.viewer, timezone.now(), market.language()
    if viewer.secretariat:
        found = secretariat_desk(viewer, language=language, now=now)
        request.waiting = found.waiting
        told = secretariat_parts.shown(found, viewer, timezone.localtime(now).date())
        return render(request, "desk/secretariat.html", dict(told))
    if viewer.member:
        return render(request, "desk/member.html", dict(member_parts.shown(member_desk(viewer, language=language, now=now))))
    return render(request, "desk/none.html", {"open": member_parts.open_doors(viewer)})


@page("desk/matches.html", who=secretariat, methods=("GET",))
def matches(request: KlyngeRequest) -> Mapping[str, Any]:
    step = request.GET.get("step", "interested")
    number, now = number_of(request.GET.get("page", "")), timezone.now()
    found = reached(request.viewer, step, number, language=market.language(), now=now)
    counts = funnel(request.viewer)
    return {
        "found": found,
        "lines": [market.match(line) for line in found],
        "tabs": secretariat_parts.steps(counts, step),
        "answer": secretariat_parts.step_answer(step, found.total),
    }
