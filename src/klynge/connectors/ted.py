"""TED Search API v3: every notice of the Official Journal's S series, day by day.

Facts (OpenAPI description of the TED website API, 2025-11; https://docs.ted.europa.eu/reuse/search-api.html):
- POST https://api.ted.europa.eu/v3/notices/search, JSON, no key. `fields` must not be empty, and an unknown field is refused with
  400; `limit` is at most 250, and `limit` times the number of fields at most 10,000.
- ITERATION gives any number of notices; its token lives until the next issue of the journal and a day more. A token comes even
  with the last page, so what ends a day is the stated `totalNoticeCount`, or a page without notices.
- The default scope, ACTIVE, hides notices whose deadline has passed; ALL does not. Legal reuse: Decision 2011/833/EU.
- No rate is stated; 429 was seen at two questions a second, hence 1.2 s. A client must name itself in User-Agent.
- The site's own addresses for XML and packages are guarded against programs, so this connector asks the API alone and never
  disguises itself. What comes back is less than the XML holds: see `ted_found`.
"""

import json
from collections.abc import Generator, Iterator
from datetime import date, timedelta

from klynge.connectors.fields import count, section, word
from klynge.connectors.json import Json, load
from klynge.connectors.shapes import Answer, Ask
from klynge.connectors.ted_found import FIELDS, notice
from klynge.core.errors import Unavailable, Wrong
from klynge.core.notice import Notice, Unread

LIMIT = 250
assert LIMIT * len(FIELDS) <= 10_000, "TED refuses pages of more than 10,000 fields"


class Ted:
    """The connector."""

    name = "ted"
    hosts: tuple[str, ...] = ("api.ted.europa.eu",)
    seconds = 1.2

    def asks(self, since: date, until: date, mark: str = "") -> Generator[Ask, Answer, None]:
        """One question a day of publication, page by page; days without an issue answer with a count of 0.

        `mark` is the day, so that a run resumes at the beginning of the day in which it stopped: some 16 pages at most, read twice
        without harm, while a token would have died in the night. Raises Unavailable when an answer is broken, timed out, or ends
        before its count.
        """
        day = _resumed(mark) if mark else since
        while day <= until:
            got, token = 0, ""
            while True:
                answer = yield _ask(self.hosts[0], day, token)
                notices, token, total = _page(answer, day)
                got += notices
                if total is not None and got >= total:
                    break
                if not notices or not token:
                    stated = "?" if total is None else total
                    raise Unavailable(
                        "TED gave %(got)s of the %(total)s notices of %(day)s. Ask again later.", got=got, total=stated, day=day
                    )
            day += timedelta(days=1)

    def reads(self, answer: Answer) -> Iterator[Notice | Unread]:
        """A notice for each one in the page. More Unread reasons: not-ted."""
        value = load(answer.body, answer.where)
        if isinstance(value, Unread):
            yield value
            return
        found = value.get("notices") if isinstance(value, dict) else None
        if not isinstance(found, list):
            yield Unread("not-ted", answer.where, _complaint(value) or "There is no list of notices in it.")
            return
        for number, one in enumerate(found, 1):
            where = f"{answer.where}, no. {number}"
            if isinstance(one, dict):
                yield notice(one, where)
            else:
                yield Unread("not-ted", where, "A notice is an object; this is not.")


def _ask(host: str, day: date, token: str) -> Ask:
    body: dict[str, object] = {
        "query": f"publication-date>={day:%Y%m%d} AND publication-date<={day:%Y%m%d}",
        "fields": FIELDS,
        "limit": LIMIT,
        "scope": "ALL",
        "paginationMode": "ITERATION",
        "onlyLatestVersions": True,
    }
    if token:
        body["iterationNextToken"] = token
    return Ask(
        f"https://{host}/v3/notices/search",
        method="POST",
        body=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Accept": "application/json"},
        mark=str(day),
    )


def _page(answer: Answer, day: date) -> tuple[int, str, int | None]:
    """How many notices a page has, the token of the next, and how many there are in all."""
    value = load(answer.body, answer.where)
    if isinstance(value, Unread):
        raise _no_notices(day, value.detail)
    found = value.get("notices") if isinstance(value, dict) else None
    if not isinstance(found, list):
        raise _no_notices(day, _complaint(value) or "Something else came.")
    told = section({"answer": value}, "answer")
    if told.get("timedOut") is True:
        raise _no_notices(day, "Its search ran out of time.")
    token = told.get("iterationNextToken")
    return len(found), token if isinstance(token, str) else "", count(told, "totalNoticeCount")


def _no_notices(day: date, detail: str) -> Unavailable:
    return Unavailable(
        "TED answered the question about %(day)s with no list of notices: %(detail)s Ask again later.", day=day, detail=detail
    )


def _complaint(value: Json) -> str:
    return (word(value, "message") or word(section(value, "error"), "message", "type"))[:200]


def _resumed(mark: str) -> date:
    try:
        return date.fromisoformat(mark)
    except ValueError:
        raise Wrong("The mark %(mark)s is none of TED's. Start the run anew.", where="mark", mark=mark[:80]) from None
