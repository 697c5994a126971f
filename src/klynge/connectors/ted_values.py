"""Days, moments, money, codes and places as all dialects of TED write them. What cannot be read is None or "", never a guess."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import TypeVar

from klynge.connectors.languages import country
from klynge.core.money import Money
from klynge.core.notice import Place

_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_TIME = re.compile(r"(\d{1,2})[:.h](\d{2})(?::(\d{2}))?")
_ZONE = re.compile(r"(Z|[+-]\d{2}:\d{2})$")
_AMOUNT = re.compile(r"\d{1,18}(\.\d{1,6})?")
_CURRENCY = re.compile(r"[A-Z]{3}")
_CPV = re.compile(r"(\d{8})(-\d)?")
_PRINTED = re.compile(r"0*(\d{1,8})-(\d{4})")
_PRINTED_LONG = re.compile(r"(\d{4})/S\s*(?:\d{1,3}-)?0*(\d{1,8})")

_Item = TypeVar("_Item")

DAYS_IN_MONTH = Decimal("30.4375")  # 365.25 / 12
_MONTHS = {
    "MONTH": Decimal(1),
    "MON": Decimal(1),
    "YEAR": Decimal(12),
    "ANN": Decimal(12),
    "WEEK": 7 / DAYS_IN_MONTH,
    "WEE": 7 / DAYS_IN_MONTH,
    "DAY": 1 / DAYS_IN_MONTH,
    "CALENDAR_DAY": 1 / DAYS_IN_MONTH,
}


def day(written: str) -> date | None:
    """ "2023-08-29Z", "2020-04-08+01:00", "20200128 12:00" -> the day as written, whatever its zone."""
    found = _DAY.match(written.strip())
    if not found:
        return None
    try:
        return date(*map(int, found.groups()))
    except ValueError:
        return None


def moment(day_written: str, time_written: str, clock: tzinfo) -> datetime | None:
    """A day and a time of day as UTC. The zone is the time's own, else the day's own, else `clock`. "24:00" is the next
    midnight; without a time the day counts to its last minute."""
    on = day(day_written)
    if on is None:
        return None
    found = _TIME.match(time_written.strip())
    hour, minute, second = (int(part or 0) for part in found.groups()) if found else (23, 59, 0)
    zone = _zone(time_written) or _zone(day_written) or clock
    try:
        if (hour, minute, second) == (24, 0, 0):
            on, hour = on + timedelta(days=1), 0
        return datetime.combine(on, time(hour, minute, second), zone).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(written: str) -> tzinfo | None:
    found = _ZONE.search(written.strip())
    if not found:
        return None
    if found.group() == "Z":
        return UTC
    hours, minutes = int(found.group()[1:3]), int(found.group()[4:])
    if hours > 14 or minutes > 59:  # the widest real offset
        return None
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if found.group()[0] == "-" else offset)


def months(number: str, unit: str) -> Decimal | None:
    """A duration in months, rounded to a tenth. `unit` as in UBL and TED_EXPORT: MONTH, YEAR, WEEK, DAY, CALENDAR_DAY."""
    factor = _MONTHS.get(unit.strip().upper())
    if factor is None or not _AMOUNT.fullmatch(number.strip()):
        return None
    return plain(round(Decimal(number.strip()) * factor, 1))


def months_between(start: date | None, end: date | None) -> Decimal | None:
    """The months from one day to another, both included, rounded to a tenth. None when the end comes before the start."""
    if start is None or end is None or end < start:
        return None
    return plain(round(((end - start).days + 1) / DAYS_IN_MONTH, 1))


def plain(number: Decimal) -> Decimal:
    """12.0 -> 12, 4.50 -> 4.5, and never 1E+1."""
    short = number.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short


def money(amount: str, currency: str) -> Money | None:
    """ "7439450.70", "7 439 450,70" with "EUR". Negative amounts are the mask of a withheld value, so None."""
    digits = re.sub(r"\s", "", amount)
    if "," in digits and "." not in digits:
        digits = digits.replace(",", ".")
    currency = currency.strip().upper()
    if not _AMOUNT.fullmatch(digits) or not _CURRENCY.fullmatch(currency):
        return None
    return Money(Decimal(digits), currency)


def cpv(written: str) -> str:
    """ "35613000-4" -> "35613000"; "" when it is no CPV code. Whether the code exists is not checked here."""
    found = _CPV.fullmatch(written.strip())
    return found.group(1) if found else ""


def place(nuts: str, country_written: str = "") -> Place | None:
    """Where: the NUTS code as written, and the country, which the code's first two letters name if nothing else does."""
    nuts = nuts.strip().upper()
    land = country(country_written) or (country(nuts[:2]) if nuts[:2].isalpha() else "")
    if not land:
        return None
    return Place(land, nuts if len(nuts) > 2 else "")


def printed(written: str) -> str:
    """The publication number without leading zeros: "003424-2021", "00522031-2023", "2020/S 129-317845" -> "317845-2020";
    "" when it is none."""
    written = written.strip()
    if found := _PRINTED.fullmatch(written):
        return f"{found.group(1)}-{found.group(2)}"
    if found := _PRINTED_LONG.match(written):
        return f"{found.group(2)}-{found.group(1)}"
    return ""


def page(published_as: str) -> str:
    """The notice's public page on TED, "" when it is not published."""
    return f"https://ted.europa.eu/en/notice/-/detail/{published_as}" if published_as else ""


def once(items: Iterable[_Item | None]) -> tuple[_Item, ...]:
    """Each item once, in the order of its first appearance, without None and ""."""
    return tuple(dict.fromkeys(item for item in items if item))
