"""Entries that may be one organisation: merged, kept apart, taken apart again."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404
from django.utils.translation import gettext as _

from klynge.access.who import secretariat
from klynge.register.actions.merge import keep_apart, merge, undo_merge
from klynge.register.duplicates import EMAIL, NAME, NUMBER, PHONE, WEBSITE, Sign
from klynge.register.forms.members import PairForm
from klynge.register.queries.duplicates import likely_duplicates, merges
from klynge.register.views.members_parts import crumbs
from klynge.web.page import Go, KlyngeRequest, page


@page("register/duplicates.html", who=secretariat, methods=("GET",))
def duplicates(request: KlyngeRequest) -> Mapping[str, Any]:
    pairs = [(pair, [sign_text(sign) for sign in pair.signs]) for pair in likely_duplicates(request.viewer)]
    return {"pairs": pairs, "merges": merges(request.viewer), "crumbs": crumbs(_("Duplicates"))}


@page(who=secretariat, methods=("POST",))
def join(request: KlyngeRequest) -> Go:
    kept, gone = _pair(request)
    merge(by=request.viewer, kept_id=kept, gone_id=gone)
    messages.success(request, _("Merged. You can take them apart again below."))
    return Go("register:duplicates")


@page(who=secretariat, methods=("POST",))
def apart(request: KlyngeRequest) -> Go:
    one, other = _pair(request)
    keep_apart(by=request.viewer, one_id=one, other_id=other)
    messages.success(request, _("They are two; they are not proposed again."))
    return Go("register:duplicates")


@page(who=secretariat, methods=("POST",))
def undo(request: KlyngeRequest, id: int) -> Go:
    undo_merge(by=request.viewer, merge_id=id)
    messages.success(request, _("They are two again, as they were."))
    return Go("register:duplicates")


def _pair(request: KlyngeRequest) -> tuple[int, int]:
    ids = PairForm(request.POST).ids()
    if ids is None:
        raise Http404
    return ids


def sign_text(sign: Sign) -> str:
    templates = {
        NAME: _("names alike by %(shared)s of 100"),
        NUMBER: _("same number %(shared)s"),
        WEBSITE: _("same website %(shared)s"),
        PHONE: _("same telephone %(shared)s"),
        EMAIL: _("e-mail at the same %(shared)s"),
    }
    return templates[sign.kind] % {"shared": sign.shared}
