"""Promising aid to a firm, settling it, giving it up; and the letters about it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from klynge.core.errors import Conflict, Wrong
from klynge.ledger.actions.aid import give_up_aid, promise_aid, settle_aid
from klynge.ledger.actions.letters import letter_file, make_letter
from klynge.ledger.forms.aid import AmountForm, GiveUpForm, PromiseForm
from klynge.ledger.queries.aid import firm_name, room_for
from klynge.ledger.queries.aid_pages import open_promise, payers
from klynge.ledger.views import aid_parts as parts
from klynge.ledger.views import aid_words as words
from klynge.web.page import Go, HttpResponse, KlyngeRequest, page


@page("ledger/promise.html", who=parts.house)
def promise(request: KlyngeRequest, organisation: int) -> Mapping[str, Any] | Go:
    """The check stands before the promise: the first button asks, the second promises."""
    name = firm_name(request.viewer, organisation)
    today = timezone.localdate()
    begun = {name: request.GET[name][:30] for name in ("amount", "currency", "on") if name in request.GET}
    form = PromiseForm(request.POST or None, initial={"on": today, **begun})
    form.offer(payers(request.viewer))
    told: dict[str, Any] = {"form": form, "name": name, "crumbs": _crumbs(_("Promise aid"), name, organisation)}
    if request.method != "POST" or not form.is_valid():
        return told
    said = form.cleaned_data
    try:
        if "promise" in request.POST:
            made = promise_aid(
                by=request.viewer,
                organisation_id=organisation,
                money=form.money,
                on=said["on"],
                what=said["what"],
                basis=said["basis"],
                **form.paid(),
            )
            messages.success(request, _("Promised. The letter says so to the firm, before the aid is given."))
            make_letter(by=request.viewer, aid_id=made.pk, on=today)
            return Go("ledger:firm_aid", (organisation,))
        if said["basis"] == "de-minimis":
            told["checked"] = words.checked(room_for(request.viewer, organisation, form.money, said["on"]), form.money)
    except Wrong as wrong:
        parts.blame(form, wrong)
    return told


@page("ledger/settle.html", who=parts.house)
def settle(request: KlyngeRequest, aid_id: int) -> Mapping[str, Any] | Go:
    one = open_promise(request.viewer, aid_id)
    form = AmountForm(request.POST or None, initial={"amount": one.money.amount, "currency": one.money.currency})
    if request.method == "POST" and form.is_valid():
        try:
            made = settle_aid(by=request.viewer, aid_id=aid_id, money=form.money)
        except Conflict:
            raise
        except Wrong as wrong:
            parts.blame(form, wrong)
        else:
            make_letter(by=request.viewer, aid_id=made.pk, on=timezone.localdate())
            messages.success(request, _("Settled. The letter says the actual amount to the firm."))
            return Go("ledger:firm_aid", (one.organisation_id,))
    return {
        "form": form,
        "one": words.line(one, house=False),
        "crumbs": _crumbs(_("Settle a promise"), one.organisation, one.organisation_id),
    }


@page("ledger/give_up.html", who=parts.house)
def give_up(request: KlyngeRequest, aid_id: int) -> Mapping[str, Any] | Go:
    one = open_promise(request.viewer, aid_id)
    form = GiveUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        give_up_aid(by=request.viewer, aid_id=aid_id, reason=form.cleaned_data["reason"])
        messages.success(request, _("Given up. Its room is back."))
        return Go("ledger:firm_aid", (one.organisation_id,))
    return {
        "form": form,
        "one": words.line(one, house=False),
        "crumbs": _crumbs(_("Give up a promise"), one.organisation, one.organisation_id),
    }


@page(who=parts.house, methods=("POST",))
def write_letter(request: KlyngeRequest, aid_id: int) -> Go:
    letter = make_letter(by=request.viewer, aid_id=aid_id, on=timezone.localdate())
    messages.success(request, _("The letter is made."))
    return Go("ledger:firm_aid", (letter.organisation_id,))


@page(who=parts.ours, methods=("GET",))
def letter(request: KlyngeRequest, letter_id: int) -> HttpResponse:
    file = letter_file(by=request.viewer, letter_id=letter_id)
    answer = HttpResponse(file.content, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, file.name)
    answer["Cache-Control"] = "no-store"
    return answer


def _crumbs(here: str, name: str, organisation: int) -> Any:
    return parts.crumbs(here, (name, reverse("ledger:firm_aid", args=(organisation,))))
