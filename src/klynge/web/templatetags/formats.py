"""`{% load formats %}`: days, numbers, amounts in the reader's language: plain text, "–" for nothing; `mail_address` alone is markup."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from klynge.core.money import Money
from klynge.web import formats

register = template.Library()


@register.filter
def day(when: date | datetime | None) -> str:
    """{{ notice.deadline_at|day }}: 2 December 2026"""
    return formats.text(None) if not when else formats.long_day(when)


@register.filter
def short_day(when: date | datetime | None) -> str:
    return formats.text(None) if not when else formats.short_day(when)


@register.filter
def week_day(when: date | datetime | None) -> str:
    return formats.text(None) if not when else formats.week_day(when)


@register.filter
def long_month(when: date | None) -> str:
    """{{ sheet.month|long_month }}: March 2026"""
    return formats.text(None) if not when else formats.long_month(when)


@register.filter
def moment(when: datetime | None) -> str:
    return formats.text(None) if not when else formats.moment(when)


@register.filter
def clock(when: datetime | None) -> str:
    return formats.text(None) if not when else formats.clock(when)


@register.filter
def iso(when: date | datetime) -> str:
    """For the datetime attribute of <time>."""
    return when.isoformat()


@register.filter
def relative(when: date | datetime | None, today: date | None = None) -> str:
    """{{ day|relative }}: "in 9 days"; today is today's unless given."""
    if not when:
        return formats.text(None)
    return formats.relative_days(formats.days_until(when, today or timezone.localdate()))


@register.filter
def number(value: int | float | Decimal | None) -> str:
    return formats.text(value)


@register.filter
def decimals(value: float | Decimal | None, places: int) -> str:
    return formats.text(None) if value is None else formats.number(value, places)


@register.filter
def money(value: Money | Decimal | int | None, currency: str = "DKK") -> str:
    """{{ lot.value|money }}, {{ fee|money:"DKK" }}: DKK 1,250,000"""
    return formats.text(None) if value is None else formats.money(value, currency)


@register.filter
def short_money(value: Money | Decimal | int | None, currency: str = "DKK") -> str:
    return formats.text(None) if value is None else formats.short_money(value, currency)


@register.filter
def said(value: object) -> str:
    """Any value of a part as text in the reader's language."""
    return formats.text(value)


@register.filter
def mail_address(address: str) -> SafeString:
    """An address that goes on to the next line before its @ and not within a word."""
    name, at, host = address.partition("@")
    return format_html("{}<wbr>{}{}", name, at, host)


@register.filter
def unlocalised(value: float) -> str:
    """A number for an attribute: with a point in every language."""
    return f"{value:g}"
