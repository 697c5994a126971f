"""The member directory and the members' cards, open to everybody; what stands in them depends on who looks."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from klynge.access.who import everyone
from klynge.register.forms.directory import narrow_or_sorted, on_the_map, wanted
from klynge.register.queries.card_shapes import Card, Moved
from klynge.register.queries.desk import size_of
from klynge.register.queries.directory import directory
from klynge.register.queries.directory_card import card
from klynge.register.views import directory_card as words
from klynge.register.views import directory_parts as parts
from klynge.register.views.directory_contact import contacts
from klynge.register.views.directory_language import spoken, twins
from klynge.register.views.directory_linked import linked_card, linked_list
from klynge.web.page import KlyngeRequest, page


@page("register/directory/members.html", who=everyone, methods=("GET",))
def members(request: KlyngeRequest) -> Mapping[str, Any]:
    said, asked, as_map, today = spoken(request), wanted(request.GET), on_the_map(request.GET), timezone.localdate()
    found = directory(request.viewer, asked, language=said.language, today=today)
    number = {"page": str(found.members.number)} if found.members.number > 1 else {}
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
        "clear": reverse("directory:members") + said.keep,
        "elsewhere": parts.elsewhere(request.GET),
        "spoken": said,
        "twins": None if narrow_or_sorted(request.GET) else twins(request.path, said.language, number),
        "linked": "" if request.viewer.signed_in else linked_list(found.members, asked.size),
    }


@page("register/directory/card.html", who=everyone, methods=("GET",))
def member(request: KlyngeRequest, slug: str) -> Mapping[str, Any] | HttpResponseBase:
    said, today = spoken(request), timezone.localdate()
    shown = card(request.viewer, slug, language=said.language, today=today)
    if isinstance(shown, Moved):
        return moved(request, "directory:member", shown)
    actions = parts.actions(shown, request.viewer)
    if shown.left_on and not actions and not shown.mine:
        return gone(request, shown, "register/directory/left.html")
    return {
        "card": shown,
        "answer": words.answer(shown),
        "texts": words.texts(shown),
        "groups": words.groups(shown),
        "held": words.held(shown),
        "short": words.short(shown, parts.size_name(shown.size_band), size_of(request.viewer, shown.id, today)),
        "picture": parts.places_map(shown, today),
        "crumbs": parts.crumbs(shown, said.keep),
        "actions": actions,
        "reachable": bool(contacts(shown)),
        "spoken": said,
        "twins": twins(request.path, said.language),
        "linked": "" if request.viewer.signed_in else linked_card(shown),
    }


def moved(request: KlyngeRequest, name: str, to: Moved) -> HttpResponseBase:
    """For good: search engines and other people's links take the new address over."""
    asked = request.GET.urlencode()
    return HttpResponsePermanentRedirect(reverse(name, args=[to.slug]) + (f"?{asked}" if asked else ""))


def gone(request: KlyngeRequest, card: Card, template: str) -> HttpResponseBase:
    """410: a member that left is shown no more, and may be forgotten by whoever kept the address."""
    return render(request, template, {"card": card, "spoken": spoken(request)}, status=410)
