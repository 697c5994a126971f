"""Recording who took part: by a form, by a button, by a list from a file, and by a signed link."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _

from klynge.access.who import everyone, secretariat
from klynge.core.errors import Refused, Unavailable, Wrong
from klynge.ledger.actions.rolls import read_roll, take_in_roll
from klynge.ledger.actions.sign import PURPOSE, Asked, ask_to_sign, sign
from klynge.ledger.actions.take_part import check_in, check_out, take_part
from klynge.ledger.forms.activities import RollForm
from klynge.ledger.forms.taking import AskForm, TakeForm
from klynge.ledger.queries.activities import one_activity
from klynge.ledger.queries.rolls import one_roll
from klynge.ledger.queries.signing import what_is_signed
from klynge.ledger.queries.taking import Taken
from klynge.ledger.roll import ROLL
from klynge.ledger.views import activity_parts, parts
from klynge.people import links
from klynge.register.imports.table import PAGE_BYTES, check_size
from klynge.register.viewers import viewer_of_person
from klynge.register.views.problems import problems_of
from klynge.web.errors import sentence
from klynge.web.listing import listing, number_of
from klynge.web.page import Go, KlyngeRequest, page


@page("ledger/form.html", who=secretariat)
def add(request: KlyngeRequest, activity_id: int) -> Mapping[str, Any] | Go:
    card = one_activity(request.viewer, activity_id)
    form = TakeForm(request.POST or None, viewer=request.viewer)
    if request.method == "POST" and form.is_valid():
        try:
            take_part(by=request.viewer, activity_id=activity_id, taken=[form.taken()])
        except Wrong as wrong:
            parts.blame(form, wrong)
        else:
            messages.success(request, _("Recorded."))
            return Go("ledger:activity", (activity_id,))
    return {"form": form, **activity_parts.under(card, _("Add who took part"))}


@page(who=secretariat, methods=("POST",))
def here(request: KlyngeRequest, activity_id: int) -> Go:
    """One button for one person: here now (`do` "in"), took part ("add"), or is asked to sign ("ask")."""
    one_activity(request.viewer, activity_id)  # hidden equals absent, whatever was chosen
    form, do = AskForm(request.POST), request.POST.get("do", "")
    if not form.is_valid() or do not in ("in", "add", "ask"):
        raise Wrong("Choose somebody from the list.")
    who = {"by": request.viewer, "activity_id": activity_id, **form.cleaned_data}
    if do == "ask":
        return _ask(request, activity_id, who)
    if do == "in":
        check_in(**who)
    else:
        taken = Taken(form.cleaned_data["organisation_id"], form.cleaned_data["person_id"])
        take_part(by=request.viewer, activity_id=activity_id, taken=[taken])
    messages.success(request, _("Recorded."))
    return Go("ledger:activity", (activity_id,))


def _ask(request: KlyngeRequest, activity_id: int, who: Mapping[str, Any]) -> Go:
    try:
        ask_to_sign(**who)
    except Unavailable as fault:
        messages.error(request, sentence(fault))
    else:
        messages.success(request, _("The link is on its way."))
    return Go("ledger:activity", (activity_id,))


@page(who=secretariat, methods=("POST",))
def leave(request: KlyngeRequest, participation_id: int) -> Go:
    row = check_out(by=request.viewer, participation_id=participation_id)
    messages.success(request, _("Checked out."))
    return Go("ledger:activity", (row.activity_id,))


@page("ledger/form.html", who=secretariat)
def file(request: KlyngeRequest, activity_id: int) -> Mapping[str, Any] | Go:
    card = one_activity(request.viewer, activity_id)
    form = RollForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            content = sent.read(PAGE_BYTES + 1)
            check_size(content, PAGE_BYTES)
            made = read_roll(by=request.viewer, activity_id=activity_id, name=sent.name or "", content=content)
        except Wrong as wrong:
            parts.blame(form, wrong)
        else:
            return Go("ledger:roll", (made.pk,))
    headings = ", ".join(f"{one.danish}/{one.english}" if one.danish != one.english else one.danish for one in ROLL.columns)
    answer = _("Reading records nobody. Columns that are known: %(columns)s.") % {"columns": headings}
    return {"form": form, "answer": answer, "files": True, **activity_parts.under(card, _("Take in a list of participants"))}


@page("ledger/roll.html", who=secretariat, methods=("GET",))
def roll(request: KlyngeRequest, roll_id: int) -> Mapping[str, Any]:
    card = one_roll(request.viewer, roll_id)
    rows = listing(card.rows, number_of(request.GET.get("page", "")), 50)
    activity = (card.activity, reverse("ledger:activity", args=[card.activity_id]))
    crumbs = parts.crumbs(card.name, parts.activities_crumb(), activity)
    return {"card": card, "listing": rows, "rows": list(rows), "crumbs": crumbs, **problems_of(card.errors, card.notes, ROLL)}


@page(who=secretariat, methods=("POST",))
def take_roll(request: KlyngeRequest, roll_id: int) -> Go:
    made = take_in_roll(by=request.viewer, roll_id=roll_id, ticked=request.POST.getlist("ticked"))
    messages.success(request, _("Recorded: %(new)d new, %(same)d were there already.") % made.counts)
    return Go("ledger:activity", (made.activity_id,))


@page("ledger/sign.html", who=everyone)
def sign_page(request: KlyngeRequest, token: str) -> Mapping[str, Any]:
    """Looking uses nothing up; only signing does."""
    opened = links.look(token, PURPOSE)
    if opened.person_id is None:
        raise Refused("This link was made for nobody.")
    viewer = viewer_of_person(opened.person_id)
    asked = Asked.of(opened.subject)
    shown = what_is_signed(asked.activity_id, asked.organisation_id)
    if request.method == "POST":
        sign(by=viewer, token=token)
        return {"shown": shown, "name": viewer.name, "thanks": True}
    return {"shown": shown, "name": viewer.name}
