"""What somebody says that they did on a day: its time, and where it is cut at midnight."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from klynge.core.hours import Kept, Span, Worked, pieces

MOST_NOTE = 300


@dataclass(frozen=True, slots=True)
class Spent:
    """What somebody did on a day for a grant's work package. `hours` None: the time from `from_at` to `to_at`, which are aware and
    either both known or neither; fewer hours than that is a break."""

    work_package_id: int
    on: date
    hours: Decimal | None = None
    from_at: datetime | None = None
    to_at: datetime | None = None
    activity_id: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        """In UTC: two times of one zone are told apart by their clocks, which is wrong on the night when the clock changes."""
        for name in ("from_at", "to_at"):
            if (moment := getattr(self, name)) is not None:
                object.__setattr__(self, name, moment.astimezone(UTC))

    @property
    def length(self) -> Decimal:
        """The hours from beginning to end, cut off to two places."""
        if self.from_at is None or self.to_at is None:
            return Decimal(0)
        minutes = (self.to_at - self.from_at) // timedelta(minutes=1)
        return (Decimal(minutes) / 60).quantize(Decimal("0.01"), rounding="ROUND_DOWN")

    @property
    def time(self) -> Decimal:
        return self.length if self.hours is None else self.hours

    def split(self) -> "list[Spent]":
        """One for each day, where the work runs past midnight; itself where its times cannot be."""
        if self.from_at is None or self.to_at is None or self.to_at <= self.from_at or self.time <= 0:
            return [self]
        worked = Worked(0, 0, self.from_at, self.to_at, self.on, self.time, "")
        parts = pieces(Kept(worked, self.time, (Span(self.from_at, self.to_at),), ()), zone())
        if len(parts) < 2:
            return [self]
        return [
            replace(self, on=one.day, hours=one.hours, from_at=one.span.from_at, to_at=one.span.to_at)
            for one in parts
            if one.span
        ]


def zone() -> Any:
    """Where days begin at midnight."""
    return timezone.get_default_timezone()
