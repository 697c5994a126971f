"""The newsroom of a language: what stands on its page beside its words, and the one address that leads to it."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse

from klynge.access.who import everyone
from klynge.register.views.directory_language import spoken
from klynge.web.page import Go, KlyngeRequest, page
from klynge.website.asked import wanted
from klynge.website.queries.material import everybody
from klynge.website.queries.newsroom import newsroom, room
from klynge.website.views import newsroom_parts as parts


@page(who=everyone, methods=("GET",))
def door(request: KlyngeRequest) -> HttpResponseBase | Go:
    """Where menus lead, whatever the newsroom's page is called: to that page in the reader's language."""
    found = room(spoken(request).language)
    return Go(found.path + parts.asked(request.GET, {})) if found else render(request, "website/newsroom_none.html", {})


def front(query: QueryDict, path: str, lead: str, language: str) -> Mapping[str, Any]:
    """What was asked for, on the page of the newsroom at `path`."""
    asked = wanted(query)
    found = newsroom(asked, language=language)
    first = next(iter(found.materials), None) if not asked.narrow and found.materials.number == 1 else None
    return {
        "found": found,
        "asked": asked,
        "answer": parts.answer(found, asked.narrow, lead),
        "first": first,
        "rows": [one for one in found.materials if one is not first],
        "facets": parts.facets(found),
        "chosen": parts.chosen(found, query, path),
        "feeds": parts.feeds(query, language),
        "people": everybody(language),
        "kit": f"{reverse('website:press-kit')}?language={language}",
        "api": f"{reverse('website:newsroom-api')}?language={language}",
    }
