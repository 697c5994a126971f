"""The published pages, each at its own address in its own language."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import activate, get_language

from klynge.access.who import everyone
from klynge.core.errors import Refused
from klynge.web.page import KlyngeRequest, page
from klynge.website.queries import published, redirects


@page(who=everyone, methods=("GET",))
def front(request: KlyngeRequest) -> HttpResponseBase:
    """The first address: the front page in the reader's language."""
    with published.one_look():
        return _shown(request, published.home((get_language() or "da")[:2]))


def page_of(language: str) -> Callable[..., HttpResponseBase]:
    """The door to the pages of one language."""

    @page(who=everyone, methods=("GET",))
    def door(request: KlyngeRequest, way: str = "") -> HttpResponseBase:
        activate(language)
        request.LANGUAGE_CODE = language  # type: ignore[attr-defined]
        with published.one_look():
            try:
                return _shown(request, published.page_at(language, f"{way}/" if way else ""))
            except Refused:
                return _elsewhere(request, language, way)

    return door


def _shown(request: KlyngeRequest, shown: published.Shown) -> HttpResponseBase:
    if shown.in_newsroom:
        request.menu_path = reverse("website:newsroom")
    return render(request, shown.page.template, {"page": shown.page, "around": shown})


def _elsewhere(request: KlyngeRequest, language: str, way: str) -> HttpResponseBase:
    """Where it went, or that it is there in another language only. Raises Refused when neither is so."""
    if address := redirects.moved_to(request.path):
        return HttpResponsePermanentRedirect(address)
    other = published.only_in(language, f"{way}/") if way else None
    if other is None:
        raise Refused("There is no such thing here, or it is not open to you.")
    context: dict[str, Any] = {"other": other}
    return render(request, "website/only_in.html", context, status=404)
