"""Days and moments as sources write them.

Sources write 2026-09-10, 2026-09-10+02:00, 2026-09-10T12:00:00.000+0200, 2026-09-10 24:00 and, for "no end", 9999-12-31. What
is not a day between 1950 and 2150 is nothing. In an hour that the clock skips or repeats in spring and autumn, the earlier
reading is taken: a deadline may not seem later than it is.
"""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

_WRITTEN = re.compile(
    r"\s*(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(?:(Z|UTC|GMT)|([+-])(\d{2}):?(\d{2})?)?\s*",
    re.IGNORECASE,
)
_LAST_MINUTE = time(23, 59)


def day(text: str) -> date | None:
    """The day as it is written, whatever the zone: 2026-09-10T23:30:00-04:00 is the tenth."""
    found = _WRITTEN.fullmatch(text)
    return _day(found) if found else None


def moment(text: str, zone: tzinfo = UTC, bare: time = _LAST_MINUTE) -> datetime | None:
    """The moment in UTC. `zone` holds where none is written; a bare day is taken at `bare`, for a deadline its last minute."""
    found = _WRITTEN.fullmatch(text)
    on = _day(found) if found else None
    if found is None or on is None:
        return None
    at = bare
    later = timedelta()
    if found[4]:
        hour, minute, second = int(found[4]), int(found[5]), min(int(found[6] or 0), 59)
        if hour == 24 and minute == 0:
            hour, later = 0, timedelta(days=1)
        if hour > 23 or minute > 59:
            return None
        at = time(hour, minute, second)
    if found[7]:
        zone = UTC
    elif found[8]:
        ahead = timedelta(hours=int(found[9]), minutes=int(found[10] or 0))
        if ahead > timedelta(hours=14):
            return None
        zone = timezone(ahead if found[8] == "+" else -ahead)
    return _earlier(datetime.combine(on, at) + later, zone)


def _earlier(local: datetime, zone: tzinfo) -> datetime:
    readings = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return min(readings)


def _day(found: re.Match[str]) -> date | None:
    if not 1950 <= int(found[1]) <= 2150:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
