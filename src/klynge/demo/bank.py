"""The hand-written words: sketches of firms, subjects of notices, buyers, names. Read from the TOML files beside this module.

A sketch or a subject is what a person wrote once; the seed turns it into a firm or a notice. Reading is strict: a missing,
unknown or ill-typed field in a file is an error at the first use.
"""

import csv
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import Any

import msgspec

from klynge.core.notice import NO_TEXT, Text
from klynge.demo.shapes import Form, Kind, Town

FIRM_FILES = (
    *("composites", "metal", "vehicles", "maritime", "textiles", "electronics", "sensors", "drones", "space", "software"),
    *("cyber", "classified", "services", "knowledge", "primes"),
)
EFORMS_FILES = ("air", "land", "sea", "digital", "people", "other")
OCDS_FILES = ("ocds",)


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of a file; its fields are the fields of the class, no others."""


class Sketch(_Table, frozen=True, kw_only=True):
    """A firm as somebody in the trade would describe it. `staff` is the range that the seed chooses from; `name` has the place
    `{stem}` for the invented half of the name; `coast` firms lie at the sea."""

    key: str
    name: str
    kind: Kind
    form: Form = Form.COMPANY
    founded: int = 0  # 0: the seed decides; given where the text tells the firm's age
    coast: bool = False
    staff: tuple[int, int]
    line: Text
    text: Text
    cpv: tuple[str, ...]
    nace: str
    edf: tuple[str, ...]
    cml: tuple[str, ...]
    certificates: tuple[str, ...]
    work: tuple[str, ...]


class LotWords(_Table, frozen=True):
    title: Text
    text: Text
    cpv: tuple[str, ...]
    nuts: str = ""


class Past(_Table, frozen=True):
    """An earlier contract of the same buyer for the same thing. `winner` is a sketch's key, or "!Name" of a firm outside."""

    years: float
    winner: str
    tenders: int
    value: int
    title: Text
    text: Text


class Subject(_Table, frozen=True, kw_only=True):
    """A notice as a buyer would write it. `form` is the eForms subtype, or "tender", "planning", "award" in OCDS. `value` is in
    euro, in pounds for a British buyer. `ends_in` are the months until a running contract ends. `fits` are keys of the sketches
    that truly fit, `followed` says who won it in a later release (OCDS)."""

    key: str
    form: str
    buyer: str
    nature: str
    procedure: str = "restricted"
    cpv: tuple[str, ...]
    value: int
    months: int
    framework: bool = False
    asks: tuple[str, ...] = ()
    fits: tuple[str, ...]
    title: Text
    text: Text
    lot: tuple[LotWords, ...] = ()
    past: Past | None = None
    winner: str = ""
    tenders: int = 1
    ends_in: int = 0
    followed: str = ""


class Buyer(_Table, frozen=True):
    """An invented authority. `languages` are those in which it publishes, the first one its own; `legal` and `activity` are
    eForms codes."""

    name: Text
    country: str
    nuts: str
    town: str
    languages: tuple[str, ...]
    legal: str
    activity: str


class Asked(_Table, frozen=True):
    """What a notice asks of a bidder; `code` is the eForms selection criterion, "" for what has its own place there."""

    code: str
    text: Text


class FactWords(_Table, frozen=True, kw_only=True):
    """A public fact of the case; see `cluster.py`."""

    key: str
    year: int | None = None
    text: Text
    source: str
    seen: bool = True


class PartnerWords(_Table, frozen=True, kw_only=True):
    """An invented cluster abroad; `text` is what both do together."""

    name: Text
    country: str
    city: str
    lat: float
    lon: float
    text: Text


class EventWords(_Table, frozen=True, kw_only=True):
    """An invented event, so many days from the first one; `begins` and `ends` are times of the day in Denmark ("09:00")."""

    days: int
    begins: str
    ends: str
    online: bool
    venue: Text
    title: Text
    slug: Text
    lead: Text
    text: Text


class FeeWords(_Table, frozen=True):
    """An invented fee a year, in Danish kroner."""

    type: str
    amount: int
    band: str = ""


class StoryWords(_Table, frozen=True):
    partner: tuple[PartnerWords, ...]
    event: tuple[EventWords, ...]
    fee: tuple[FeeWords, ...]


class CertificateWords(_Table, frozen=True):
    name: str
    years: int


class Names(_Table, frozen=True):
    stems: str
    streets: str
    women: str
    men: str
    surnames: str
    issuers: tuple[str, ...]
    customers: dict[str, tuple[str, ...]]
    certificates: dict[str, CertificateWords]


def _text(type_: type, found: Any) -> Text:
    """A Text out of a table of languages; line breaks in the file mean nothing."""
    if type_ is not Text:
        raise NotImplementedError(f"{type_} has no form in a text bank")
    return Text((language, " ".join(words.split())) for language, words in found.items()) if found else NO_TEXT


def _read(folder: str, name: str) -> str:
    return files("klynge.demo").joinpath(folder, name).read_text(encoding="utf-8")


def _toml(folder: str, name: str) -> Mapping[str, Any]:
    return tomllib.loads(_read(folder, f"{name}.toml"))


@cache
def sketches() -> tuple[Sketch, ...]:
    """All sketches of firms, in the order of the files."""
    tables = [table for name in FIRM_FILES for table in _toml("texts", name)["firm"]]
    return msgspec.convert(tables, tuple[Sketch, ...], dec_hook=_text)


@cache
def subjects(*names: str) -> tuple[Subject, ...]:
    """The subjects of notices in these files of `market/`, in their order."""
    tables = [table for name in names for table in _toml("market", name)["subject"]]
    return msgspec.convert(tables, tuple[Subject, ...], dec_hook=_text)


@cache
def buyers() -> dict[str, Buyer]:
    return msgspec.convert(_toml("market", "buyers"), dict[str, Buyer], dec_hook=_text)


@cache
def asks() -> dict[str, Asked]:
    """What notices ask of bidders, by key."""
    return msgspec.convert(_toml("market", "asks"), dict[str, Asked], dec_hook=_text)


@cache
def cluster() -> tuple[FactWords, ...]:
    return msgspec.convert(_toml("texts", "cluster")["fact"], tuple[FactWords, ...], dec_hook=_text)


@cache
def story() -> StoryWords:
    return msgspec.convert(_toml("texts", "story"), StoryWords, dec_hook=_text)


@cache
def newsroom() -> Mapping[str, Any]:
    """Topics and releases, as the file has them."""
    return _toml("texts", "newsroom")


@cache
def names() -> Names:
    return msgspec.convert(_toml("texts", "names"), Names)


@cache
def towns() -> tuple[tuple[Town, int], ...]:
    """Real towns, each with its weight: how often a firm lies there."""
    rows = csv.DictReader(StringIO(_read("texts", "towns.csv")))
    return tuple((_town(row), int(row["weight"])) for row in rows)


def _town(row: Mapping[str, str]) -> Town:
    return Town(
        municipality=row["municipality"],
        municipality_name=row["municipality_name"],
        region=row["region"],
        nuts=row["nuts"],
        name=row["name"],
        postcode=row["postcode"],
        coast=row["coast"] == "1",
    )
