"""The member directory and the members' cards, open to everybody; what stands in them depends on who looks."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language

from klynge.access.who import everyone
from klynge.register.forms.directory import on_the_map, wanted
from klynge.register.queries.desk import size_of
from klynge.register.queries.directory import directory
from klynge.register.queries.directory_card import Moved, card
from klynge.register.views import directory_card as words
from klynge.register.views import directory_parts as parts
from klynge.web.page import Go, KlyngeRequest, page


@page("register/directory/members.html", who=everyone, methods=("GET",))
def members(request: KlyngeRequest) -> Mapping[str, Any]:
    asked, as_map, today = wanted(request.GET), on_the_map(request.GET), timezone.localdate()
    found = directory(request.viewer, asked, language=_language(), today=today)
    return {
        "found": found,
        "asked": asked,
        "as_map": as_map,
        "answer": parts.answer(found, asked.narrow),
        "rows": [(one, parts.size_name(one.size_band)) for one in found.members],
        "facets": parts.facets(found),
        "chosen": parts.chosen(found, request.GET),
        "tabs": parts.tabs(request.GET, as_map),
        "picture": parts.members_map(found, request.GET, today) if as_map else None,
    }


@page("register/directory/card.html", who=everyone, methods=("GET",))
def member(request: KlyngeRequest, slug: str) -> Mapping[str, Any] | Go:
    today = timezone.localdate()
    shown = card(request.viewer, slug, language=_language(), today=today)
    if isinstance(shown, Moved):
        return Go("directory:member", (shown.slug,))
    return {
        "card": shown,
        "answer": words.answer(shown),
        "texts": words.texts(shown),
        "groups": words.groups(shown),
        "held": words.held(shown),
        "short": words.short(shown, parts.size_name(shown.size_band), size_of(request.viewer, shown.id, today)),
        "picture": parts.places_map(shown, today),
        "crumbs": parts.crumbs(shown),
        "actions": parts.actions(shown, request.viewer),
    }


def _language() -> str:
    return (get_language() or "da")[:2]
