"""What the parts of a page take: small frozen values, made by views and queries, drawn by `{% load parts %}`.

Texts arrive translated (or lazy); addresses are paths of this site, "" when there is nothing to open; numbers arrive as numbers and
are written in the reader's language by the part. See them all at /style.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from django.utils.safestring import SafeString

from klynge.core.money import Money
from klynge.core.tlp import Label

Value = str | int | float | Decimal | date | datetime | Money | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a menu, a tab or a crumb. `count` is how many wait behind it; `needs_you` gives it the signal colour."""

    label: str
    url: str
    current: bool = False
    count: int | None = None
    needs_you: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """A titled group of the side navigation."""

    title: str
    entries: Sequence[Entry]


@dataclass(frozen=True, slots=True)
class Account:
    """Who is signed in, for the corner of the page. `role` in the reader's words ("Member", "Secretariat")."""

    name: str
    organisation: str = ""
    role: str = ""
    url: str = ""
    sign_out_url: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """A button. With `post` it is a small form of its own, so that it works without script; `fields` go with it."""

    label: str
    url: str
    kind: Literal["primary", "plain", "quiet"] = "plain"
    post: bool = False
    fields: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class Tag:
    label: str
    url: str = ""
    kind: Literal["plain", "signal", "strong"] = "plain"


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a key-value list. `note` says who vouches for it or until when it holds."""

    label: str
    value: Value
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Stat:
    """A number that opens the rows it counts. `target` adds "of 40"."""

    value: Value
    label: str
    url: str
    note: str = ""
    target: int | None = None
    needs_you: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a list: what it is, where it leads, and the few facts one decides by."""

    title: str
    url: str = ""
    text: str = ""
    facts: Sequence[str] = ()
    tags: Sequence[Tag] = ()
    label: Label | None = None
    deadline_at: datetime | date | None = None
    actions: Sequence[Action] = ()


@dataclass(frozen=True, slots=True)
class Company:
    """A company or a person in one line. `kind` "person" draws a round monogram."""

    name: str
    url: str = ""
    text: str = ""
    kind: Literal["company", "person"] = "company"


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell with more than its value."""

    value: Value
    url: str = ""
    note: str = ""
    tag: Tag | None = None


Line = Sequence[Cell | Value]


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    kind: Literal["text", "number", "date", "code"] = "text"
    sort_url: str = ""
    sorted: Literal["", "ascending", "descending"] = ""


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` hold one value or Cell a column; the first column names the row."""

    caption: str
    columns: Sequence[Column]
    rows: Sequence[Line]
    show_caption: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str
    count: int | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """One question of a filter form; `name` is its field. `more` folds it when nothing in it is chosen."""

    name: str
    label: str
    choices: Sequence[Choice]
    folded: bool = False

    @property
    def is_open(self) -> bool:
        return not self.folded or any(c.chosen for c in self.choices)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A filter that is on, with the address that takes it off."""

    label: str
    url_without: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A point on a time line; `state` is told by words and shape as well as by colour."""

    at: date | datetime | str
    title: str
    text: str = ""
    url: str = ""
    state: Literal["done", "now", "coming"] = "done"


@dataclass(frozen=True, slots=True)
class Progress:
    """Long work. `total` None: not yet known. `seconds_left` None: no guess. `poll_url` answers with this part again."""

    title: str
    doing: str
    done: int
    total: int | None = None
    seconds_left: int | None = None
    stop_url: str = ""
    poll_url: str = ""
    state: Literal["running", "done", "stopped", "failed"] = "running"
    key: str = "progress"  # the id of the part, where a page has several

    @property
    def percent(self) -> int | None:
        return None if not self.total else min(100, self.done * 100 // self.total)


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart or a map: server-made SVG with what it says in words, and the numbers behind it."""

    title: str
    description: str
    svg: SafeString
    numbers: Table | None = None
    wide: bool = False  # scrolls sideways on a phone instead of shrinking
    notes: Sequence[str] = field(default=())
