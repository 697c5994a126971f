"""The newsroom for machines: published materials and topics as JSON, for everybody. How it is asked stands at /newsroom/api/."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpResponseBase, JsonResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import override

from klynge.access.who import everyone
from klynge.core.errors import Refused, Wrong
from klynge.web.errors import sentence
from klynge.web.page import KlyngeRequest, page
from klynge.website.asked import language_of, wanted_many
from klynge.website.queries.material import by_id
from klynge.website.queries.newsroom import newsroom, topics
from klynge.website.views import newsroom_json as said
from klynge.website.views.feeds import unless_known


def machine(view: Callable[..., Mapping[str, Any]]) -> Callable[..., HttpResponseBase]:
    """A door whose answers, refusals too, are JSON that pages of any site may read."""

    @page(who=everyone, methods=("GET",))
    @wraps(view)
    def door(request: KlyngeRequest, **parts: Any) -> HttpResponseBase:
        try:
            answer = JsonResponse(view(request, **parts), json_dumps_params={"ensure_ascii": False})
        except Refused:
            answer = JsonResponse({"error": _("There is no such material, or it is not published.")}, status=404)
        except Wrong as error:
            answer = JsonResponse({"error": sentence(error), "where": error.where}, status=422)
        answer["Access-Control-Allow-Origin"] = "*"  # the same for everybody, and without anybody's cookies
        return unless_known(request, answer) if answer.status_code == 200 else answer

    return door


@machine
def materials(request: KlyngeRequest) -> Mapping[str, Any]:
    language, asked = language_of(request.GET), wanted_many(request.GET)
    with override(language):
        found = newsroom(asked, language=language)
        rows = [said.card(one) for one in found.materials]
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
    return said.whole(by_id(material_id), request)


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
