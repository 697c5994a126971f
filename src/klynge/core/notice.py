"""The one shape that every market source gives: a notice with its lots, buyer, requirements and winners.

Conventions, whatever the source used: languages are ISO 639-1 in lower case ("da"), countries ISO 3166-1 alpha-2 in upper
case ("GR", "GB"), CPV codes eight digits without the check digit, days are `date`, moments are aware `datetime` in UTC,
money is `Decimal` with an ISO 4217 currency. What a source did not say is `None` or empty, never a guess.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from klynge.core.money import Money


class Text(Mapping[str, str]):
    """The same text in one or more languages: language -> text, in the order in which the source gave them."""

    __slots__ = ("_by_language",)

    def __init__(self, by_language: Mapping[str, str] | Iterable[tuple[str, str]] = ()) -> None:
        self._by_language = MappingProxyType({k: v for k, v in dict(by_language).items() if v})

    def __getitem__(self, language: str) -> str:
        return self._by_language[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_language)

    def __len__(self) -> int:
        return len(self._by_language)

    def __hash__(self) -> int:
        return hash(tuple(self._by_language.items()))

    def __repr__(self) -> str:
        return f"Text({dict(self._by_language)!r})"

    def best(self, *languages: str) -> str:
        """The text in the first of these languages that there is, else in the source's first language, else ""."""
        for language in languages:
            if language in self._by_language:
                return self._by_language[language]
        return next(iter(self._by_language.values()), "")


NO_TEXT = Text()


@dataclass(frozen=True, slots=True)
class Place:
    """Where the work is done. `nuts` as the source wrote it ("DK042"), "" when only the country is known."""

    country: str
    nuts: str = ""


class Kind(StrEnum):
    """What a notice is for."""

    PLANNING = "planning"
    COMPETITION = "competition"
    DIRECT = "direct"  # an award without competition, announced before it is made (VEAT)
    RESULT = "result"
    MODIFICATION = "modification"  # of a running contract
    CONSULTATION = "consultation"
    CALL = "call"  # a funding call
    SUBCONTRACT = "subcontract"
    OTHER = "other"


class RequirementKind(StrEnum):
    SELECTION = "selection"  # what a bidder must be able to do or show
    CLEARANCE = "clearance"  # a security clearance of firm or people
    SUBCONTRACTING = "subcontracting"
    RESERVED = "reserved"  # participation reserved to some
    AWARD = "award"  # how tenders are judged
    EU_FUNDS = "eu-funds"


@dataclass(frozen=True, slots=True)
class Requirement:
    """`code` is the source's own code (such as "slc-abil-mgmt-quality"), "" when there is only text."""

    kind: RequirementKind
    text: Text = NO_TEXT
    code: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation in a notice. `national_id` as written by the source, stripped of blanks; `size` in the source's words."""

    name: Text
    national_id: str = ""
    country: str = ""
    nuts: str = ""
    town: str = ""
    size: str = ""
    activity: str = ""  # of a buyer: "defence", "general public services"; as the source's code


@dataclass(frozen=True, slots=True)
class Award:
    """One contract given to one winner (several joint winners are several awards with the same `contract_id`)."""

    winner: Party
    lot_id: str = ""
    contract_id: str = ""
    value: Money | None = None
    awarded_on: date | None = None
    tenders: int | None = None  # how many tenders were received


@dataclass(frozen=True, slots=True)
class Lot:
    id: str
    title: Text = NO_TEXT
    description: Text = NO_TEXT
    more: Text = NO_TEXT  # what else is said of it: additional information, options, renewals, the place in words
    cpv: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    nature: str = ""
    value: Money | None = None
    maximum: Money | None = None  # the most that may be bought under a framework, or the upper end of a range
    deadline_at: datetime | None = None
    starts_on: date | None = None
    months: Decimal | None = None
    requirements: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A published (or hand-entered) notice in one version.

    Identity is `(source, number, version)`; versions of one number sort as text after padding ("01" < "02"). `procedure_id` ties
    a result to its competition where the source says so. `published_as` is the number under which a journal printed the notice,
    without leading zeros ("522031-2023" for TED): the same in every source and generation of the format, so it ties one notice
    from two sources, and `earlier` may name either it or a `number`. `cpv` has the main code first. `deadline_at` is the earliest of the
    notice's and its lots' deadlines for tenders, requests to participate or expressions of interest.
    """

    source: str
    number: str
    version: str = "01"
    kind: Kind = Kind.OTHER
    dialect: str = ""  # "eforms", "ted-2014", "ted-defence", "ocds", "eu-calls", "manual"
    form: str = ""  # the form's or subtype's own name: "16", "F02_2014"
    procedure_id: str = ""
    published_as: str = ""
    earlier: tuple[str, ...] = ()  # numbers of notices that this one changes or follows
    published_on: date | None = None
    dispatched_on: date | None = None
    languages: tuple[str, ...] = ()  # official ones, first the original
    title: Text = NO_TEXT
    description: Text = NO_TEXT
    more: Text = NO_TEXT  # as in Lot
    cpv: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    nature: str = ""  # "works", "supplies", "services", "" when unknown
    procedure: str = ""  # "open", "restricted", "neg-w-call", ... as the source's code
    legal_basis: str = ""  # CELEX number: "32009L0081" is the defence directive
    value: Money | None = None
    maximum: Money | None = None  # as in Lot
    deadline_at: datetime | None = None
    buyers: tuple[Party, ...] = ()
    lots: tuple[Lot, ...] = ()
    requirements: tuple[Requirement, ...] = ()  # of the whole notice; a lot has its own
    awards: tuple[Award, ...] = ()
    url: str = ""
    documents: tuple[str, ...] = ()  # addresses of the tender documents
    withdrawn: bool = False  # the buyer calls off what `earlier` names


@dataclass(frozen=True, slots=True)
class Unread:
    """A record that could not be read. `reason` is a short stable key ("doctype", "not-xml", "too-deep"), `where` names the
    file or record, and the line or byte where known, `detail` one English sentence for people. Never a crash."""

    reason: str
    where: str
    detail: str = ""
