"""Letters about state aid: which have not left yet, and sending them."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from klynge.core.errors import Unavailable, Wrong
from klynge.ledger.actions.send_letters import send_letter, send_letters
from klynge.ledger.queries.letters import letters, one_letter, unsent
from klynge.ledger.views import aid_parts as parts
from klynge.ledger.views import letter_words as words
from klynge.web.errors import sentence
from klynge.web.listing import number_of
from klynge.web.page import Go, KlyngeRequest, page


@page("ledger/letters.html", who=parts.house, methods=("GET",))
def letter_list(request: KlyngeRequest) -> Mapping[str, Any]:
    found = letters(request.viewer, number_of(request.GET.get("page", "")))
    waiting = len(unsent(request.viewer))
    return {
        "found": found,
        "rows": [words.row(one) for one in found],
        "answer": words.answer(waiting, found.total),
        "actions": words.all_at_once(waiting),
        "crumbs": parts.crumbs(_("Letters")),
    }


@page(who=parts.house, methods=("POST",))
def send(request: KlyngeRequest, letter_id: int) -> Go:
    """Back to the list of letters, or to the firm from whose page it was sent."""
    card = one_letter(request.viewer, letter_id)
    try:
        send_letter(by=request.viewer, letter_id=letter_id, again="again" in request.POST)
    except (Wrong, Unavailable) as fault:
        messages.error(request, sentence(fault))
    else:
        messages.success(request, _("The letter was sent."))
    return Go("ledger:letters") if "list" in request.POST else Go("ledger:firm_aid", (card.organisation_id,))


@page(who=parts.house, methods=("POST",))
def send_all(request: KlyngeRequest) -> Go:
    try:
        done = send_letters(by=request.viewer)
    except Unavailable as fault:
        messages.error(request, sentence(fault))
        return Go("ledger:letters")
    n = done.sent
    if n:
        messages.success(request, ngettext("%(n)d letter was sent.", "%(n)d letters were sent.", n) % {"n": n})
    for wrong in done.kept:
        messages.warning(request, sentence(wrong))
    if done.left:
        left = ngettext("%(n)d letter still waits. Press again.", "%(n)d letters still wait. Press again.", done.left)
        messages.warning(request, left % {"n": done.left})
    return Go("ledger:letters")
