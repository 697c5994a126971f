"""The rows of who took part, one with its history, and corrections."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from klynge.access.viewer import Role
from klynge.access.who import holder, secretariat, signed_in
from klynge.core.errors import Wrong
from klynge.ledger.actions.stand_anew import stand_anew
from klynge.ledger.actions.take_part import correct_participation, withdraw_participation
from klynge.ledger.forms.activities import ReasonForm, asked, days
from klynge.ledger.forms.taking import CorrectForm, of_line
from klynge.ledger.queries.history import RowCard, one_row
from klynge.ledger.queries.otherwise import otherwise
from klynge.ledger.queries.rows import participations
from klynge.ledger.views import parts, row_parts
from klynge.web.listing import listing, number_of
from klynge.web.page import Go, KlyngeRequest, page

_house = secretariat | holder(Role.FINANCE)


@page("ledger/rows.html", who=signed_in, methods=("GET",))
def row_list(request: KlyngeRequest) -> Mapping[str, Any]:
    wanted = asked(request.GET)
    found = participations(request.viewer, wanted, number_of(request.GET.get("page", "")))
    table = parts.rows_table(list(found)) if found.total else None
    return {"found": found, "table": table, "asked": wanted, **row_parts.head(request.viewer, found.total, request.GET)}


@page("ledger/row.html", who=signed_in, methods=("GET",))
def row(request: KlyngeRequest, kind: str, row_id: int) -> Mapping[str, Any]:
    card = one_row(request.viewer, kind, row_id)
    told = {"facts": row_parts.facts(card), "versions": row_parts.versions(card), "actions": row_parts.actions(card)}
    return {"card": card, **told, **row_parts.under(card)}


@page("ledger/form.html", who=secretariat)
def correct(request: KlyngeRequest, participation_id: int) -> Mapping[str, Any] | Go:
    card = _open(request, participation_id)
    form = CorrectForm(request.POST or None, viewer=request.viewer, initial=of_line(card.row) if card.row else None)
    if request.method == "POST" and form.is_valid():
        taken = form.taken(card.row.person_id if card.row else None)
        try:
            new = correct_participation(
                by=request.viewer, participation_id=participation_id, reason=form.cleaned_data["reason"], taken=taken
            )
        except Wrong as wrong:
            parts.blame(form, wrong)
        else:
            messages.success(request, _("Corrected. The row before it stays to be read."))
            return Go("ledger:row", ("participation", new.pk))
    return {"form": form, **row_parts.under(card, _("Correct"))}


@page("ledger/form.html", who=secretariat)
def withdraw(request: KlyngeRequest, participation_id: int) -> Mapping[str, Any] | Go:
    card, form = _open(request, participation_id), ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_participation(by=request.viewer, participation_id=participation_id, **form.cleaned_data)
        except Wrong as wrong:
            parts.blame(form, wrong)
        else:
            messages.success(request, _("The row counts no more. It stays to be read."))
            return Go("ledger:row", ("participation", participation_id))
    return {"form": form, **row_parts.under(card, _("Withdraw"))}


@page("ledger/otherwise.html", who=_house, methods=("GET",))
def otherwise_list(request: KlyngeRequest) -> Mapping[str, Any]:
    first, last = days(request.GET, timezone.localdate())
    found = listing(otherwise(request.viewer, first, last), number_of(request.GET.get("page", "")), 50)
    return {"first": first, "last": last, "found": found, "lines": [row_parts.differing(one) for one in found]}


@page(who=_house, methods=("POST",))
def anew(request: KlyngeRequest, kind: str, row_id: int) -> Go:
    stand_anew(by=request.viewer, kind=kind, row_id=row_id)
    messages.success(request, _("Corrected. The row before it stays to be read."))
    return Go("ledger:otherwise")


def _open(request: KlyngeRequest, participation_id: int) -> RowCard:
    card = one_row(request.viewer, "participation", participation_id)
    if not card.open:
        raise Http404
    return card
