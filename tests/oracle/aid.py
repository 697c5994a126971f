"""De minimis aid a second time, day by day and with no index: one sum per firm and day, groups by asking each pair again and again.

Written from the regulation's words and shares no code with the product. A tie is (owner, owned, share, control, first, last or None),
an award (organisation, day, cents), a ceiling (cents, first, last). The window is always three years.
"""

from datetime import timedelta

DAY = timedelta(days=1)


def group(firm, day, ties):
    """All firms that are one with this on the day."""
    one, before = {firm}, set()
    while one != before:
        before = set(one)
        for owner, owned, share, control, first, last in ties:
            if (control or share > 50) and first <= day and (last is None or last >= day) and one & {owner, owned}:
                one = one | {owner, owned}
    return one


def counts(awarded, day):
    """Whether aid of one day still counts on another: not after three whole years, nor before it was awarded."""
    if awarded > day:
        return False
    third = (awarded.year + 3, awarded.month, awarded.day)
    return (day.year, day.month, day.day) < third


def ceiling(day, ceilings):
    return next((cents for cents, first, last in ceilings if first <= day <= last), None)


def used(firm, day, awards, ties):
    one = group(firm, day, ties)
    return sum(cents for who, awarded, cents in awards if who in one and counts(awarded, day))


def fits(firm, cents, day, awards, ties, ceilings):
    """Tries it: with the promise entered, is any window too full in which it counts, among its own day and those of later awards?"""
    if ceiling(day, ceilings) is None:
        return False
    if not cents:
        return True  # a promise of nothing takes nothing
    tried = [*awards, (firm, day, cents)]
    later = {on for who, on, _ in awards if on > day and who in group(firm, on, ties)}
    return all(
        used(firm, on, tried, ties) <= ceiling(on, ceilings)
        for on in {day, *later}
        if counts(day, on) and ceiling(on, ceilings) is not None
    )


def room(firm, day, awards, ties, ceilings):
    """The most cents that fit, found by halving; 0 when nothing does."""
    low, high = 0, max(cents for cents, _, _ in ceilings)
    while low < high:
        middle = (low + high + 1) // 2
        if fits(firm, middle, day, awards, ties, ceilings):
            low = middle
        else:
            high = middle - 1
    return low


def first_day(firm, cents, day, awards, ties, ceilings):
    """The first later day on which it fits, day by day until the law ends."""
    end = max(last for _, _, last in ceilings)
    while day < end:
        day += DAY
        if fits(firm, cents, day, awards, ties, ceilings):
            return day
    return None
