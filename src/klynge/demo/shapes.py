"""What the generator gives: plain values, ready to be written into the register by whoever owns its rows.

Days are `date`, money is `Money` in DKK, labels are TLP labels (who may see the field), texts are `Text` by language.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from klynge.core.money import Money
from klynge.core.notice import Text
from klynge.core.tlp import Label


class Kind(StrEnum):
    """The fields of work by which the directory sorts its members."""

    PRODUCTION = "production"
    ELECTRONICS = "electronics"
    SOFTWARE = "software"
    CLASSIFIED = "classified"  # products and services whose content is not described
    SERVICES = "services"
    KNOWLEDGE = "knowledge"


class Form(StrEnum):
    """What sort of organisation it is."""

    COMPANY = "company"
    START_UP = "start-up"
    PRIME = "prime"
    UNIVERSITY = "university"
    INSTITUTE = "institute"
    SCHOOL = "school"


@dataclass(frozen=True, slots=True)
class Town:
    """A real Danish town. `municipality` is the four-digit code, `region` the NUTS 2 code, `nuts` the NUTS 3 code."""

    municipality: str
    municipality_name: str
    region: str
    nuts: str
    name: str
    postcode: str
    coast: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """A place of production or an office; `p_number` has ten digits. The first site of a firm is its head office."""

    p_number: str
    name: str
    street: str
    town: Town
    since: date


@dataclass(frozen=True, slots=True)
class Statement:
    """What a firm says about its capabilities, in one language."""

    language: str
    text: str
    label: Label


@dataclass(frozen=True, slots=True)
class Code:
    """A code that the firm chose: system "cpv" (8 digits), "nace" (4 digits), "edf" or "cml". `main` for its chief one."""

    system: str
    code: str
    label: Label
    main: bool = False


@dataclass(frozen=True, slots=True)
class Certificate:
    """`key` is what notices ask for ("AQAP-2110"), `name` what people call it; `evidence` says what was seen, `verified_on` when
    the secretariat saw it (None: only claimed)."""

    key: str
    name: str
    issuer: str
    number: str
    issued_on: date
    expires_on: date
    evidence: str
    verified_on: date | None
    label: Label


@dataclass(frozen=True, slots=True)
class Clearance:
    """The fact that a firm holds a facility clearance, never its level or content."""

    held: bool
    expires_on: date | None
    verified_on: date | None
    label: Label


@dataclass(frozen=True, slots=True)
class Reference:
    """Earlier work. `customer` is a description, never a real name."""

    title: Text
    customer: Text
    first_year: int
    last_year: int
    value: Money | None
    label: Label


@dataclass(frozen=True, slots=True)
class Person:
    """An invented person at a firm or in the secretariat. `role` is a key ("director", "sales", "quality", "security",
    "technical"); `since` is when the affiliation began."""

    name: str
    role: str
    title: Text
    email: str
    phone: str
    since: date
    label: Label
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Ownership:
    """`owner_cvr` is "" for an owner outside the cluster. `share` in per cent of the votes."""

    owner_name: str
    owner_cvr: str
    owner_country: str
    owned_cvr: str
    share: Decimal
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class MembershipPeriod:
    """`type` "company", "knowledge" or "start-up"; `size_band` "0-9", "10-49", "50-249" or "250-" employees."""

    type: str
    size_band: str
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Firm:
    """One invented member. `key` names the hand-written sketch that it was made from and is the same for every seed.

    `labels` says who may see the single fields that carry no label of their own: "staff", "turnover", "ncage", "markets".
    `line` and the head office are always TLP:CLEAR: they are the public card.
    """

    key: str
    cvr: str
    name: str
    kind: Kind
    form: Form
    founded: int
    line: Text
    statements: tuple[Statement, ...]
    codes: tuple[Code, ...]
    certificates: tuple[Certificate, ...]
    clearance: Clearance
    references: tuple[Reference, ...]
    people: tuple[Person, ...]
    sites: tuple[Site, ...]
    owners: tuple[Ownership, ...]
    memberships: tuple[MembershipPeriod, ...]
    staff: int
    turnover: Money | None
    size: str  # "micro", "small", "medium", "large" by the EU thresholds, groups not counted
    ncage: str  # "" when it has none
    web: str
    email: str
    markets: tuple[str, ...]  # countries that it wishes to sell to, ISO 3166-1 alpha-2
    labels: tuple[tuple[str, Label], ...]
    invented: bool = True

    def label(self, field: str) -> Label:
        """Who may see a field that has no label of its own; what is not named is TLP:AMBER+STRICT."""
        return dict(self.labels).get(field, Label.STRICT)
