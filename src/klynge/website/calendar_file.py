"""Events as an iCalendar file (RFC 5545), for calendars of any maker. The library folds lines and escapes texts."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings

from klynge.website.queries.events import Event

HERE = ZoneInfo("Europe/Copenhagen")
AGAIN = timedelta(hours=12)  # after which a program may ask for a subscribed calendar again
MAKER = "-//Klynge//Public events//EN"


def calendar_file(events: Iterable[Event], *, name: str, language: str) -> bytes:
    """The same bytes as long as nothing of the events changes. `name` is what a subscribed calendar is called."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", HERE.key)
    calendar.add("refresh-interval", AGAIN, parameters={"value": "DURATION"})
    calendar.add_component(_zone())
    for event in events:
        calendar.add_component(_entry(event, language))
    return bytes(calendar.to_ical())


def uid(event: Event) -> str:
    """The same for good and in both languages, so that a changed event takes the place of what it was."""
    return f"{event.key}@{urlsplit(settings.ADDRESS).hostname or 'localhost'}"


def _entry(event: Event, language: str) -> icalendar.Event:
    url, changed = settings.ADDRESS + event.path, (event.published_at or event.starts_at).astimezone(UTC)
    entry = icalendar.Event()
    entry.add("uid", uid(event))
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("sequence", event.times)
    entry.add("dtstart", _local(event.starts_at))
    entry.add("dtend", _local(event.ends_at))
    entry.add("summary", event.title, parameters={"language": language})
    entry.add("description", "\n\n".join(filter(None, (event.lead, url))), parameters={"language": language})
    if event.venue:
        entry.add("location", event.venue)
    entry.add("url", url)
    return entry


def _zone() -> icalendar.Timezone:
    """Danish time by the rule that holds since 1996 (Directive 2000/84/EC and the ones before it), in two lines: the library's own list
    of single days is read by some programs as its first day alone."""
    zone = icalendar.Timezone()
    zone.add("tzid", HERE.key)
    for kind, name, first, month, before, after in (
        (icalendar.TimezoneDaylight, "CEST", datetime(1996, 3, 31, 2), 3, 1, 2),  # noqa: DTZ001  # local, as the format wants it
        (icalendar.TimezoneStandard, "CET", datetime(1996, 10, 27, 3), 10, 2, 1),  # noqa: DTZ001
    ):
        rule = kind()
        rule.add("tzname", name)
        rule.add("dtstart", first)
        rule.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        rule.add("tzoffsetfrom", timedelta(hours=before))
        rule.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(rule)
    return zone


def _local(moment: datetime) -> datetime:
    return moment.astimezone(HERE)
