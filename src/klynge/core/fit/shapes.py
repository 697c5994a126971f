"""The shapes of the kernel. A need is a notice, a call, a wish or a gap; an offer is a firm, a partner or a course.

Everything is plain values: no row, no clock. Scores are comparable within one need or one offer of one run, not across runs.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from klynge.core.notice import NO_TEXT, Place, Text


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a versioned system: Code("cpv", "35613000"). `weight` 1.0 for a main code, less for an additional one."""

    system: str
    code: str
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Condition:
    """A hard condition of a need, or what an offer has to meet one: Condition("certificate", "AQAP-2110"),
    Condition("clearance", "HEMMELIGT"). `until` (offers only) is when it ends; `label` is what people call it."""

    kind: str
    name: str
    label: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """One earlier job of an offer: a contract that it won, a project that it took part in."""

    title: Text
    codes: tuple[Code, ...] = ()
    places: tuple[Place, ...] = ()
    buyer: str = ""
    amount: Decimal | None = None  # in euro
    months: float | None = None


@dataclass(frozen=True, slots=True)
class Need:
    id: str
    title: Text
    text: Text = NO_TEXT
    codes: tuple[Code, ...] = ()
    places: tuple[Place, ...] = ()
    buyer: str = ""
    amount: Decimal | None = None  # in euro
    months: float | None = None
    deadline_at: datetime | None = None
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    id: str
    title: Text
    text: Text = NO_TEXT
    codes: tuple[Code, ...] = ()
    places: tuple[Place, ...] = ()
    conditions: tuple[Condition, ...] = ()
    record: tuple[Work, ...] = ()
    staff: int | None = None
    turnover: Decimal | None = None  # in euro a year


class ReasonKind(StrEnum):
    CODES = "codes"
    WORDS = "words"
    RECORD = "record"
    BUYER = "buyer"
    PLACE = "place"
    SIZE = "size"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Reason:
    """One term of the score. `points` may be negative; `evidence` are the few things that made it (codes, words, titles), most
    important first, so that a page can say why in the reader's language:

    CODES stems of shared codes ("cpv:3561"), WORDS words of the need as it writes them, RECORD titles of earlier jobs, BUYER the
    earlier buyer most like this one, PLACE where the need is, SIZE the job's and the usual job's euro, DEADLINE an ISO moment.
    """

    kind: ReasonKind
    points: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """A hard condition that the offer does not meet: named, not a silent no."""

    condition: Condition
    expired: bool = False


@dataclass(frozen=True, slots=True)
class Fit:
    """`score == sum(reason.points for reason in reasons)`; gaps do not change it, they are shown beside it."""

    need_id: str
    offer_id: str
    score: float
    reasons: tuple[Reason, ...] = ()
    gaps: tuple[Gap, ...] = ()
