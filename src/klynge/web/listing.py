"""Lists, a page at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import QuerySet

from klynge.core.errors import Wrong

T = TypeVar("T")
SIZE = 25


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """`items` of page `number` (from 1) of `pages`; `total` counts all of them."""

    items: Sequence[T]
    number: int
    pages: int
    total: int

    def __iter__(self) -> Iterator[T]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def earlier(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def later(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def number_of(text: str) -> int:
    """The page number in an address. Raises Wrong for what is no number from 1 to 1,000,000."""
    if not text:
        return 1
    if not text.isascii() or not text.isdigit() or len(text) > 7 or int(text) < 1:
        raise Wrong("“%(text)s” is no page number. Start from the first page.", where="page", text=text[:20])
    return int(text)


def listing(rows: "QuerySet[Any] | Sequence[T]", number: int, size: int = SIZE) -> Listing[Any]:
    """Page `number` of the rows; a number past the end gives the last page."""
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    pages = max(1, -(-total // size))
    number = min(max(1, number), pages)
    return Listing(list(rows[(number - 1) * size : number * size]), number, pages, total)
