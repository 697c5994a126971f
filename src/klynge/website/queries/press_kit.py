"""The press kit of a language: what somebody needs who writes about the cluster, made of published things only."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import BinaryIO

from klynge.register.cluster import Story, story
from klynge.website.models import MediaPage
from klynge.website.queries.files import Image, images
from klynge.website.queries.material import SHARE, Document, Person, document, everybody
from klynge.website.queries.newsroom import Room, room
from klynge.website.queries.published import published


@dataclass(frozen=True, slots=True)
class Piece:
    """A picture, a video or a document of the kit. `ending` with its dot, "" when there is nothing to take home."""

    id: int
    kind: str
    title: str
    path: str
    lead: str
    credit: str
    ending: str
    small: Image | None
    document: Document | None


@dataclass(frozen=True, slots=True)
class Kit:
    room: Room | None
    story: Story
    pieces: Sequence[Piece]
    contacts: Sequence[Person]


def press_kit(language: str, *, now: datetime | None = None) -> Kit:
    """The same number of queries for any number of pieces."""
    pages = sorted(_in_kit(language, now), key=lambda page: (page.kind, page.title.casefold(), page.pk))
    drawn = images([page.picture_id for page in pages if page.picture_id], (SHARE,))
    pieces = [
        Piece(
            id=page.pk,
            kind=page.kind,
            title=page.title,
            path=page.url_path,
            lead=page.lead,
            credit=page.credit,
            ending=_ending(page),
            small=drawn.get((page.picture_id or 0, SHARE)),
            document=document(page.file) if page.file else None,
        )
        for page in pages
    ]
    return Kit(room(language, now=now), story(), pieces, everybody(language, now=now))


def contents(language: str, *, now: datetime | None = None) -> Iterator[tuple[int, BinaryIO]]:
    """The file of each piece that has one, open for reading until the next; by the number of the piece. What is gone from the disk is
    left out."""
    for page in _in_kit(language, now):
        field = (page.file or page.picture).file if page.file or page.picture else None
        if field and field.storage.exists(field.name):
            with field.open("rb") as opened:
                yield page.pk, opened


def _in_kit(language: str, now: datetime | None) -> Sequence[MediaPage]:
    pages = published(MediaPage, now=now).filter(locale__language_code=language, in_kit=True)
    return list(pages.select_related("picture", "file"))


def _ending(page: MediaPage) -> str:
    given = page.file or page.picture
    return PurePath(given.file.name).suffix if given else ""
