"""What a material is called and says of itself, in the reader's language."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from klynge.web import formats

KINDS: dict[str, Promise] = {
    "pressrelease": _("Press release"),
    "news": _("News"),
    "statement": _("Statement"),
    "event": _("Event"),
    "image": _("Picture"),
    "video": _("Video"),
    "document": _("Document"),
    "contact": _("Press contact"),
}


def kind_name(kind: str) -> str:
    return str(KINDS.get(kind, kind))


def date_line(place: str, told_on: date) -> str:
    """Karup, 28 November 2026"""
    day = formats.long_day(told_on)
    return f"{place}, {day}" if place else day


def when(begins_at: datetime, ends_at: datetime) -> str:
    """2 December 2026, 10:00–12:00, Danish time; with both days when there are two."""
    one, other = timezone.localtime(begins_at), timezone.localtime(ends_at)
    if one.date() == other.date():
        said = f"{formats.long_day(one)}, {formats.clock(one)}–{formats.clock(other)}"
    else:
        said = f"{formats.moment(one)} – {formats.moment(other)}"
    return gettext("%(when)s, Danish time") % {"when": said}


def where(venue: str, online: bool) -> str:
    if venue and online:
        return gettext("%(place)s, and online") % {"place": venue}
    return venue or (gettext("Online") if online else "")


def phone_link(phone: str) -> str:
    """tel:+4511223344"""
    return "tel:" + "".join(letter for letter in phone if letter.isdigit() or letter == "+")
