"""The SME self-test of a firm: filled in, worked out with its reasons, signed."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from klynge.access.who import managers
from klynge.core.errors import Wrong
from klynge.ledger.actions.size import sign_size_test, work_out_size
from klynge.ledger.forms.size import forms_of, given, more_tied
from klynge.ledger.queries.aid import firm_name
from klynge.ledger.queries.size import size_test, size_tests, start_of
from klynge.ledger.views import aid_parts as parts
from klynge.ledger.views import size_words as words
from klynge.web.page import Go, KlyngeRequest, page
from klynge.web.parts import Entry


@page("ledger/size_tests.html", who=parts.ours)
def tests(request: KlyngeRequest, organisation: int) -> Mapping[str, Any] | Go:
    """The form of a new test, and the earlier ones."""
    name, today = firm_name(request.viewer, organisation), timezone.localdate()
    earlier = size_tests(request.viewer, organisation)
    sent = request.POST if request.method == "POST" else None
    own, tied = forms_of(sent, start_of(request.viewer, organisation, today), today.year - 1)
    if sent is not None and "more" in sent:
        own, tied = more_tied(sent)
    elif sent is not None and own.is_valid() and tied.is_valid():
        try:
            made = work_out_size(by=request.viewer, organisation_id=organisation, given=given(own, tied), on=today)
        except Wrong as wrong:
            parts.blame(own, wrong)
        else:
            return Go("ledger:size_test", (made.pk,))
    return {
        "own": own,
        "tied": tied,
        "name": name,
        "earlier": [words.row(one) for one in earlier],
        "crumbs": _crumbs(name, organisation),
    }


@page("ledger/size_test.html", who=parts.ours, methods=("GET",))
def one(request: KlyngeRequest, test_id: int) -> Mapping[str, Any]:
    card = size_test(request.viewer, test_id)
    return {
        **words.shown(card),
        "card": card,
        "can_sign": card.signed_on is None and card.organisation_id in request.viewer.managed,
        "crumbs": _crumbs(card.organisation, card.organisation_id, _("Self-test")),
    }


@page(who=managers, methods=("POST",))
def sign(request: KlyngeRequest, test_id: int) -> Go:
    sign_size_test(by=request.viewer, test_id=test_id)
    messages.success(request, _("Signed. It stays as it is; fill in a new one when something has changed."))
    return Go("ledger:size_test", (test_id,))


def _crumbs(name: str, organisation: int, here: str = "") -> tuple[Entry, ...]:
    firm = Entry(name, reverse("ledger:firm_aid", args=(organisation,)))
    tests = Entry(_("SME self-test"), reverse("ledger:size_tests", args=(organisation,)) if here else "", current=not here)
    return (firm, tests, Entry(here, "", current=True)) if here else (firm, tests)
