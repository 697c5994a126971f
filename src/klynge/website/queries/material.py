"""One material, with all that its page tells beside its own words; of a published page as of an editor's preview."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateTimeField
from django.utils import timezone

from klynge.access.prepared import prepared
from klynge.core.errors import Refused
from klynge.register.places import region_name
from klynge.website.models import ContactPage, File, Kind, MaterialPage, NewsroomPage
from klynge.website.queries.cards import MaterialCard, Named, cards, labels, picture_of
from klynge.website.queries.files import Image, images
from klynge.website.queries.published import closed, open_pages, published

SHARE, FACE, FULL, WHOLE = "fill-1200x630", "fill-160x160", "max-1600x1600", "original"
_SIZES = {Kind.PICTURE: (FULL, WHOLE), Kind.VIDEO: (FULL,), Kind.DOCUMENT: (FULL,), Kind.CONTACT: (FACE,)}


@dataclass(frozen=True, slots=True)
class Person:
    """A press contact."""

    id: int
    name: str
    path: str
    role: str
    about: str
    phone: str
    email: str
    face: Image | None


@dataclass(frozen=True, slots=True)
class Document:
    """A file to take: its title, ending in capitals ("PDF"), bytes, and address without the host."""

    title: str
    ending: str
    size: int
    path: str


@dataclass(frozen=True, slots=True)
class Material:
    """`room` and `room_path` of the newsroom that it lies in, "" in a preview of a page that lies nowhere yet. `share` is the picture
    for other sites, `full` and `whole` the own picture of a page of media: as it is shown, and as it is taken."""

    page: Any
    room: str
    room_path: str
    boilerplate: str
    topics: tuple[Named, ...]
    tags: tuple[Named, ...]
    regions: tuple[Named, ...]
    contacts: tuple[Person, ...]
    related: tuple[MaterialCard, ...]
    share: Image | None
    face: Image | None
    full: Image | None
    whole: Image | None
    document: Document | None


def material(page: Any, *, now: datetime | None = None) -> Material:
    """Around a page that was found, or that an editor previews. Contacts and related materials are there only if they are published."""
    language = page.locale.language_code
    told = {"now": now or timezone.now(), "path": page.path[:-4]}
    room = next(iter(_room(closed(now), **told)), None) if page.path else None
    others = published(MaterialPage, now=now).filter(locale__language_code=language)
    asked = [one.other_id for one in page.related.all() if one.other_id != page.pk]
    there = dict(others.filter(pk__in=asked).values_list("pk", "content_type_id")) if asked else {}
    related = {pk: there[pk] for pk in asked if pk in there}
    number, alt = picture_of(page)
    drawn = images([number], (SHARE, *_SIZES.get(page.kind, ()))) if number else {}
    share, face, full, whole = (
        image.saying(alt) if (image := drawn.get((number or 0, spec))) else None for spec in (SHARE, FACE, FULL, WHOLE)
    )
    return Material(
        page=page,
        room=room.title if room else "",
        room_path=room.url_path if room else "",
        boilerplate=getattr(page, "boilerplate", "") or (room.boilerplate if room else ""),
        topics=tuple(Named(one.slug, one.name_da if language == "da" else one.name_en) for one in page.topics.all()),
        tags=tuple(sorted((Named(one.slug, one.name) for one in page.tags.all()), key=lambda one: one.name.casefold())),
        regions=tuple(Named(one.code, region_name(one.code, language)) for one in page.regions.all()),
        contacts=people([one.contact_id for one in page.contacts.all()], now=now),
        related=tuple(cards(related, language, labels(related, language), now=now)),
        share=share,
        face=face,
        full=full,
        whole=whole,
        document=document(page.file) if getattr(page, "file", None) else None,
    )


@prepared(now=DateTimeField(), path=CharField())
def _room(shut: tuple[str, ...], *, now: Any, path: Any) -> Any:
    return open_pages(NewsroomPage, shut, now).filter(path=path).order_by().only("title", "url_path", "boilerplate")


def people(ids: Sequence[int], *, now: datetime | None = None) -> tuple[Person, ...]:
    """These press contacts, in this order, as far as they are published."""
    rows = (
        {row.pk: row for row in published(ContactPage, now=now).only(*_SAID).filter(pk__in=list(ids)).order_by()} if ids else {}
    )
    return _people([rows[pk] for pk in dict.fromkeys(ids) if pk in rows])


def everybody(language: str, *, now: datetime | None = None) -> tuple[Person, ...]:
    """All press contacts of a language, by name."""
    rows = _contacts(closed(now), now=now or timezone.now(), language=language)
    return _people(sorted(rows, key=lambda row: row.title.casefold()))


@prepared(now=DateTimeField(), language=CharField())
def _contacts(shut: tuple[str, ...], *, now: Any, language: Any) -> Any:
    return open_pages(ContactPage, shut, now).only(*_SAID).filter(locale__language_code=language).order_by()


_SAID = ("title", "url_path", "role", "lead", "phone", "email", "picture")


def _people(rows: Sequence[Any]) -> tuple[Person, ...]:
    faces = images([row.picture_id for row in rows if row.picture_id], (FACE,))
    return tuple(
        Person(row.pk, row.title, row.url_path, row.role, row.lead, row.phone, row.email, faces.get((row.picture_id or 0, FACE)))
        for row in rows
    )


def document(file: File) -> Document:
    return Document(file.title, file.file_extension.upper(), file.get_file_size() or 0, file.url)


def by_id(material_id: int, *, now: datetime | None = None) -> Material:
    """A published material by its number. Raises Refused when there is none."""
    asked = published(MaterialPage, now=now).filter(pk=material_id).select_related("locale").specific()
    page = asked.first() if material_id < 2**31 else None  # no page has a larger number, nor can a database be asked for one
    if page is None:
        raise Refused("There is no such thing here, or it is not open to you.")
    return material(page, now=now)


def embargo(page: Any, *, now: datetime | None = None) -> datetime | None:
    """The moment for which a page waits; None when it waits for none."""
    return page.go_live_at if page.go_live_at and page.go_live_at > (now or timezone.now()) else None
