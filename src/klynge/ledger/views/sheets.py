"""Sheets of hours: read, signed by the person, signed by a second one, asked for; signed in or by a link."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _

from klynge.access.viewer import Viewer
from klynge.access.who import everyone, managers, signed_in
from klynge.core.errors import KlyngeError, Refused, Unavailable, Wrong
from klynge.ledger.actions.ask_hours import ask_to_sign_hours
from klynge.ledger.actions.sheets import PURPOSE, approve_sheet, sign_sheet
from klynge.ledger.queries import sheets as queries
from klynge.ledger.views import hours_parts as parts
from klynge.people import links
from klynge.register.viewers import viewer_of_person
from klynge.web.errors import sentence
from klynge.web.page import Go, KlyngeRequest, page


@page("ledger/sheet.html", who=signed_in)
def sheet(request: KlyngeRequest, sheet_id: int) -> Mapping[str, Any] | Go:
    card = queries.one_sheet(request.viewer, sheet_id)
    if request.method == "POST":
        wrong = _sign(request.viewer, card.line, request.POST.get("seen", ""))
        if wrong is None:
            messages.success(request, _("Signed."))
        else:
            parts.tell(request, wrong)
        return Go("ledger:sheet", (sheet_id,))
    viewer = request.viewer
    may_change = card.line.mine or card.line.organisation_id in viewer.managed or parts.HOUSE.passes(viewer)
    return _shown(card, editable=may_change and not card.line.locked)


@page("ledger/sign_hours.html", who=everyone)
def sign_by_link(request: KlyngeRequest, token: str) -> Mapping[str, Any]:
    """From a mail. Looking changes nothing, as mail scanners look too; the button signs."""
    opened = links.look(token, PURPOSE)
    viewer = viewer_of_person(opened.person_id or 0)
    card = queries.one_sheet(viewer, int(opened.subject))
    wrong = None
    if request.method == "POST":
        wrong = _sign(viewer, card.line, request.POST.get("seen", ""))
        card = queries.one_sheet(viewer, int(opened.subject))
    done = request.method == "POST" and wrong is None
    return {**_shown(card, editable=False), "done": done, "wrong": sentence(wrong) if wrong else "", "name": viewer.name}


@page("ledger/firm_hours.html", who=managers, methods=("GET",))
def firm(request: KlyngeRequest) -> Mapping[str, Any]:
    lines = [one for one in queries.firm_sheets(request.viewer) if one.rows]
    waits = [one for one in lines if one.can_approve]
    return {"waits": waits, "table": parts.sheet_table(lines, caption=_("Months of hours")) if lines else None}


@page(who=parts.HOUSE, methods=("POST",))
def ask(request: KlyngeRequest, sheet_id: int) -> Go:
    line = queries.one_sheet(request.viewer, sheet_id).line
    try:
        ask_to_sign_hours(by=request.viewer, sheet_id=sheet_id)
    except (Wrong, Unavailable) as error:
        parts.tell(request, error)
    else:
        messages.success(request, _("The mail is on its way."))
    return Go("ledger:hours_month", (line.grant_id, line.month.strftime("%Y-%m")))


def _sign(viewer: Viewer, line: queries.SheetLine, seen: str) -> KlyngeError | None:
    """The signature that is the viewer's to give."""
    try:
        if line.mine and line.signed_at is None:
            sign_sheet(by=viewer, sheet_id=line.id, seen=seen)
        else:
            approve_sheet(by=viewer, sheet_id=line.id, seen=seen)
    except Refused:
        raise
    except Wrong as wrong:
        return wrong
    return None


def _shown(card: queries.SheetCard, *, editable: bool) -> dict[str, Any]:
    table = parts.hours_table(card.rows, caption=_("Hours of the month"), people=False, editable=editable)
    return {"card": card, "line": card.line, "table": table, "state": parts.state(card.line), "noted": parts.noted(card.line)}
