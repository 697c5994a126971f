"""One notice that is about to be written, in whatever format: the facts, before eForms or OCDS give them their shape."""

from dataclasses import dataclass
from datetime import date

from klynge.core.notice import NO_TEXT, Text
from klynge.demo.bank import Buyer, LotWords


@dataclass(frozen=True, slots=True)
class Party:
    """A buyer or a winner as the notice names it. `national_id` is an invented registration number."""

    name: Text
    national_id: str
    country: str  # ISO 3166-1 alpha-2
    nuts: str
    town: str
    postcode: str
    web: str
    email: str
    size: str = ""  # "micro", "small", "medium", "large"; of a winner


@dataclass(frozen=True, slots=True)
class Issue:
    """`form` is the eForms subtype ("18") or the OCDS tag. `number` is the publication number, `notice_id` and `procedure_id` are
    UUIDs (or ocid and release id). `changes` names the version that this one replaces. Values are whole units of `currency`."""

    key: str
    form: str
    number: str
    notice_id: str
    procedure_id: str
    version: str
    published_on: date
    title: Text
    text: Text
    buyer: Party
    words: Buyer
    nature: str
    procedure: str
    cpv: tuple[str, ...]
    nuts: str
    value: int
    currency: str
    months: int
    framework: bool
    starts_on: date
    lots: tuple[LotWords, ...]
    asks: tuple[str, ...]
    fits: tuple[str, ...]
    deadline_on: date | None = None
    planned_on: date | None = None
    winner: Party | None = None
    awarded_on: date | None = None
    tenders: int = 0
    changes: str = ""
    change: Text = NO_TEXT

    @property
    def languages(self) -> tuple[str, ...]:
        """ISO 639-1, the buyer's own first."""
        return tuple(self.title)

    @property
    def defence(self) -> bool:
        """Whether the notice is published under the defence directive 2009/81/EC."""
        return self.form in ("6", "18", "22", "27", "31")
