"""A material of a newsroom that moves in: the one shape that all sources of materials give."""

from dataclasses import dataclass
from datetime import datetime

KINDS = ("pressrelease", "news", "statement", "event", "image", "video", "document", "contact")


@dataclass(frozen=True, slots=True)
class Material:
    """`key` is its number at the source, and unique there together with `kind`, one of KINDS. `language` is "da", "en", or what the source
    says; times are aware; `body` is HTML as it came, not to be trusted. `files` are addresses at the source: of its picture, or of the
    document itself. `related` and `contacts` are (kind, key) of other materials. Blank facts are "" or None."""

    kind: str
    key: str
    language: str
    title: str
    lead: str = ""
    body: str = ""
    url: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    tags: tuple[str, ...] = ()
    place: str = ""
    picture: str = ""
    caption: str = ""
    credit: str = ""
    document: str = ""
    video: str = ""
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    signup: str = ""
    role: str = ""
    phone: str = ""
    email: str = ""
    related: tuple[tuple[str, str], ...] = ()
    contacts: tuple[tuple[str, str], ...] = ()
    left: tuple[str, ...] = ()  # names of fields that held something for which there is no place
