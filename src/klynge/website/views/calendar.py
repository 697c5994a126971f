"""Events in one's own calendar: all of a language to subscribe to, or one to take along."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import override

from klynge.access.who import everyone
from klynge.web.page import KlyngeRequest, page
from klynge.website.calendar_file import calendar_file
from klynge.website.queries import events

Door = Callable[..., HttpResponseBase]


def feed_of(language: str) -> Door:
    @page(who=everyone, methods=("GET",))
    def feed(request: KlyngeRequest) -> HttpResponseBase:
        with override(language):
            name = _("%(cluster)s: events") % {"cluster": settings.CLUSTER}
        return _sent(calendar_file(events.in_calendar(language), name=name, language=language), "events.ics", attachment=False)

    return feed


def event_of(language: str) -> Door:
    """Raises Refused (404) for what is no published event."""

    @page(who=everyone, methods=("GET",))
    def event(request: KlyngeRequest, way: str) -> HttpResponseBase:
        found = events.event_at(language, f"{way}/")
        name = way.rpartition("/")[2]
        return _sent(calendar_file([found], name=found.title, language=language), f"{name}.ics", attachment=True)

    return event


def _sent(content: bytes, name: str, *, attachment: bool) -> HttpResponse:
    more: dict[str, Any] = {"Content-Disposition": content_disposition_header(attachment, name)}
    return HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=more)
