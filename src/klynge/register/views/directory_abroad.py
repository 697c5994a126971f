"""The directory on other people's sites: frames without script, lists as files, visiting cards. All show what a guest sees, whoever
asks."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header

from klynge.access.viewer import ANYONE
from klynge.access.who import everyone
from klynge.register.directory_sheet import JSON, public_file
from klynge.register.forms.directory import framed_wanted, theme, wanted
from klynge.register.queries.card_shapes import Moved
from klynge.register.queries.directory import directory
from klynge.register.queries.directory_card import card
from klynge.register.queries.directory_list import public_list
from klynge.register.vcard import TYPE, vcards
from klynge.register.views import directory_card as words
from klynge.register.views import directory_parts as parts
from klynge.register.views.directory import gone, moved
from klynge.register.views.directory_contact import contacts
from klynge.register.views.directory_frames import shown
from klynge.register.views.directory_language import spoken
from klynge.web.framed import framed
from klynge.web.page import KlyngeRequest, page


@framed
@page("register/directory/embed_list.html", who=everyone, methods=("GET",))
def embed(request: KlyngeRequest) -> Mapping[str, Any]:
    said, asked = spoken(request), framed_wanted(request.GET)
    found = directory(ANYONE, asked, language=said.language, today=timezone.localdate())
    return {
        "found": found,
        "rows": [(one, parts.size_name(one.size_band)) for one in found.members],
        "all_url": parts.address(request.GET, {"most": (), "theme": ()}),
        "keep": said.keep,
        "theme": theme(request.GET),
        "demo": any(one.demo for one in found.members),
    }


@framed
@page("register/directory/embed_card.html", who=everyone, methods=("GET",))
def embed_card(request: KlyngeRequest, slug: str) -> Mapping[str, Any] | HttpResponseBase:
    said, today = spoken(request), timezone.localdate()
    found = card(ANYONE, slug, language=said.language, today=today)
    if isinstance(found, Moved):
        return moved(request, "directory:embed_card", found)
    if found.left_on:
        return gone(request, found, "register/directory/embed_left.html")
    return {
        "card": found,
        "answer": words.answer(found),
        "groups": words.groups(found)[:2],
        "held": [one for one in found.held if one.kind == "certificate" and not one.expired],
        "demo": found.demo,
        "website": next((one for one in found.lines if one.url and not found.demo), None),
        "keep": said.keep,
        "theme": theme(request.GET),
    }


@page(who=everyone, methods=("GET",))
def contact(request: KlyngeRequest, slug: str) -> HttpResponseBase:
    """Absent where the member let nobody reach anybody."""
    said = spoken(request)
    found = card(ANYONE, slug, language=said.language, today=timezone.localdate())
    if isinstance(found, Moved):
        return moved(request, "directory:contact", found)
    open_to_all = contacts(found, said.language)
    if not open_to_all:
        raise Http404
    answer = HttpResponse(vcards(open_to_all), content_type=TYPE)
    answer["Content-Disposition"] = content_disposition_header(True, f"{found.slug}.vcf")
    return answer


@page(who=everyone, methods=("GET",))
def listed(request: KlyngeRequest, form: str) -> HttpResponse:
    said, today = spoken(request), timezone.localdate()
    found = public_list(wanted(request.GET), language=said.language, today=today)
    file = public_file(found, form, language=said.language, today=today)
    answer = HttpResponse(file.content, content_type=file.type)
    if form == JSON:
        answer["Access-Control-Allow-Origin"] = "*"  # the same for everybody, and without anybody's cookies
    else:
        answer["Content-Disposition"] = content_disposition_header(True, file.name)
    return answer


@page("register/directory/show.html", who=everyone, methods=("GET",))
def show(request: KlyngeRequest) -> Mapping[str, Any]:
    """How a partner shows our members; with the directory's questions, or ?member=, in the lines to copy."""
    said = spoken(request)
    return shown(request.GET, said, timezone.localdate())
