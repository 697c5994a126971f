"""Days and deadlines in Danish and English prose, as people write them in mails."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from klynge.connectors.clock import moment

_COPENHAGEN = ZoneInfo("Europe/Copenhagen")  # the clock of those who forward mails to a Danish cluster
_ZONES = {"CET": 1, "CEST": 2, "UTC": 0, "GMT": 0, "Z": 0, "BST": 1, "EET": 2, "EEST": 3}
_MONTHS = {
    start: number
    for number, names in enumerate(
        ("jan", "feb", "mar", "apr", "may maj", "jun", "jul", "aug", "sep", "oct okt", "nov", "dec"),
        1,
    )
    for start in names.split()
}
_MONTH = (
    r"(?P<{0}>jan(?:uary|uar)?|feb(?:ruary|ruar)?|mar(?:ch|ts)?|apr(?:il)?|may|maj|june?|juni|july?|juli|aug(?:ust)?"
    r"|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = re.compile(
    r"\b(?:(?P<y1>20\d\d)-(?P<m1>\d{1,2})-(?P<d1>\d{1,2})"
    r"|(?P<d2>\d{1,2})[./-](?P<m2>\d{1,2})[./-](?P<y2>20\d\d)"
    r"|(?P<d3>\d{1,2})(?:\.|st|nd|rd|th)? (?:of )?" + _MONTH.format("m3") + r",? (?P<y3>20\d\d)"
    r"|" + _MONTH.format("m4") + r" (?P<d4>\d{1,2})(?:st|nd|rd|th)?,? (?P<y4>20\d\d))(?!\d)",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r"[^\n\d]{0,24}?(?:(?P<h>[01]?\d|2[0-4])[:.](?P<m>[0-5]\d)|(?P<hm>(?:[01]\d|2[0-3])[0-5]\d) ?(?:hrs|hours|h)\b)"
    r"(?: ?(?P<half>am|pm)\b)?(?: ?\(?(?:hrs|hours)?\)? ?\(?(?P<zone>CEST|CET|UTC|GMT|BST|EEST|EET|Z)\b)?",
    re.IGNORECASE,
)
_CUE = re.compile(
    r"deadline|closing (?:date|time)|clos(?:es|ing) on|no later than|not later than|due (?:date|by|on)|bids? (?:must|shall|are)"
    r"|submission (?:date|by|of)|respond by|response date|expression of interest"
    r"|frist|senest|tilbud(?:det|dene)? skal|ansøg(?:e|ning)s",
    re.IGNORECASE,
)
_BEFORE = 90  # how far before a day its cue may stand
_MOST = 40


@dataclass(frozen=True, slots=True)
class Mention:
    """A day in a text: the moment (UTC; the day's last minute when no hour is named), the words, and whether they set a deadline."""

    at: datetime
    words: str
    is_deadline: bool


def mentions(text: str) -> tuple[Mention, ...]:
    """The days in `text` in their order, at most 40. Days written with strokes are read day first, as Europe does."""
    found: list[Mention] = []
    last = 0
    for day in _DAY.finditer(text):
        on = _date(day)
        if on is None:
            continue
        before = text[max(last, day.start() - _BEFORE) : day.start()]
        cue = _CUE.search(before.rpartition("\n\n")[2])
        hour = _HOUR.match(text, day.end())
        end = hour.end() if hour else day.end()
        at = _at(on, hour)
        if at:
            words = " ".join((before[cue.start() :] if cue else "").split() + text[day.start() : end].split())
            found.append(Mention(at, words, cue is not None))
        last = end
        if len(found) == _MOST:
            break
    return tuple(found)


def _date(found: re.Match[str]) -> date | None:
    for number in "1234":
        if found[f"y{number}"]:
            month = found[f"m{number}"]
            try:
                return date(
                    int(found[f"y{number}"]),
                    int(month) if month.isdecimal() else _MONTHS[month[:3].lower()],
                    int(found[f"d{number}"]),
                )
            except ValueError:
                return None
    return None


def _at(on: date, hour: re.Match[str] | None) -> datetime | None:
    if hour is None:
        return moment(f"{on}", _COPENHAGEN)
    hours, minutes = (int(hour["h"]), int(hour["m"])) if hour["h"] else divmod(int(hour["hm"]), 100)
    if hour["half"] and 1 <= hours <= 12:
        hours = hours % 12 + (12 if hour["half"].lower() == "pm" else 0)
    if hours > 24 or (hours == 24 and minutes):
        return None
    if hour["zone"]:
        zone = timezone(timedelta(hours=_ZONES[hour["zone"].upper()]))
        return (datetime.combine(on, time(), zone) + timedelta(hours=hours, minutes=minutes)).astimezone(UTC)
    return moment(f"{on}T{hours:02}:{minutes:02}", _COPENHAGEN)
