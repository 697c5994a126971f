"""What an organisation's card is made of: frozen, each thing with its label."""

from dataclasses import dataclass
from datetime import date

from klynge.core.money import Money
from klynge.core.tlp import Label


@dataclass(frozen=True, slots=True)
class Said:
    """A text or a line of the profile. `url` only where it is a web address that can be opened."""

    name: str
    text: str
    language: str
    label: Label
    url: str = ""


@dataclass(frozen=True, slots=True)
class Ability:
    code: str
    name: str
    main: bool
    label: Label


@dataclass(frozen=True, slots=True)
class Held:
    """A certificate, or a clearance held. `expired` on the day of asking; `standing` declared, documented or verified."""

    name: str
    kind: str
    standing: str
    verifier: str
    expires_on: date | None
    expired: bool
    label: Label


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    address: str
    municipality: str
    municipality_name: str
    region: str
    country: str
    main: bool
    label: Label


@dataclass(frozen=True, slots=True)
class Way:
    """How to reach somebody: `kind` "email" or "phone"."""

    kind: str
    value: str
    label: Label


@dataclass(frozen=True, slots=True)
class Contact:
    name: str
    title: str
    ways: tuple[Way, ...]
    label: Label


@dataclass(frozen=True, slots=True)
class Done:
    title: str
    text: str
    language: str
    buyer: str
    year: int | None
    amount: Money | None
    label: Label


@dataclass(frozen=True, slots=True)
class Tie:
    """`owns`: the other is owned by this one; else it owns this one. `share` in percent."""

    name: str
    slug: str
    owns: bool
    share: float
    label: Label


@dataclass(frozen=True, slots=True)
class Number:
    """A yearly figure; `amount` None where `count` says it (staff)."""

    name: str
    year: int
    count: float | None
    amount: Money | None
    label: Label


@dataclass(frozen=True, slots=True)
class Card:
    """`member_since` None when no membership of today is open to the viewer, and then `left_on` is the last day of the last one
    that is. `abilities` by code system. `mine`: the viewer works there. `line`: itself in one line."""

    id: int
    name: str
    slug: str
    kind: str
    field: str
    label: Label
    demo: bool
    country: str
    cvr: str
    foreign_number: str
    founded_on: date | None
    closed_on: date | None
    member_since: date | None
    left_on: date | None
    membership: str
    size_band: str
    mine: bool
    line: Said | None
    texts: tuple[Said, ...]
    lines: tuple[Said, ...]
    abilities: tuple[tuple[str, tuple[Ability, ...]], ...]
    held: tuple[Held, ...]
    places: tuple[Place, ...]
    people: tuple[Contact, ...]
    done: tuple[Done, ...]
    ties: tuple[Tie, ...]
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Moved:
    """The organisation stands at `slug` now: it has another address, or was merged into another one."""

    slug: str
