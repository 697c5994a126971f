"""What is old, expired or missing in a member's entry, so that somebody can ask for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

YEAR = timedelta(days=365)
SOON = timedelta(days=60)

OLD, EXPIRED, EXPIRING, MISSING, WRONG = "old", "expired", "expiring", "missing", "wrong"
STATES = (WRONG, EXPIRED, EXPIRING, MISSING, OLD)


@dataclass(frozen=True, slots=True)
class Flag:
    """`state` is one of STATES; `about` what it is about: a certificate's name, or "profile", "codes", "contact", "place",
    "staff" for what is missing; `on` the day of expiry, of the last change, or of the answer."""

    state: str
    about: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """What is looked at. `changed_on`: when a text of the profile was last changed; `confirmed_on`: when the member last said
    that all is right; `doubted_on`: when it said the contrary, if that was later; `staff_year`: the newest with a head count."""

    certificates: tuple[tuple[str, date | None], ...] = ()
    changed_on: date | None = None
    confirmed_on: date | None = None
    doubted_on: date | None = None
    profile: bool = False
    codes: bool = False
    contact: bool = False
    place: bool = False
    staff_year: int | None = None


def flags(seen: Seen, today: date) -> tuple[Flag, ...]:
    """The most pressing first."""
    return tuple(sorted(_flags(seen, today), key=lambda flag: (STATES.index(flag.state), flag.on or date.min, flag.about)))


def _flags(seen: Seen, today: date) -> Iterable[Flag]:
    for name, until in seen.certificates:
        if until is not None and until < today:
            yield Flag(EXPIRED, name, until)
        elif until is not None and until <= today + SOON:
            yield Flag(EXPIRING, name, until)
    for about in ("profile", "codes", "contact", "place"):
        if not getattr(seen, about):
            yield Flag(MISSING, about)
    if seen.staff_year is None or seen.staff_year < today.year - 2:
        yield Flag(MISSING, "staff")
    if seen.doubted_on is not None:
        yield Flag(WRONG, "profile", seen.doubted_on)
    last = max((day for day in (seen.changed_on, seen.confirmed_on) if day), default=None)
    if last is not None and last + YEAR <= today:
        yield Flag(OLD, "profile", last)
