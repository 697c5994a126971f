"""A list of materials as a feed: RSS 2.0, Atom, JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/). All addresses are whole."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Enclosure, Rss201rev2Feed

from klynge.web.linked import json_text
from klynge.website.queries.cards import MaterialCard

_NOTHING = datetime(1970, 1, 1, tzinfo=UTC)  # the last change of what is empty, so that the same feed is the same bytes
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML 1.0


@dataclass(frozen=True, slots=True)
class Feed:
    """`home` and `here`: the whole addresses of the page and of the feed."""

    title: str
    text: str
    language: str
    home: str
    here: str
    changed_at: datetime | None
    items: Sequence[MaterialCard]


def rss(feed: Feed) -> bytes:
    return _xml(_Rss, feed)


def atom(feed: Feed) -> bytes:
    return _xml(_Atom, feed)


def json_feed(feed: Feed) -> bytes:
    said = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.text,
        "home_page_url": feed.home,
        "feed_url": feed.here,
        "language": feed.language,
        "authors": [{"name": settings.CLUSTER, "url": f"{settings.ADDRESS}/"}],
        "items": [_item(one) for one in feed.items],
    }
    return json_text({key: value for key, value in said.items() if value != ""}).encode()


def guid(card: MaterialCard) -> str:
    """Stays the same when the page moves, and names its language version (RFC 4151)."""
    return f"tag:{urlsplit(settings.ADDRESS).hostname},2026:material-{card.id}"


def published_at(card: MaterialCard) -> datetime:
    """The day that it says, at the minute when it was published if that was the same day."""
    first = card.first_at
    if first is not None and timezone.localtime(first).date() == card.told_on:
        return first.astimezone(UTC)
    return datetime.combine(card.told_on, time(12), tzinfo=UTC)


def whole(path: str) -> str:
    return f"{settings.ADDRESS}{path}"


class _Steady:
    """The same list is the same bytes, whenever it is asked for."""

    feed: dict[str, Any]

    def latest_post_date(self) -> datetime:
        changed: datetime = self.feed["changed_at"]
        return changed


class _Rss(_Steady, Rss201rev2Feed):
    pass


class _Atom(_Steady, Atom1Feed):
    pass


def _xml(form: type[Any], feed: Feed) -> bytes:
    made = form(
        title=_clean(feed.title),
        link=feed.home,
        description=_clean(feed.text or feed.title),
        language=feed.language,
        feed_url=feed.here,
        feed_guid=feed.here,
        author_name=_clean(settings.CLUSTER),
        changed_at=(feed.changed_at or _NOTHING).astimezone(UTC),
    )
    for one in feed.items:
        picture = one.large
        made.add_item(
            title=_clean(one.title),
            link=whole(one.path),
            description=_clean(one.lead),
            unique_id=guid(one),
            unique_id_is_permalink=False,
            pubdate=published_at(one),
            updateddate=(one.changed_at or published_at(one)).astimezone(UTC),
            categories=[_clean(named.name) for named in (*one.topics, *one.tags, *one.regions)],
            enclosures=[Enclosure(whole(picture.path), str(picture.size), picture.type)] if picture else [],
        )
    text: str = made.writeString("utf-8")
    return text.encode()


def _item(one: MaterialCard) -> dict[str, Any]:
    said = {
        "id": guid(one),
        "url": whole(one.path),
        "title": one.title,
        "content_text": one.lead or one.title,
        "summary": one.lead,
        "image": whole(one.large.path) if one.large else "",
        "date_published": published_at(one).isoformat(timespec="seconds"),
        "date_modified": (one.changed_at or published_at(one)).astimezone(UTC).isoformat(timespec="seconds"),
        "tags": [named.name for named in (*one.topics, *one.tags, *one.regions)],
        "language": one.language,
    }
    return {key: value for key, value in said.items() if value not in ("", [])}


def _clean(text: str) -> str:
    return _UNWRITABLE.sub("", text)
