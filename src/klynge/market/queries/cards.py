"""What pages are told of the market: frozen values, with just what they show."""

from dataclasses import dataclass
from datetime import date, datetime

from klynge.core import notice as shape
from klynge.core.fit.shapes import Condition, Gap, Reason
from klynge.core.money import Money
from klynge.core.tlp import Label


@dataclass(frozen=True, slots=True)
class NoticeCard:
    """A line of a list. `title` in the reader's language where there is one; `language` is the one it is in."""

    id: int
    source: str
    number: str
    title: str
    language: str
    kind: str
    buyer: str
    country: str
    cpv: str
    value: Money | None
    published_on: date | None
    deadline_at: datetime | None
    defence: bool
    open: bool
    label: Label


@dataclass(frozen=True, slots=True)
class Change:
    """What a version changed. `field` is a column's name; `before` and `after` are values of a page, None where there was none."""

    field: str
    before: Money | datetime | date | str | int | None
    after: Money | datetime | date | str | int | None


@dataclass(frozen=True, slots=True)
class VersionLine:
    version: str
    published_on: date | None
    taken_at: datetime
    current: bool
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class AwardLine:
    """A contract that was given. `member` is the plain address of the winner in our register where the viewer may see it."""

    source: str
    number: str
    title: str
    buyer: str
    cpv: str
    winner: str
    winner_country: str
    member: str
    value: Money | None
    tenders: int | None
    awarded_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class MatchLine:
    """A notice and an organisation. `reasons` add up to `score`."""

    id: int
    notice: NoticeCard
    organisation_id: int
    organisation: str
    slug: str
    score: float
    place: int
    reasons: tuple[Reason, ...]
    gaps: tuple[Gap, ...]
    state: str
    why: str
    sent_at: datetime | None
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Again:
    """When the contract is likely to be tendered again, and by what that is known: "award" (the running contract's end) or "plan"
    (deadline, three months for the decision, and the planned months)."""

    on: date
    by: str


@dataclass(frozen=True, slots=True)
class NoticePage:
    """All that the page of a notice shows. `said` is the notice as its source gave it; `invented` that the
    demonstration made it up, so that no address in it leads anywhere."""

    card: NoticeCard
    said: shape.Notice
    conditions: tuple[Condition, ...]
    versions: tuple[VersionLine, ...]
    related: tuple[NoticeCard, ...]
    own_awards: tuple[AwardLine, ...]
    of_buyer: tuple[AwardLine, ...]
    of_code: tuple[AwardLine, ...]
    again: Again | None
    matches: tuple[MatchLine, ...]
    code_labels: dict[str, str]
    invented: bool
