"""The demonstration's events: invented, on days around the day of the first load."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from klynge.demo import bank
from klynge.website.actions.events import Planned
from klynge.website.actions.tree import Words

HERE = ZoneInfo("Europe/Copenhagen")


def list_words(code: str) -> Words:
    """The list itself."""
    if code == "da":
        return Words("Arrangementer", "arrangementer", "Mød de andre medlemmer, køberne og dem, der ved noget om dit felt.")
    return Words("Events", "events", "Meet the other members, the buyers, and those who know your field.")


def events(today: date) -> list[Planned]:
    return [
        Planned(
            words={
                code: Words(
                    one.title.best(code), one.slug.best(code), one.lead.best(code), (("text", f"<p>{one.text.best(code)}</p>"),)
                )
                for code in ("da", "en")
            },
            venue={code: one.venue.best(code) for code in ("da", "en")},
            starts_at=_at(today, one.days, one.begins),
            ends_at=_at(today, one.days, one.ends),
            online=one.online,
        )
        for one in bank.story().event
    ]


def _at(today: date, days: int, clock: str) -> datetime:
    """So many days from today, on the Monday after where that is a day off."""
    day = today + timedelta(days=days)
    day += timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
    return datetime.combine(day, time.fromisoformat(clock), HERE)
