"""De minimis aid (Regulation (EU) 2023/2831): what may still be promised to a firm on a day, and when there will be more.

On no day may the aid of the window of that day, to all firms that are one undertaking on it, be above the ceiling of that day. So a
promise must fit the window of its own day, and that of each later day on which aid is already promised and in which it would still
count. Firms that merge bring all their aid along; one that leaves takes its own away (article 3(8) and 3(9), as far as aid is booked
to the legal unit that benefits).
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from klynge.core.aid.group import Tie, Ties
from klynge.core.aid.window import Award, Awards, back_on, since
from klynge.core.errors import Wrong
from klynge.core.law import ONE_DAY, Law, Reading, Value
from klynge.core.money import Money
from klynge.core.steps import Step

CEILING, YEARS = "de_minimis.ceiling", "de_minimis.years"
NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Back:
    """On this day aid of `euro` leaves the window, and then there is this room."""

    on: date
    euro: Decimal
    room: Decimal


@dataclass(frozen=True, slots=True)
class Headroom:
    """`room` may still be promised on the day, in euro, to the whole group. `used` is the sum of `counted`, the awards in the window of
    the day. `back`: when room comes back, as far as the law is known. `values`: the legal values that it rests on."""

    room: Decimal
    ceiling: Value
    used: Decimal
    group: frozenset[int]
    counted: tuple[Award, ...]
    back: tuple[Back, ...]
    steps: tuple[Step, ...]
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Allowed:
    """The amount fits; `left` is the room after it."""

    left: Decimal
    steps: tuple[Step, ...]
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class TooMuch:
    """The amount is `short` above the room. `back_on` is the first day on which it would fit, None when there is none under the law
    that is known, as for an amount above the ceiling itself."""

    room: Decimal
    short: Decimal
    back_on: date | None
    steps: tuple[Step, ...]
    values: tuple[Value, ...]


def headroom(organisation: int, on: date, awards: Awards | Iterable[Award], ties: Ties | Iterable[Tie], law: Law) -> Headroom:
    """What may be promised to the firm on the day. For many questions build `Awards` and `Ties` once. Raises Wrong when no ceiling
    is known for the day."""
    return _headroom(_Windows(organisation, on, awards, ties, law))


def _headroom(windows: "_Windows") -> Headroom:
    on = windows.on
    room, binding = windows.room(on)
    first, group = windows.first(on), windows.group(on)
    counted = windows.awards.of(group).between(first, on)
    ceiling, used = windows.law.at(CEILING, on), sum((award.euro for award in counted), NONE)
    steps = [
        Step("Organisations that count as one undertaking on %(day)s: %(count)d.", {"day": on, "count": len(group)}),
        Step(
            "The ceiling on %(day)s is %(ceiling)s over %(years)d years.",
            {"day": on, "ceiling": _euro(ceiling.amount), "years": windows.years(on)},
        ),
        Step(
            "Aid from %(first)s up to and including %(day)s: %(used)s, in %(count)d awards.",
            {"first": first, "day": on, "used": _euro(used), "count": len(counted)},
        ),
    ]
    if used > ceiling.amount:
        steps.append(Step("That is %(over)s above the ceiling.", {"over": _euro(used - ceiling.amount)}))
    if binding != on:
        steps.append(
            Step(
                "Aid is already promised on %(later)s. What is promised now still counts on that day, which leaves %(room)s.",
                {"later": binding, "room": _euro(room)},
            )
        )
    steps.append(Step("There is room for %(room)s.", {"room": _euro(room)}))
    back = []
    for day in sorted({back_on(award.on, windows.years(on)) for award in counted}):
        if not windows.known(day):
            steps.append(Step("No ceiling is known from %(day)s on, so what comes back then is left out.", {"day": day}))
            break
        leaving = sum((award.euro for award in counted if back_on(award.on, windows.years(on)) == day), NONE)
        back.append(Back(day, leaving, windows.room(day)[0]))
    return Headroom(room, ceiling, used, group, counted, tuple(back), tuple(steps), windows.law.values)


def check(
    organisation: int, euro: Decimal, on: date, awards: Awards | Iterable[Award], ties: Ties | Iterable[Tie], law: Law
) -> Allowed | TooMuch:
    """Whether the amount may be promised to the firm on the day, and if not, why and from when. Exactly the room is allowed. Raises
    Wrong when no ceiling is known for the day, or when the amount is none."""
    if not euro.is_finite() or euro < 0:
        raise Wrong("EUR %(euro)s cannot be promised. Write an amount of zero or more.", euro=euro)
    windows = _Windows(organisation, on, awards, ties, law)
    now = _headroom(windows)
    asked = Step("Asked for on %(day)s: %(euro)s.", {"day": on, "euro": _euro(euro)})
    if euro <= now.room:
        left = Step("It fits, and %(left)s is left.", {"left": _euro(now.room - euro)})
        return Allowed(now.room - euro, (*now.steps, asked, left), now.values)
    steps = [*now.steps, asked, Step("That is %(short)s too much.", {"short": _euro(euro - now.room)})]
    day = next((day for day in windows.brighter() if windows.known(day) and windows.room(day)[0] >= euro), None)
    if day is not None:
        steps.append(Step("The first day on which it fits is %(day)s, if nothing else is promised until then.", {"day": day}))
    elif all(value.amount < euro for value in law.of(CEILING) if value.to_on is None or value.to_on >= on):
        steps.append(Step("It is above the ceiling itself, so it never fits.", {}))
    else:
        steps.append(Step("It fits on no day for which a ceiling is known.", {}))
    return TooMuch(now.room, euro - now.room, day, tuple(steps), windows.law.values)


def _euro(amount: Decimal) -> Money:
    return Money(amount, "EUR")


class _Windows:
    """The windows of one firm's undertaking from a day on; what was worked out for a day is kept."""

    def __init__(
        self, organisation: int, on: date, awards: Awards | Iterable[Award], ties: Ties | Iterable[Tie], law: Law
    ) -> None:
        self.organisation, self.on = organisation, on
        self.awards = awards if isinstance(awards, Awards) else Awards(awards)
        self.ties = ties if isinstance(ties, Ties) else Ties(ties)
        self.whole_law, self.law = law, Reading(law)
        ever, self._regrouped = self.ties.ever(organisation)
        self._ever = self.awards.of(ever)
        self._groups: dict[int, frozenset[int]] = {}
        self._slack: dict[date, Decimal] = {}
        self._later: list[tuple[date, date]] | None = None

    def known(self, day: date) -> bool:
        return self.whole_law.find(CEILING, day) is not None and self.whole_law.find(YEARS, day) is not None

    def years(self, day: date) -> int:
        return int(self.law.at(YEARS, day).amount)

    def first(self, day: date) -> date:
        """The first day of the window."""
        return since(day, self.years(day))

    def group(self, day: date) -> frozenset[int]:
        """The undertaking on the day; it is the same between two days on which a tie changes."""
        span = bisect_right(self._regrouped, day)
        if span not in self._groups:
            self._groups[span] = self.ties.group(self.organisation, day)
        return self._groups[span]

    def slack(self, day: date) -> Decimal:
        """The ceiling of the day less the aid in its window; below zero when it is already above."""
        if day not in self._slack:
            ceiling = self.law.at(CEILING, day).amount
            self._slack[day] = ceiling - self.awards.of(self.group(day)).sum(self.first(day), day)
        return self._slack[day]

    def room(self, day: date) -> tuple[Decimal, date]:
        """What fits on the day, and the day whose window decides it."""
        least, binding = self.slack(day), day
        for later, first in self.promised():
            if later > day >= first and self.slack(later) < least:
                least, binding = self.slack(later), later
        return max(least, NONE), binding

    def promised(self) -> list[tuple[date, date]]:
        """The days from now on on which aid of this undertaking stands, each with the first day of its window. A day without a
        ceiling binds nobody."""
        if self._later is None:
            ahead = self._ever.between(self.on + ONE_DAY, date.max)
            days = sorted({award.on for award in ahead if award.organisation in self.group(award.on) and self.known(award.on)})
            self._later = [(day, self.first(day)) for day in days]
        return self._later

    def brighter(self) -> Iterator[date]:
        """The later days on which there may be more room than the day before: aid leaves a window, a tie or the law changes."""
        years = {int(value.amount) for value in self.whole_law.of(YEARS)}
        days = {back_on(award.on, n) for award in self._ever.awards for n in years}
        days |= {*self._regrouped, *self.whole_law.changes(CEILING, YEARS)}
        return iter(sorted(day for day in days if day > self.on))
