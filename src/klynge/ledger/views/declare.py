"""Declarations of aid from others: given by signed link or signed in, asked for and overseen by the secretariat."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klynge.access.viewer import Viewer
from klynge.access.who import everyone, managers
from klynge.core.errors import Conflict, KlyngeError, Refused, Unavailable, Wrong
from klynge.ledger.actions.declare import PURPOSE, ask_declaration, begin_declaration, declare_aid
from klynge.ledger.forms.declare import SignForm, lines_form, more_lines
from klynge.ledger.queries.declarations import DeclarationCard, declaration, overview
from klynge.ledger.views import aid_parts as parts
from klynge.ledger.views import declare_parts as words
from klynge.people import links
from klynge.register.viewers import viewer_of_person
from klynge.web.errors import sentence
from klynge.web.listing import number_of
from klynge.web.page import Go, KlyngeRequest, page


@page("ledger/declarations.html", who=parts.house)
def declarations(request: KlyngeRequest) -> Mapping[str, Any] | Go:
    if request.method == "POST":
        _ask_all(request)
        return Go(request.get_full_path())
    state, today = request.GET.get("state", "")[:10], timezone.localdate()
    found, counts = overview(request.viewer, today, number_of(request.GET.get("page", "")), state)
    return {
        "found": found,
        "lines": [words.line(one) for one in found],
        "tabs": words.tabs(counts, state),
        "answer": words.answer(counts),
    }


def _ask_all(request: KlyngeRequest) -> None:
    """Each of the chosen firms by itself: one that cannot be reached keeps no other from being asked."""
    sent, faults = 0, list[str]()
    for text in request.POST.getlist("firm")[:100]:
        if not (text.isascii() and text.isdigit() and len(text) < 19):
            continue
        try:
            ask_declaration(by=request.viewer, organisation_id=int(text))
        except (Wrong, Unavailable) as fault:
            faults.append(sentence(fault))
        else:
            sent += 1
    if sent:
        messages.success(request, ngettext("%(n)d firm was asked.", "%(n)d firms were asked.", sent) % {"n": sent})
    for fault in faults[:10]:
        messages.warning(request, fault)


@page(who=parts.house, methods=("POST",))
def ask(request: KlyngeRequest, organisation: int) -> Go:
    ask_declaration(by=request.viewer, organisation_id=organisation)
    messages.success(request, _("The question is on its way."))
    return Go("ledger:firm_aid", (organisation,))


@page(who=managers, methods=("POST",))
def begin(request: KlyngeRequest, organisation: int) -> Go:
    return Go("ledger:declaration", (begin_declaration(by=request.viewer, organisation_id=organisation).pk,))


@page("ledger/declaration.html", who=parts.ours)
def one(request: KlyngeRequest, declaration_id: int) -> Mapping[str, Any] | Go:
    card = declaration(request.viewer, declaration_id)
    if card.signed_on is not None or card.organisation_id not in request.viewer.managed:
        return {"card": card, "table": words.table(card), "facts": words.facts(card), "crumbs": words.crumbs(card)}
    told = _form(request, request.viewer, card)
    if told is None:
        messages.success(request, _("Thank you. The declaration is signed."))
        return Go("ledger:declaration", (declaration_id,))
    return {**told, "crumbs": words.crumbs(card)}


@page("ledger/declare_link.html", who=everyone)
def by_link(request: KlyngeRequest, token: str) -> Mapping[str, Any]:
    """Looking uses nothing up; only the signature does."""
    opened = links.look(token, PURPOSE)
    viewer = viewer_of_person(opened.person_id or 0)
    card = declaration(viewer, int(opened.subject))
    if card.signed_on is not None:
        raise Refused("This declaration was signed already.")
    told = _form(request, viewer, card)
    return told if told is not None else {"thanks": True, "card": card}


def _form(request: KlyngeRequest, viewer: Viewer, card: DeclarationCard) -> dict[str, Any] | None:
    """What the form shows; None when it was signed."""
    sent = request.POST if request.method == "POST" else None
    lines, sign = lines_form(sent, card.lines), SignForm(sent, initial={"group": card.group})
    statement = words.statement(card)
    if sent is not None and "more" in sent:
        lines, sign = more_lines(sent), SignForm(initial={"group": sent.get("group", "")})
    elif sent is not None and lines.is_valid() and sign.is_valid():
        try:
            declare_aid(
                by=viewer, declaration_id=card.id, lines=lines.declared(), group=sign.cleaned_data["group"], text=statement
            )
        except KlyngeError as error:
            if not isinstance(error, Wrong) or isinstance(error, Conflict):
                raise
            parts.blame(sign, error)
        else:
            return None
    return {"card": card, "lines": lines, "sign": sign, "statement": statement, "signer": viewer.name}
