"""State aid: the firms near the ceiling, promises that wait, and the room of one firm with its group."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone

from klynge.access.viewer import Role
from klynge.access.who import managers
from klynge.core.errors import Wrong
from klynge.ledger.forms.aid import CheckForm
from klynge.ledger.queries.aid import room_for, works_with_money
from klynge.ledger.queries.aid_pages import firm_aid, near_the_ceiling, open_promises
from klynge.ledger.queries.declarations import standings_of
from klynge.ledger.queries.letters import unsent
from klynge.ledger.views import aid_parts as parts
from klynge.ledger.views import aid_words as words
from klynge.register.queries.people import names
from klynge.web.listing import number_of
from klynge.web.page import Go, KlyngeRequest, page


@page("ledger/aid.html", who=parts.house, methods=("GET",))
def aid(request: KlyngeRequest) -> Mapping[str, Any]:
    today, number = timezone.localdate(), number_of(request.GET.get("page", ""))
    near = near_the_ceiling(request.viewer, today, number)
    waiting = open_promises(request.viewer, 1)
    return {
        "near": near,
        "finance": Role.FINANCE in request.viewer.roles,
        "table": words.rooms(near),
        "waiting": words.lines(waiting, to_settle=True),
        "count": waiting.total,
        "answer": words.answer(near, waiting.total),
        "unsent": len(unsent(request.viewer)),
    }


@page("ledger/promises.html", who=parts.house, methods=("GET",))
def promises(request: KlyngeRequest) -> Mapping[str, Any]:
    found = open_promises(request.viewer, number_of(request.GET.get("page", "")))
    return {"found": found, "lines": words.lines(found, to_settle=True), "crumbs": words.crumbs_of_promises()}


@page("ledger/our_aid.html", who=managers, methods=("GET",))
def our_aid(request: KlyngeRequest) -> Mapping[str, Any] | Go:
    """The firm that one looks after; a list where there are several."""
    managed = sorted(request.viewer.managed)
    if len(managed) == 1:
        return Go("ledger:firm_aid", (managed[0],))
    return {"firms": [(id, name) for id, name in names(request.viewer) if id in request.viewer.managed]}


@page("ledger/firm_aid.html", who=parts.ours, methods=("GET",))
def firm(request: KlyngeRequest, organisation: int) -> Mapping[str, Any]:
    today, viewer = timezone.localdate(), request.viewer
    shown = firm_aid(viewer, organisation, today)
    asked = any(name in request.GET for name in ("amount", "on"))
    form = CheckForm(request.GET if asked else None, initial={"on": today})
    return {
        "shown": shown,
        "house": works_with_money(viewer),
        "ours": organisation in viewer.managed,
        "standing": standings_of(viewer, [organisation], today).get(organisation),
        **words.firm(shown, today, house=works_with_money(viewer)),
        "form": form,
        "checked": _checked(request, form, organisation),
        "crumbs": words.crumbs_of_firm(viewer, shown.name),
        "promise_url": reverse("ledger:promise", args=(organisation,)),
    }


def _checked(request: KlyngeRequest, form: CheckForm, organisation: int) -> Mapping[str, Any] | None:
    """“May we promise this?”; None when nothing was asked, or what was asked cannot be."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        found = room_for(request.viewer, organisation, form.money, form.cleaned_data["on"])
    except Wrong as wrong:
        parts.blame(form, wrong)
        return None
    return words.checked(found, form.money)
