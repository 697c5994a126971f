"""Published events, wherever they lie: for their list, the front page and calendars."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateTimeField
from django.utils import timezone

from klynge.access.prepared import prepared
from klynge.core.errors import Refused
from klynge.website.models import EventPage
from klynge.website.queries.published import closed, open_pages, page_at, published, times_published

KEPT = timedelta(days=400)  # for so long after its end an event stays in the calendar that people subscribe to


@dataclass(frozen=True, slots=True)
class Event:
    """A published event. `key` is the same in all its languages and for good; `times` counts how often it was changed up to what is
    published, so that a calendar takes the newest (0 where none is made, in `coming`). `path` without the host."""

    key: UUID
    title: str
    lead: str
    path: str
    starts_at: datetime
    ends_at: datetime
    venue: str
    online: bool
    published_at: datetime | None
    times: int


def events(language: str, *, now: datetime | None = None) -> list[Event]:
    """All of a language, the earliest first. Three queries for any number."""
    pages = published(EventPage, now=now).filter(locale__language_code=language).order_by("starts_at", "pk")
    return _counted(list(pages))


def coming(language: str, *, now: datetime | None = None, limit: int = 3) -> list[Event]:
    """The next ones, what goes on right now among them."""
    rows = _coming(limit, closed(now), now=now or timezone.now(), language=language)
    return [Event(*told, times=0) for told in rows]


@prepared(now=DateTimeField(), language=CharField())
def _coming(limit: int, shut: tuple[str, ...], *, now: Any, language: Any) -> Any:
    pages = open_pages(EventPage, shut, now).filter(locale__language_code=language, ends_at__gt=now)
    return pages.order_by("starts_at", "pk").values_list(*_COLUMNS)[:limit]


def in_calendar(language: str, *, now: datetime | None = None) -> list[Event]:
    """What a subscribed calendar holds: what is coming, and what ended lately."""
    at = now or timezone.now()
    pages = published(EventPage, now=now).filter(locale__language_code=language, ends_at__gt=at - KEPT)
    return _counted(list(pages.order_by("starts_at", "pk")))


def event_at(language: str, way: str, *, now: datetime | None = None) -> Event:
    """The published event at /<language>/<way>. Raises Refused when there is none, and for a page of another type."""
    page = page_at(language, way, now=now).page
    if not isinstance(page, EventPage):
        raise Refused("There is no such thing here, or it is not open to you.")
    return _counted([page])[0]


def _counted(pages: Sequence[EventPage]) -> list[Event]:
    times = times_published(pages)
    return [Event(*(getattr(page, name) for name in _COLUMNS), times=times.get(page.pk, 0)) for page in pages]


# of a page, in the order in which an event has them
_COLUMNS = ("translation_key", "title", "lead", "url_path", "starts_at", "ends_at", "venue", "online", "last_published_at")
