"""What is counted and what comes out. Plain values: no row of a database, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from klynge.core.errors import Wrong


class Row(NamedTuple):
    """One row of the ledger, flat, with everything as it was on its day. Blank facts are None or "".

    `id` is one of its own over all kinds of rows (`numbered`), and higher for what was recorded later.
    A blank `member` is no member, a blank `result` no result and a blank `capacity` none: these are facts. Any other blank is unknown.
    `organisation` and `group` have their duplicates resolved; `group` is the organisation's own id when it stands alone. `amount` is
    in the grant's currency: of a cost its cost, of aid its value, of a participation what was paid for it. `corrects` is the row that
    this one stands in for, the first of them when it was corrected more than once; only rows that stand are counted, so a corrected
    one is never handed over.
    """

    id: int
    day: date
    organisation: int
    group: int
    activity: int
    of: str = "participation"
    kind: str = "event"
    capacity: str = ""
    person: int | None = None
    sme: bool | None = None
    staff: int | None = None
    member: str = ""
    region: str = ""
    field: str = ""
    country: str = ""
    org_kind: str = ""
    hours: Decimal = Decimal(0)
    amount: Decimal = Decimal(0)
    result: str = ""
    corrects: int | None = None


COLUMNS = Row._fields
AT = {column: place for place, column in enumerate(COLUMNS)}
BLANK = frozenset({None, ""})
UNKNOWABLE = frozenset({"person", "sme", "staff", "region", "field", "country", "org_kind"})  # a blank there is not known


OF = ("participation", "hours", "aid", "cost", "result")
_ROOM = 8  # for more kinds than there are, so that numbers that were frozen stay what they are


def numbered(of: str, key: int) -> int:
    """The id of a row for counting, from its kind and its key in the table of that kind: rows of two tables may have one key."""
    return key * _ROOM + OF.index(of)


def all_numbered(of: str, keys: Iterable[int]) -> list[int]:
    """`numbered` of many rows of one kind."""
    place = OF.index(of)
    return [key * _ROOM + place for key in keys]


def opened(number: int) -> tuple[str, int]:
    """The kind of a row and its key in that table: `opened(numbered("hours", 17)) == ("hours", 17)`."""
    return OF[number % _ROOM], number // _ROOM


@dataclass(frozen=True, slots=True)
class Period:
    """From its first day to its last, both within."""

    from_on: date
    to_on: date

    def __post_init__(self) -> None:
        if self.to_on < self.from_on:
            raise Wrong(
                "The period ends on %(to_on)s, before it begins on %(from_on)s. Change one of the days.",
                where="period",
                from_on=self.from_on,
                to_on=self.to_on,
            )


class Key(NamedTuple):
    """One thing that counts, and the ids of the rows for which it does, in rising order. `value` is 1, or the sum of its rows."""

    key: int
    rows: tuple[int, ...]
    value: int | Decimal


@dataclass(frozen=True, slots=True)
class Counted:
    """`value` is the sum of the values of `keys`, which stand in rising order: the evidence. `left_out` are the rows that might have
    counted but for a fact that is not known; a page shows their number beside the figure and opens them too. `considered` are all rows
    that had a say, in other rules that this one asks as well: the same count over these alone gives the same."""

    value: int | Decimal
    keys: tuple[Key, ...]
    left_out: tuple[int, ...]
    considered: tuple[int, ...]

    @property
    def unknown(self) -> int:
        return len(self.left_out)


@dataclass(frozen=True, slots=True)
class Part:
    """The share of a figure that falls to one value of a fact. `name` is None where the fact is not known."""

    name: str | None
    value: int | Decimal
    keys: tuple[Key, ...]
