"""The newsroom for machines: published materials and topics as JSON, for everybody. How it is asked stands at /newsroom/api/."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import override

from klynge.access.who import everyone
from klynge.core.errors import Refused, Wrong
from klynge.web.errors import sentence
from klynge.web.linked import json_text
from klynge.web.page import KlyngeRequest, page
from klynge.website.asked import language_of, wanted_many
from klynge.website.queries.material import by_id
from klynge.website.queries.newsroom import newsroom, topics
from klynge.website.views import newsroom_json as shapes
from klynge.website.views.feeds import unless_known


def machine(view: Callable[..., Mapping[str, Any]]) -> Callable[..., HttpResponseBase]:
    """A door whose answers, refusals too, are JSON that pages of any site may read."""

    @page(who=everyone, methods=("GET",))
    @wraps(view)
    def door(request: KlyngeRequest, **parts: Any) -> HttpResponseBase:
        try:
            said, status = view(request, **parts), 200
        except Refused:
            said, status = {"error": _("There is no such material, or it is not published.")}, 404
        except Wrong as error:
            said, status = {"error": sentence(error), "where": error.where}, 422
        answer = HttpResponse(json_text(said), content_type="application/json", status=status)
        answer["Access-Control-Allow-Origin"] = "*"  # the same for everybody, and without anybody's cookies
        return unless_known(request, answer) if answer.status_code == 200 else answer

    return door


@machine
def materials(request: KlyngeRequest) -> Mapping[str, Any]:
    language, asked = language_of(request.GET), wanted_many(request.GET)
    with override(language):
        found = newsroom(asked, language=language)
        rows = [shapes.card(one) for one in found.materials]
    return {
        "language": language,
        "total": found.materials.total,
        "page": found.materials.number,
        "pages": found.materials.pages,
        "limit": asked.size,
        "previous": _page(request, found.materials.earlier),
        "next": _page(request, found.materials.later),
        "materials": rows,
    }


@machine
def material(request: KlyngeRequest, material_id: int) -> Mapping[str, Any]:
    return shapes.whole(by_id(material_id), request)


@machine
def all_topics(request: KlyngeRequest) -> Mapping[str, Any]:
    language = language_of(request.GET)
    found = topics(language=language)
    return {
        "language": language,
        "topics": [{"slug": one.slug, "name": dict(one.names), "materials": one.count} for one in found],
    }


def _page(request: KlyngeRequest, number: int | None) -> str | None:
    if number is None:
        return None
    query: QueryDict = request.GET.copy()
    query["page"] = str(number)
    return f"{settings.ADDRESS}{request.path}?{query.urlencode()}"
