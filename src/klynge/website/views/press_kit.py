"""The press kit: a page, and all of it in one file."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _

from klynge.access.who import everyone
from klynge.register.views.directory_language import spoken, twins
from klynge.web.page import KlyngeRequest, page
from klynge.web.parts import Entry
from klynge.website.press_kit_zip import zipped
from klynge.website.queries.press_kit import press_kit
from klynge.website.views.front_parts import facts, milestones


@page("website/press_kit.html", who=everyone, methods=("GET",))
def kit(request: KlyngeRequest) -> Mapping[str, Any]:
    said = spoken(request)
    found = press_kit(said.language)
    crumbs = [Entry(found.room.title, found.room.path), Entry(_("Press kit"), "", current=True)] if found.room else []
    request.menu_path = reverse("website:newsroom")
    return {
        "kit": found,
        "facts": facts(found.story, said.language),
        "milestones": milestones(found.story, said.language),
        "crumbs": crumbs,
        "zip": f"{reverse('website:press-kit-zip')}?language={said.language}",
        "spoken": said,
        "twins": twins(request.path, said.language),
    }


@page(who=everyone, methods=("GET",))
def packed(request: KlyngeRequest) -> HttpResponseBase:
    language = spoken(request).language
    name = f"{slugify(settings.CLUSTER) or 'cluster'}-{_('press-kit')}-{language}.zip"
    answer = StreamingHttpResponse(zipped(press_kit(language), language), content_type="application/zip")
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer
