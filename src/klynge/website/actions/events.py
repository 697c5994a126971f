"""The list of events in each language, and events on it, for the beginning of a site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from klynge.access.verbs import require_role
from klynge.access.viewer import Role, Viewer
from klynge.website.actions.tree import Words, put_in
from klynge.website.models import EventPage, EventsPage, HomePage, Kind

AHEAD = timedelta(days=100)  # how long before it an event is told of


@dataclass(frozen=True, slots=True)
class Planned:
    """An event before it is a page: its words by language, and its venue by language."""

    words: Mapping[str, Words]
    venue: Mapping[str, str]
    starts_at: datetime
    ends_at: datetime
    online: bool = False


def write_events(*, by: Viewer, words: Mapping[str, Words], planned: Sequence[Planned]) -> None:
    """The list in all the languages of `words`, with these events under it, published. What is there already stays as it is."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        lists, key = {}, None
        for code, told in words.items():
            home = HomePage.objects.get(slug=code)
            page = EventsPage.objects.child_of(home).first()
            if page is None:
                page = EventsPage(title=told.title, slug=told.slug, lead=told.lead, locale=home.locale)
                if key is not None:
                    page.translation_key = key
                put_in(by=by, above=home, page=page)
            lists[code], key = page, page.translation_key
        for one in planned:
            _write(by, lists, one)


def _write(by: Viewer, lists: Mapping[str, EventsPage], one: Planned) -> None:
    key = None
    for code, told in one.words.items():
        above = lists[code]
        page = EventPage.objects.child_of(above).filter(slug=told.slug).first()
        if page is None:
            page = EventPage(title=told.title, slug=told.slug, lead=told.lead, body=list(told.body), locale=above.locale)
            page.kind, page.venue, page.online = Kind.EVENT, one.venue[code], one.online
            page.starts_at, page.ends_at = one.starts_at, one.ends_at
            page.told_on = min(timezone.localdate(), timezone.localdate(one.starts_at) - AHEAD)
            if key is not None:
                page.translation_key = key
            put_in(by=by, above=above, page=page, menus=False)
        key = page.translation_key
