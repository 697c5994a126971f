"""The list of events in the reader's words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from klynge.web.formats import clock, long_month, moment, week_day
from klynge.web.parts import Row
from klynge.website.queries import events as queries
from klynge.website.queries.events import Event


@dataclass(frozen=True, slots=True)
class Stretch:
    """A month of what is coming, or a year of what has been. `key` names it on the page."""

    key: str
    title: str
    rows: Sequence[Row]


def shown(now: datetime | None = None) -> Mapping[str, Any]:
    """What stands on the list, in the language that is on: coming by month, past by year with the newest first."""
    at, language = now or timezone.now(), _language()
    found = queries.events(language, now=now)
    coming = [one for one in found if one.ends_at > at]
    past = [one for one in reversed(found) if one.ends_at <= at]
    feed = reverse(f"website:calendar-{language}")
    return {"coming": _months(coming), "past": _years(past), "feed": feed, "webcal": webcal(feed)}


def next_rows(now: datetime | None = None) -> list[Row]:
    return [row(one) for one in queries.coming(_language(), now=now)]


def row(one: Event) -> Row:
    facts = [when(one.starts_at, one.ends_at)]
    facts += [one.venue] if one.venue else []
    facts += [_("can be followed online")] if one.online else []
    return Row(one.title, one.path, text=one.lead, facts=facts)


def when(starts: datetime, ends: datetime) -> str:
    """ "onsdag 2. december 2026, 9.00–16.00", or both moments where it lasts for days."""
    first, last = timezone.localtime(starts), timezone.localtime(ends)
    if first.date() == last.date():
        return f"{week_day(first)} {first.year}, {clock(first)}–{clock(last)}"
    return _("%(first)s to %(last)s") % {"first": moment(first), "last": moment(last)}


def webcal(path: str) -> str:
    """An address that a calendar program subscribes to."""
    return f"webcal://{urlsplit(settings.ADDRESS).netloc}{path}"


def calendar_of(path: str) -> str:
    """The calendar file of the event at /en/some/way/."""
    _empty, language, way = path.rstrip("/").split("/", 2)
    return reverse(f"website:event-{language}", args=[way])


def _months(found: Iterable[Event]) -> list[Stretch]:
    months = groupby(found, key=lambda one: timezone.localtime(one.starts_at).date().replace(day=1))
    return [Stretch(f"{month:%Y-%m}", capfirst(long_month(month)), [row(one) for one in some]) for month, some in months]


def _years(found: Iterable[Event]) -> list[Stretch]:
    years = groupby(found, key=lambda one: timezone.localtime(one.starts_at).year)
    return [Stretch(str(year), str(year), [row(one) for one in some]) for year, some in years]


def _language() -> str:
    return "en" if (get_language() or "da").startswith("en") else "da"
