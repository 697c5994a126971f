"""The newsroom as feeds: what is asked for on its page, in three forms."""

from collections.abc import Callable
from hashlib import sha256

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _

from klynge.access.who import everyone
from klynge.register.views.directory_language import spoken
from klynge.web.page import KlyngeRequest, page
from klynge.website import feed_forms
from klynge.website.asked import wanted_many
from klynge.website.queries.newsroom import newsroom, room
from klynge.website.views import newsroom_parts as parts

FORMS: dict[str, Callable[[feed_forms.Feed], bytes]] = {
    "rss": feed_forms.rss,
    "atom": feed_forms.atom,
    "json": feed_forms.json_feed,
}


def feed(form: str) -> Callable[..., HttpResponseBase]:
    """The door to the feed in one form; ?language= and the filters of the page."""

    @page(who=everyone, methods=("GET",))
    def door(request: KlyngeRequest) -> HttpResponseBase:
        language, asked = spoken(request).language, wanted_many(request.GET)
        found, where = newsroom(asked, language=language), room(language)
        names = parts.chosen_names(found, request.GET)
        title = f"{settings.CLUSTER} · {where.title if where else _('Newsroom')}"
        told = feed_forms.Feed(
            title=": ".join([title, ", ".join(names)]) if names else title,
            text=where.lead if where else "",
            language=language,
            home=feed_forms.whole((where.path if where else "/") + parts.asked(request.GET, {})),
            here=feed_forms.whole(request.path + parts.asked(request.GET, {"language": (language,)})),
            changed_at=found.changed_at,
            items=found.materials.items,
        )
        answer = HttpResponse(FORMS[form](told), content_type=f"{parts.TYPES[form]}; charset=utf-8")
        answer["Access-Control-Allow-Origin"] = "*"  # the same for everybody, and without anybody's cookies
        return unless_known(request, answer, found.changed_at.timestamp() if found.changed_at else None)

    return door


def unless_known(request: KlyngeRequest, answer: HttpResponse, changed_at: float | None = None) -> HttpResponseBase:
    """304 to whoever has the very same already. What was taken down changes the mark, and not the time."""
    mark = f'"{sha256(answer.content).hexdigest()[:32]}"'
    answer["ETag"] = mark
    if changed_at is not None:
        answer["Last-Modified"] = http_date(changed_at)
    found = get_conditional_response(request, etag=mark, last_modified=int(changed_at) if changed_at else None, response=answer)
    return found or answer
