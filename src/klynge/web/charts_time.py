"""Pictures of time: deadlines on a line, and a week as a grid. Today is an argument."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from klynge.web import svg
from klynge.web.formats import clock, days_until, local_day, relative_days, short_day, week_day
from klynge.web.parts import Cell, Column, Line, Picture, Table


@dataclass(frozen=True, slots=True)
class Due:
    label: str
    at: date | datetime
    url: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """Something that fills a slot of a week; `signal` when it needs an answer, which `note` says."""

    title: str
    begins_at: datetime
    ends_at: datetime
    note: str = ""
    url: str = ""
    signal: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasts from one day to another, both included; `note` is told beside its days."""

    label: str
    from_on: date
    to_on: date
    url: str = ""
    note: str = ""


def deadlines(title: str, description: str, dues: Sequence[Due], today: date, soon: int = 7) -> Picture:
    """One line a deadline, the nearest first; how far right the mark stands is how much time is left."""
    dues = sorted((d for d in dues if days_until(d.at, today) >= 0), key=lambda d: (local_day(d.at), d.label))
    span = max([14, *(days_until(d.at, today) for d in dues)])
    parts = []
    for place, due in enumerate(dues):
        top, days = place * 60, days_until(due.at, today)
        at = svg.percent(0.01 + 0.98 * days / span)
        when = f"{relative_days(days)} · {short_day(due.at)}"
        kind = "fill-signal" if days <= soon else "fill-1"
        parts.append(
            svg.link(
                due.url,
                f"{due.label}: {when}",
                svg.text(_cut(due.label, 46), 0, top + 14, "strong"),
                svg.text(when, 0, top + 31, "small"),
                svg.el("line", class_="grid", x1=0, x2="100%", y1=top + 44, y2=top + 44),
                svg.el("line", class_="axis", x1=0, x2=at, y1=top + 44, y2=top + 44),
                svg.el("circle", class_=kind, cx=at, cy=top + 44, r=5.5),
            )
        )
    rows: list[Line] = [[Cell(d.label, d.url), local_day(d.at), relative_days(days_until(d.at, today))] for d in dues]
    columns = [Column(gettext("What")), Column(gettext("Deadline"), "date"), Column(gettext("Time left"))]
    drawn = svg.picture(title, description, max(1, len(dues)) * 60 - 8, parts)
    return Picture(title, description, drawn, Table(title, columns, rows))


def spans(title: str, description: str, items: Sequence[Span], today: date) -> Picture:
    """One lying bar for each, in the order given, on one scale of days; an upright mark is today, where the scale reaches it."""
    first, last = min((s.from_on for s in items), default=today), max((s.to_on for s in items), default=today)
    days = max(1, (last - first).days + 1)
    now = svg.percent(((today - first).days + 0.5) / days) if items and first <= today <= last else None
    parts: list[SafeString] = []
    for place, one in enumerate(items):
        top, at = place * 60, (one.from_on - first).days / days
        wide = ((one.to_on - one.from_on).days + 1) / days
        when = f"{short_day(one.from_on)} – {short_day(one.to_on)}"
        parts.append(
            svg.link(
                one.url,
                f"{one.label}: {when}",
                svg.text(_cut(one.label, 46), 0, top + 14, "strong"),
                svg.text(when + (f" · {one.note}" if one.note else ""), 0, top + 31, "small"),
                svg.el("rect", class_="track", x=0, y=top + 38, width="100%", height=10, rx=5),
                svg.el("rect", class_="fill-1", x=svg.percent(at), y=top + 38, width=svg.percent(wide), height=10, rx=5),
            )
        )
        if now is not None:
            parts.append(svg.el("line", class_="target", x1=now, x2=now, y1=top + 34, y2=top + 52))
    notes = [gettext("The upright mark is today.")] if now is not None else []
    rows: list[Line] = [[Cell(s.label, s.url), s.from_on, s.to_on, s.note] for s in items]
    columns = [Column(gettext("What")), Column(gettext("From"), "date"), Column(gettext("To"), "date"), Column(gettext("Note"))]
    drawn = svg.picture(title, description, max(1, len(items)) * 60 - 6, parts)
    return Picture(title, description, drawn, Table(title, columns, rows), notes=notes)


def week(title: str, description: str, held: Sequence[Held], monday: date, days: int = 5) -> Picture:
    """A week from `monday` as columns, hours downwards from the first to the last thing held."""
    zone = timezone.get_current_timezone()
    shown = [h for h in held if 0 <= days_until(h.begins_at, monday) < days]
    first = min([9, *(h.begins_at.astimezone(zone).hour for h in shown)])
    last = max([16, *(-(-_minutes(h.ends_at) // 60) for h in shown)])
    hour, head, gutter = 52, 30, 0.07
    width = (1 - gutter) / days
    height = head + (last - first) * hour
    parts: list[SafeString] = []
    for h in range(first, last + 1):
        y = float(head + (h - first) * hour)
        parts.append(svg.el("line", class_="grid", x1=svg.percent(gutter), x2="100%", y1=y, y2=y))
        if h < last:
            parts.append(svg.text(clock(datetime.combine(monday, time(h))), 0, y + 14, "small"))
    for d in range(days):
        x = gutter + d * width
        parts.append(svg.el("line", class_="grid", x1=svg.percent(x), x2=svg.percent(x), y1=head - 6, y2=height))
        parts.append(svg.text(_short_weekday(monday + timedelta(d)), svg.percent(x + width / 2), 16, "strong mid"))
    for one in shown:
        y = head + (_minutes(one.begins_at) / 60 - first) * hour
        high = max(20.0, (_minutes(one.ends_at) - _minutes(one.begins_at)) / 60 * hour)
        x = gutter + days_until(one.begins_at, monday) * width
        box = [
            svg.el("rect", class_="held-signal" if one.signal else "held", x=2, y=1, width="96%", height=high - 2, rx=4),
            svg.text(one.title, 9, 17, "small strong"),
        ]
        if one.note and high >= 36:
            box.append(svg.text(one.note, 9, 32, "small"))
        inner = svg.el("svg", *box, x=svg.percent(x), y=y, width=svg.percent(width), height=high, overflow="hidden")
        parts.append(svg.link(one.url, f"{week_day(one.begins_at)} {clock(one.begins_at)}: {one.title}, {one.note}", inner))
    columns = [
        Column(gettext("What")),
        Column(gettext("Day")),
        Column(gettext("Begins")),
        Column(gettext("Ends")),
        Column(gettext("Note")),
    ]
    rows: list[Line] = [
        [Cell(h.title, h.url), week_day(h.begins_at), clock(h.begins_at), clock(h.ends_at), h.note]
        for h in sorted(shown, key=lambda h: (h.begins_at, h.title))
    ]
    return Picture(title, description, svg.picture(title, description, height + 2, parts), Table(title, columns, rows), wide=True)


def _minutes(when: datetime) -> int:
    local = when.astimezone(timezone.get_current_timezone())
    return local.hour * 60 + local.minute


def _short_weekday(day: date) -> str:
    name, number = week_day(day).split()[:2]
    return f"{name[:3]} {number}"


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
