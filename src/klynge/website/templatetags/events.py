"""What the templates of events ask for; the same for a published page and for an editor's preview."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.template import Context

from klynge.web.parts import Row
from klynge.website.models import EventPage
from klynge.website.views import events

register = template.Library()


@register.simple_tag(takes_context=True)
def event_list(context: Context) -> Mapping[str, Any]:
    """What stands on the list; asked once for each request."""
    request = context["request"]
    if not hasattr(request, "event_list"):
        request.event_list = events.shown()
    return request.event_list


@register.simple_tag
def next_events() -> list[Row]:
    """The next three, for the front page."""
    return events.next_rows()


@register.simple_tag
def calendar_address(page: EventPage) -> str:
    """Where the event can be taken into a calendar; "" for one that was never published, as in a preview."""
    return events.calendar_of(page.url_path) if page.live and page.url_path else ""
