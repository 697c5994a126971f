"""What search engines read."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from klynge.access.who import everyone
from klynge.register.queries.directory_members import members_seen
from klynge.register.views.directory_language import LANGUAGES, twins
from klynge.web.page import KlyngeRequest, page
from klynge.website.queries.published import all_pages


@page(who=everyone, methods=("GET",))
def sitemap(request: KlyngeRequest) -> HttpResponseBase:
    """The published pages, the directory and the members' cards, each with its languages."""
    paths = [reverse("directory:members")]
    paths += [reverse("directory:member", args=[one.slug]) for one in members_seen(request.viewer, timezone.localdate())]
    cards = [twins(path, code) for path in paths for code in LANGUAGES]
    context: Mapping[str, Any] = {"pages": all_pages(), "cards": cards, "address": settings.ADDRESS}
    return render(request, "website/sitemap.xml", context, content_type="application/xml")


@page(who=everyone, methods=("GET",))
def robots(request: KlyngeRequest) -> HttpResponseBase:
    told = ("User-agent: *", "Disallow: /account/", "Disallow: /language/", "", f"Sitemap: {settings.ADDRESS}/sitemap.xml", "")
    return HttpResponse("\n".join(told), content_type="text/plain; charset=utf-8")
