"""Hours of people: which overlap, which count once, how they fall on days, and what they are worth by the rate of the day.

A moment counts once for a person, whatever the activity, project or grant: of two registrations that overlap, the one recorded
first (the lower id) keeps its whole span, unless it was set to no hours, and the later one is left with the rest of its own. Hours are
Decimal with two places; what is cut into parts is cut off, never rounded up, so that parts add up to the whole and no total comes to
more than the time there was.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from klynge.core.errors import Wrong
from klynge.core.steps import Step

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Span:
    """From a moment up to, and without, another; both aware."""

    from_at: datetime
    to_at: datetime


@dataclass(frozen=True, slots=True)
class Worked:
    """One registration of hours. With a span (`from_at` and `to_at`, aware) it can overlap; with only a day it cannot be told.
    `id` gives the order of recording. `hours` is what was registered, which a break may make less than the span."""

    id: int
    person: int
    from_at: datetime | None
    to_at: datetime | None
    day: date
    hours: Decimal
    what: str

    def __post_init__(self) -> None:
        if self.hours < 0:
            raise Wrong("%(hours)s hours cannot be worked. Enter how long it took.", where="hours", hours=self.hours)
        if (self.from_at is None) is not (self.to_at is None):
            raise Wrong("Give both when the work began and when it ended, or only its day and hours.", where="to_at")
        for moment in (self.from_at, self.to_at):
            if moment is not None and moment.utcoffset() is None:
                raise Wrong("The time %(moment)s has no time zone. Say where it is that time.", where="from_at", moment=moment)
        if self.span and _utc(self.span.to_at) <= _utc(self.span.from_at):
            raise Wrong(
                "The work ends at %(to_at)s, not after it begins at %(from_at)s. Change one of the times.",
                where="to_at",
                to_at=self.to_at,
                from_at=self.from_at,
            )

    @property
    def span(self) -> Span | None:
        return Span(self.from_at, self.to_at) if self.from_at and self.to_at else None


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a registration counts: `hours` at most those registered, within `spans` (none when it has only a day). `steps` say why
    it is less, if it is."""

    worked: Worked
    hours: Decimal
    spans: tuple[Span, ...]
    steps: tuple[Step, ...]


def overlaps(new: Worked, known: Iterable[Worked]) -> list[Worked]:
    """Those of the same person, but for itself, that share a moment with it, in the order of recording. Touching is not overlapping."""
    mine = new.span
    if mine is None:
        return []
    found = [
        one
        for one in known
        if one.person == new.person
        and one.id != new.id
        and (span := one.span)
        and _utc(span.from_at) < _utc(mine.to_at)
        and _utc(mine.from_at) < _utc(span.to_at)
    ]
    return sorted(found, key=lambda one: one.id)


def counted(worked: Iterable[Worked]) -> Mapping[int, Kept]:
    """Id -> what counts, over all registrations of the people in question: those of other activities, projects and grants too.

    Wrong when two have one id."""
    kept: dict[int, Kept] = {}
    taken: dict[int, _Taken] = {}
    for one in sorted(worked, key=lambda each: each.id):
        if one.id in kept:
            raise Wrong("The registration %(id)d stands twice in the list. Leave one out.", where="id", id=one.id)
        span = one.span
        if span is None or not one.hours:
            kept[one.id] = Kept(one, one.hours, (), ())
            continue
        free, lost = taken.setdefault(one.person, _Taken()).take(span, one)
        kept[one.id] = _kept(one, span, free, lost)
    return kept


class _Taken:
    """The spans of one person that are taken, apart from each other and in order, each with the one who took it."""

    def __init__(self) -> None:
        self.starts: list[datetime] = []
        self.spans: list[tuple[Span, Worked]] = []

    def take(self, wanted: Span, by: Worked) -> tuple[list[Span], list[tuple[Span, Worked]]]:
        """What was still free of the span, which is taken now, and what was not, with its holders."""
        free: list[Span] = []
        lost: list[tuple[Span, Worked]] = []
        at, end = _utc(wanted.from_at), _utc(wanted.to_at)
        place = max(bisect_left(self.starts, at) - 1, 0)
        while at < end and place < len(self.spans) and self.starts[place] < end:
            span, holder = self.spans[place]
            if span.to_at > at:
                if span.from_at > at:
                    free.append(Span(at, span.from_at))
                lost.append((Span(max(at, span.from_at), min(end, span.to_at)), holder))
                at = min(end, span.to_at)
            place += 1
        if at < end:
            free.append(Span(at, end))
        for span in free:
            place = bisect_left(self.starts, span.from_at)
            self.starts.insert(place, span.from_at)
            self.spans.insert(place, (span, by))
        return free, lost


def _kept(one: Worked, span: Span, free: Sequence[Span], lost: Sequence[tuple[Span, Worked]]) -> Kept:
    room = _hours(_length(free))
    hours = min(one.hours, room)
    steps: list[Step] = []
    holders: dict[int, list[tuple[Span, Worked]]] = {}
    for part, holder in lost:
        holders.setdefault(holder.id, []).append((part, holder))
    for holder_id, parts in sorted(holders.items()):
        facts = {"hours": _hours(_length(part for part, _ in parts)), "what": parts[0][1].what, "id": holder_id}
        steps.append(
            Step("%(hours)s hours of its time were recorded earlier for %(what)s (no. %(id)d), which keeps them.", facts)
        )
    if hours < one.hours:
        whole = _hours(_length([span]))
        if one.hours > whole:
            facts = {"hours": one.hours, "whole": whole}
            steps.append(Step("%(hours)s hours were registered, but from beginning to end there are only %(whole)s.", facts))
        steps.append(Step("Of %(registered)s hours %(hours)s count.", {"registered": one.hours, "hours": hours}))
    return Kept(one, hours, tuple(free), tuple(steps))


@dataclass(frozen=True, slots=True)
class OnDay:
    day: date
    hours: Decimal


@dataclass(frozen=True, slots=True)
class Piece:
    """Hours that count within one day; `span` is None where only the day is known."""

    day: date
    hours: Decimal
    span: Span | None


def pieces(kept: Kept, zone: tzinfo) -> tuple[Piece, ...]:
    """The hours that count, cut at midnight of that zone and wherever a part was lost, in order; they add up to `kept.hours`. A break
    that makes them less than the time is spread over all of it."""
    if not kept.spans:
        return (Piece(kept.worked.day, kept.hours, None),) if kept.hours else ()
    cut = [(day, part) for span in kept.spans for day, part in _by_midnight(span, zone)]
    whole, so_far, given = _length(part for _, part in cut), timedelta(), Decimal(0)
    found: list[Piece] = []
    for day, part in cut:
        so_far += _length([part])
        upto = kept.hours if so_far == whole else _cut(kept.hours * _micro(so_far) / _micro(whole))
        if upto > given:
            found.append(Piece(day, upto - given, part))
        given = upto
    return tuple(found)


def by_day(kept: Kept, zone: tzinfo) -> tuple[OnDay, ...]:
    """As `pieces`, one for each day."""
    days: dict[date, Decimal] = {}
    for piece in pieces(kept, zone):
        days[piece.day] = days.get(piece.day, Decimal(0)) + piece.hours
    return tuple(OnDay(day, hours) for day, hours in days.items())


def _by_midnight(span: Span, zone: tzinfo) -> list[tuple[date, Span]]:
    found, at = [], _utc(span.from_at)
    while at < _utc(span.to_at):
        day = at.astimezone(zone).date()
        until = min(_utc(span.to_at), _midnight(day + timedelta(days=1), zone))
        found.append((day, Span(at, until)))
        at = until
    return found


def length(day: date, zone: tzinfo) -> Decimal:
    """The hours of a day: 24, but 23 and 25 when the clock changes."""
    return _hours(_midnight(day + timedelta(days=1), zone) - _midnight(day, zone))


def over_a_day(total: Decimal, day: date, zone: tzinfo) -> None:
    """Wrong when a person's hours of one day are more than the day has."""
    most = length(day, zone)
    if total > most:
        raise Wrong(
            "%(total)s hours on %(day)s are more than the %(most)s hours of that day. Look for one registered twice.",
            where="hours",
            total=total,
            day=day,
            most=most,
        )


@dataclass(frozen=True, slots=True)
class Rate:
    """What an hour is worth in a programme, from its first day to its last (None: still)."""

    name: str
    from_on: date
    to_on: date | None
    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Worth:
    """`amount` = hours x the rate of that day, rounded half up to two places."""

    day: date
    hours: Decimal
    amount: Decimal
    rate: Rate


def value(hours: Decimal, day: date, rates: Iterable[Rate]) -> Worth:
    """What the hours of a day are worth. `rates` are those of one programme. Wrong when none holds on that day, or several do."""
    known = sorted(rates, key=lambda rate: rate.from_on)
    standing = [rate for rate in known if rate.from_on <= day and (rate.to_on is None or day <= rate.to_on)]
    if not standing:
        raise Wrong(
            "No rate per hour is known for %(day)s (%(names)s). Enter the one that held on that day.",
            where="rate",
            day=day,
            names=", ".join(sorted({rate.name for rate in known})) or "–",
        )
    if len(standing) > 1:
        raise Wrong(
            "Two rates per hour hold on %(day)s: %(one)s and %(other)s. End the older one.",
            where="rate",
            day=day,
            one=f"{standing[0].name} {standing[0].amount}",
            other=f"{standing[1].name} {standing[1].amount}",
        )
    rate = standing[0]
    return Worth(day, hours, (hours * rate.amount).quantize(_CENT, ROUND_HALF_UP), rate)


def values(kept: Kept, rates: Iterable[Rate], zone: tzinfo) -> tuple[Worth, ...]:
    """What a registration is worth, day by day: a rate that changes meanwhile applies from its first day on."""
    known = tuple(rates)
    return tuple(value(one.hours, one.day, known) for one in by_day(kept, zone))


def _utc(moment: datetime) -> datetime:
    """In UTC: two times of one zone are compared by their clocks, which is wrong on the night when the clock changes."""
    return moment.astimezone(UTC)


def _midnight(day: date, zone: tzinfo) -> datetime:
    return _utc(datetime.combine(day, time(), zone))


def _length(spans: Iterable[Span]) -> timedelta:
    return sum((_utc(span.to_at) - _utc(span.from_at) for span in spans), timedelta())


def _micro(length: timedelta) -> Decimal:
    return Decimal(length // timedelta(microseconds=1))


def _hours(length: timedelta) -> Decimal:
    return _cut(_micro(length) / Decimal(3_600_000_000))


def _cut(hours: Decimal) -> Decimal:
    return hours.quantize(_CENT, ROUND_DOWN)
