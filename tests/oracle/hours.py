"""Which hours count once, minute by minute: nothing but a set of minutes that are taken."""

from datetime import UTC, timedelta
from decimal import Decimal
from fractions import Fraction


def minutes(one):
    """The minutes of a registration, as UTC moments at which each begins."""
    at, end = one.from_at.astimezone(UTC), one.to_at.astimezone(UTC)
    found = []
    while at < end:
        found.append(at)
        at += timedelta(minutes=1)
    return found


def counted(worked):
    """Id -> (hours that count, the minutes that it keeps)."""
    taken, told = {}, {}
    for one in sorted(worked, key=lambda each: each.id):
        if one.from_at is None or one.hours == 0:
            told[one.id] = (one.hours, [])
            continue
        mine = taken.setdefault(one.person, set())
        kept = [minute for minute in minutes(one) if minute not in mine]
        mine.update(kept)
        cents = Fraction(len(kept), 60) * 100
        told[one.id] = (min(one.hours, Decimal(cents.numerator // cents.denominator) / 100), kept)
    return told


def touch(one, other):
    """Whether they share a minute."""
    if one.from_at is None or other.from_at is None or one.person != other.person:
        return False
    return bool(set(minutes(one)) & set(minutes(other)))


def days(kept, zone):
    """Day -> how many of the minutes lie on it."""
    found = {}
    for minute in kept:
        day = minute.astimezone(zone).date()
        found[day] = found.get(day, 0) + 1
    return found
