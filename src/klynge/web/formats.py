"""Dates, numbers and amounts as people write them in Danish and in English.

Own formats for dates, because the framework's English is American. Moments are shown in the current time zone; all functions take the
language that is active and return plain text. Between a number and its unit stands a no-break space.
"""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import dateformat, formats, timezone
from django.utils.translation import get_language, gettext, ngettext, pgettext

from klynge.core.money import Money

_LONG = {"da": "j. F Y", "en": "j F Y"}
_SHORT = {"da": "j. N Y", "en": "j M Y"}
_MONTH = {"da": "N", "en": "M"}
_LONG_MONTH = {"da": "F Y", "en": "F Y"}
_DAY = {"da": "l j. F", "en": "l j F"}
NBSP = "\N{NO-BREAK SPACE}"


def _format(patterns: dict[str, str]) -> str:
    return patterns["da"] if (get_language() or "en").startswith("da") else patterns["en"]


def local_day(when: date | datetime) -> date:
    """The calendar day of a moment, where the reader is."""
    if isinstance(when, datetime):
        return timezone.localtime(when).date() if timezone.is_aware(when) else when.date()
    return when


def long_day(when: date | datetime) -> str:
    """2. december 2026 / 2 December 2026"""
    return dateformat.format(local_day(when), _format(_LONG))


def short_day(when: date | datetime) -> str:
    """2. dec. 2026 / 2 Dec 2026"""
    return dateformat.format(local_day(when), _format(_SHORT)).replace(" ", NBSP)


def week_day(when: date | datetime) -> str:
    """onsdag 2. december / Wednesday 2 December"""
    return dateformat.format(local_day(when), _format(_DAY))


def month(when: date) -> str:
    """dec. / Dec, for the axis of a chart"""
    return dateformat.format(when, _format(_MONTH))


def long_month(when: date) -> str:
    """marts 2026 / March 2026"""
    return dateformat.format(when, _format(_LONG_MONTH))


def clock(when: datetime) -> str:
    """14.30 / 14:30"""
    local = timezone.localtime(when) if timezone.is_aware(when) else when
    return dateformat.format(local, "H.i" if _format({"da": "da", "en": "en"}) == "da" else "H:i")


def moment(when: datetime) -> str:
    """2. december 2026 kl. 14.30 / 2 December 2026 at 14:30"""
    return gettext("%(day)s at %(time)s") % {"day": long_day(when), "time": clock(when)}


def days_until(when: date | datetime, today: date) -> int:
    return (local_day(when) - today).days


def relative_days(days: int) -> str:
    """0 today, 1 tomorrow, -1 yesterday; else "in 9 days", "3 days ago"."""
    if days == 0:
        return gettext("today")
    if days == 1:
        return gettext("tomorrow")
    if days == -1:
        return gettext("yesterday")
    if days > 0:
        return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": number(days)}
    return ngettext("%(days)s day ago", "%(days)s days ago", -days) % {"days": number(-days)}


def number(value: int | float | Decimal, decimals: int | None = None) -> str:
    """1.250.000,5 / 1,250,000.5; without `decimals`, whole numbers have none and others at most two."""
    if decimals is None:
        decimals = 0 if value == int(value) else 2
    text = formats.number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True)
    return text.replace("-", "\N{MINUS SIGN}", 1) if text.startswith("-") else text


def money(value: Money | Decimal | int, currency: str = "DKK") -> str:
    """DKK 1.250.000 / DKK 1,250,000; øre only where there are any."""
    if isinstance(value, Money):
        return money(value.amount, value.currency)
    decimals = 0 if value == int(value) else 2
    return f"{currency}{NBSP}{number(value, decimals)}"


def short_money(value: Money | Decimal | int, currency: str = "DKK") -> str:
    """DKK 1,3 mio. / DKK 1.3 million: for lists; the page of the thing itself shows the whole amount."""
    if isinstance(value, Money):
        return short_money(value.amount, value.currency)
    amount = Decimal(value)
    if abs(amount) >= 999_500_000:
        said = pgettext("amount", "%(currency)s %(amount)s billion") % _rounded(amount, currency, 1_000_000_000)
        return said.replace(" ", NBSP)
    if abs(amount) >= 1_000_000:
        said = pgettext("amount", "%(currency)s %(amount)s million") % _rounded(amount, currency, 1_000_000)
        return said.replace(" ", NBSP)
    return money(amount, currency)


def _rounded(amount: Decimal, currency: str, unit: int) -> dict[str, str]:
    rounded = (amount / unit).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return {"currency": currency, "amount": number(rounded, 0 if rounded == int(rounded) else 1)}


def duration(seconds: int) -> str:
    """ "about 40 seconds", "about 3 minutes", "about 2 hours": rounded up, since a guess should not disappoint."""
    if seconds < 60:
        return ngettext("about %(n)s second", "about %(n)s seconds", seconds) % {"n": seconds}
    if seconds < 5400:
        minutes = -(-seconds // 60)
        return ngettext("about %(n)s minute", "about %(n)s minutes", minutes) % {"n": minutes}
    hours = -(-seconds // 3600)
    return ngettext("about %(n)s hour", "about %(n)s hours", hours) % {"n": hours}


def text(value: object) -> str:
    """Any value of a part in the reader's language. None is an en dash: nothing is known."""
    match value:
        case None | "":
            return "\N{EN DASH}"
        case bool():
            return gettext("yes") if value else gettext("no")
        case Money():
            return money(value)
        case int() | float() | Decimal():
            return number(value)
        case datetime():
            return moment(value)
        case date():
            return long_day(value)
        case _:
            return str(value)
