"""The filters of the list of notices. Whatever an address holds becomes a question that can be answered; nothing is refused."""

from django.http import QueryDict

from klynge.core.notice import Kind
from klynge.market.countries import COUNTRIES
from klynge.market.queries.notices import SORTS, Wanted

DAYS = ("7", "14", "30", "90")
MONTHS = ("6", "12", "24")
LONGEST = 200  # characters of a question


def wanted(asked: QueryDict) -> Wanted:
    """Unknown values are left out, so that an old bookmark still answers. `all=1` includes closed notices."""
    text = "".join(c for c in asked.get("q", "")[:LONGEST] if c.isprintable())
    days, sort = asked.get("days", ""), asked.get("sort", "")
    return Wanted(
        text=text,
        open=asked.get("all") != "1",
        kinds=tuple(kind for kind in asked.getlist("kind") if kind in set(Kind)),
        divisions=tuple(code for code in asked.getlist("field") if len(code) == 2 and code.isascii() and code.isdigit())[:45],
        countries=tuple(code for code in asked.getlist("country") if code in COUNTRIES),
        defence=asked.get("defence") == "1",
        days=int(days) if days in DAYS else None,
        sort=sort if sort in SORTS else ("fit" if text.strip() else "published"),
    )


def months(asked: QueryDict) -> int:
    """How far ahead to look; a year unless one of the choices was made."""
    chosen = asked.get("months", "")
    return int(chosen) if chosen in MONTHS else 12
