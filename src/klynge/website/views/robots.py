"""What search engines read."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from klynge.access.who import everyone
from klynge.web.page import KlyngeRequest, page
from klynge.website.queries.published import all_pages


@page(who=everyone, methods=("GET",))
def sitemap(request: KlyngeRequest) -> HttpResponseBase:
    context: Mapping[str, Any] = {"pages": all_pages(), "address": settings.ADDRESS}
    return render(request, "website/sitemap.xml", context, content_type="application/xml")


@page(who=everyone, methods=("GET",))
def robots(request: KlyngeRequest) -> HttpResponseBase:
    told = ("User-agent: *", "Disallow: /account/", "Disallow: /language/", "", f"Sitemap: {settings.ADDRESS}/sitemap.xml", "")
    return HttpResponse("\n".join(told), content_type="text/plain; charset=utf-8")
