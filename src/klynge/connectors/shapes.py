"""What a connector is.

A connector is facts plus two generators. `asks` yields what to ask for and is sent the answer of each ask, so that it can go
on from a token in it; `reads` says what one answer holds. Retries, politeness, storage and progress are the runner's.
"""

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from klynge.core.notice import Notice, Unread


@dataclass(frozen=True, slots=True)
class Ask:
    """One request to a source. `mark` is what the runner keeps so that a run can be resumed after this ask."""

    url: str
    method: str = "GET"
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One raw answer: `where` names it for people (an address, or archive!member), `body` is kept as it came."""

    where: str
    body: bytes


class Connector(Protocol):
    """`name` is the source's key; `hosts` the only hosts that it may ask; `seconds` the least time between two asks."""

    name: str
    hosts: tuple[str, ...]
    seconds: float

    def asks(self, since: date, until: date, mark: str = "") -> Generator[Ask, Answer, None]:
        """What to ask for all that was published from `since` to `until`, both included; `mark` resumes."""

    def reads(self, answer: Answer) -> Iterator[Notice | Unread]:
        """What one answer holds. Yields at least one item for each record; raises nothing."""
