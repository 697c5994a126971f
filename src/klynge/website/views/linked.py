"""Materials and the cluster for machines: JSON-LD in the words of schema.org."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from klynge.register.cluster import Story
from klynge.web.linked import written
from klynge.website.queries.material import Material

TYPES = {
    "event": "Event",
    "image": "ImageObject",
    "video": "VideoObject",
    "document": "DigitalDocument",
    "contact": "Person",
}
_ATTENDED = "https://schema.org/{}EventAttendanceMode"


def linked(told: Material) -> SafeString:
    """What a page of a material is about."""
    kind = TYPES.get(told.page.kind, "NewsArticle")
    say = {"Event": _event, "Person": _person, "NewsArticle": _article}.get(kind, _media)
    return written({"@type": kind, **dict(_always(told)), **dict(say(told))})


def linked_cluster(story: Story, language: str) -> SafeString:
    """The cluster itself, on its front page: what it tells of itself, as search engines and other clusters read it."""
    return written(dict(_told_of_cluster(story, language)))


def _told_of_cluster(story: Story, language: str) -> Iterator[tuple[str, Any]]:
    said = {key: fact.said(language) for key, fact in story.facts.items()}
    yield "@type", "Organization"
    yield "@id", f"{settings.ADDRESS}/#organisation"
    yield "name", said.get("name", settings.CLUSTER)
    yield "url", f"{settings.ADDRESS}/"
    yield "description", said.get("task", "")
    yield "foundingDate", said.get("founded") or (str(story.milestones[0].year) if story.milestones else "")
    yield "address", said.get("address", "")
    yield "email", said["contact"] if "@" in said.get("contact", "") else ""
    yield "award", said.get("label", "")
    yield "subjectOf", _at(reverse("website:newsroom"))


def _always(told: Material) -> Iterator[tuple[str, Any]]:
    page = told.page
    yield "@id", f"{_at(page.url_path or '/')}#material"
    yield "url", _at(page.url_path or "/")
    yield "name", page.title
    yield "description", page.lead
    yield "image", _at(told.share.path) if told.share else ""


def _article(told: Material) -> Iterator[tuple[str, Any]]:
    page = told.page
    yield "headline", page.title[:110]
    yield "inLanguage", (get_language() or "da")[:2]
    yield "datePublished", _moment(page.first_published_at)
    yield "dateModified", _moment(page.last_published_at)
    yield "dateline", page.place
    yield "articleSection", [one.name for one in told.topics]
    yield "keywords", [one.name for one in told.tags]
    yield "contentLocation", [{"@type": "AdministrativeArea", "name": one.name} for one in told.regions]
    yield "author", _cluster()
    yield "publisher", _cluster()
    yield "mainEntityOfPage", _at(page.url_path or "/")


def _event(told: Material) -> Iterator[tuple[str, Any]]:
    page = told.page
    places: list[dict[str, str]] = []
    if page.venue:
        places.append({"@type": "Place", "name": page.venue, "address": page.venue})
    if page.online:
        places.append({"@type": "VirtualLocation", "url": page.signup_url or _at(page.url_path or "/")})
    yield "startDate", _moment(page.starts_at)
    yield "endDate", _moment(page.ends_at)
    yield "eventAttendanceMode", _ATTENDED.format("Offline" if not page.online else "Mixed" if page.venue else "Online")
    yield "location", places
    yield "organizer", _cluster()


def _media(told: Material) -> Iterator[tuple[str, Any]]:
    page = told.page
    yield "inLanguage", (get_language() or "da")[:2]
    yield "datePublished", _moment(page.first_published_at)
    yield "creditText", page.credit
    yield "publisher", _cluster()
    if page.kind == "image" and told.whole:
        yield "contentUrl", _at(told.whole.path)
        yield "encodingFormat", told.whole.type
    elif page.kind == "video":
        yield "contentUrl", page.video_url
        yield "uploadDate", _moment(page.first_published_at)
        yield "thumbnailUrl", _at(told.share.path) if told.share else ""
    elif told.document:
        yield "contentUrl", _at(told.document.path)


def _person(told: Material) -> Iterator[tuple[str, Any]]:
    page = told.page
    yield "jobTitle", page.role
    yield "telephone", page.phone
    yield "email", page.email
    yield "worksFor", _cluster()


def _cluster() -> dict[str, str]:
    return {"@type": "Organization", "name": settings.CLUSTER, "url": f"{settings.ADDRESS}/"}


def _at(path: str) -> str:
    return f"{settings.ADDRESS}{path}"


def _moment(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""
