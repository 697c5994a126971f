"""A material as JSON. Keys stay as they are: other people's programs read them."""

import re
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override

from klynge.web.page import KlyngeRequest
from klynge.website.queries.cards import MaterialCard, Named
from klynge.website.queries.files import Image
from klynge.website.queries.material import Document, Material, Person
from klynge.website.queries.published import around

_OURS = re.compile(r'((?:href|src)=")(/[^/])')


def card(one: MaterialCard) -> dict[str, Any]:
    return {
        "id": one.id,
        "type": one.kind,
        "language": one.language,
        "url": _at(one.path),
        "api_url": _at(f"/api/newsroom/materials/{one.id}/"),
        "title": one.title,
        "lead": one.lead,
        "place": one.place,
        "date": _day(one.told_on),
        "published_at": _moment(one.first_at),
        "updated_at": _moment(one.changed_at),
        "topics": _named(one.topics, "slug"),
        "tags": _named(one.tags, "slug"),
        "regions": _named(one.regions, "code"),
        "image": image(one.large),
    }


def whole(told: Material, request: KlyngeRequest) -> dict[str, Any]:
    """With the body as its page shows it, addresses made whole, and as plain text."""
    page = told.page
    language = page.locale.language_code
    with override(language):
        body = render_to_string("website/parts/body.html", {"page": page}, request=request).strip()
    versions = [one for one in around(page).versions if one.language != language]
    return {
        "id": page.pk,
        "type": page.kind,
        "language": language,
        "url": _at(page.url_path),
        "api_url": _at(f"/api/newsroom/materials/{page.pk}/"),
        "title": page.title,
        "lead": page.lead,
        "place": page.place,
        "date": _day(page.told_on),
        "published_at": _moment(page.first_published_at),
        "updated_at": _moment(page.last_published_at),
        "topics": _named(told.topics, "slug"),
        "tags": _named(told.tags, "slug"),
        "regions": _named(told.regions, "code"),
        "image": image(told.whole or told.share),
        "translations": [{"language": one.language, "title": one.title, "url": _at(one.path)} for one in versions],
        "body_html": _OURS.sub(rf"\1{settings.ADDRESS}\2", body),
        "body_text": page.body_text(),
        "about_the_cluster": told.boilerplate,
        "contacts": [_person(one) for one in told.contacts],
        "related": [{"id": one.id, "type": one.kind, "title": one.title, "url": _at(one.path)} for one in told.related],
        "event": _event(page) if page.kind == "event" else None,
        "media": _media(page, told.document) if hasattr(page, "credit") else None,
        "contact": _contact(page) if page.kind == "contact" else None,
    }


def image(one: Image | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {"url": _at(one.path), "width": one.width, "height": one.height, "type": one.type, "alt": one.alt}


def _event(page: Any) -> dict[str, Any]:
    return {
        "starts_at": _moment(page.starts_at),
        "ends_at": _moment(page.ends_at),
        "venue": page.venue,
        "online": page.online,
        "signup_url": page.signup_url,
    }


def _media(page: Any, file: Document | None) -> dict[str, Any]:
    said = {"title": file.title, "type": file.ending, "size": file.size, "url": _at(file.path)} if file else None
    return {"credit": page.credit, "video_url": page.video_url, "file": said}


def _contact(page: Any) -> dict[str, Any]:
    return {"role": page.role, "phone": page.phone, "email": page.email}


def _person(one: Person) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "role": one.role, "phone": one.phone, "email": one.email, "url": _at(one.path)}


def _named(many: tuple[Named, ...], key: str) -> list[dict[str, str]]:
    return [{key: one.key, "name": one.name} for one in many]


def _at(path: str) -> str:
    return f"{settings.ADDRESS}{path}"


def _day(day: date) -> str:
    return day.isoformat()


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else None
