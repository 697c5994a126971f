"""EU Funding & Tenders portal: open and forthcoming topics, the European Defence Fund's among them.

Facts (measured on a snapshot of 629 topics; the portal documents its search only by using it):
- POST https://api.tech.ec.europa.eu/search-api/prod/rest/search?apiKey=SEDIA&text=***&pageSize=100&pageNumber=n, a multipart form
  with three JSON parts: `query`, `languages`, `sort`. SEDIA is the portal's public key, not a secret.
- status 31094501 forthcoming, 31094502 open, 31094503 closed; types 1 and 2 are topics for grants and tenders.
- The answer has `totalResults` and `results[]`; every value in `metadata` is a list of texts, `actions` and `budgetOverview` are
  JSON inside JSON, `descriptionByte` and `topicConditions` HTML. There is no filter by day: each run asks for all, some 7 pages.
- A topic closes at 17:00 Brussels time. Its value here is the most that one project is expected to get (what a consortium can
  win), and where that is not said, the topic's budget. Reuse: CC BY 4.0.
"""

import json
from collections.abc import Generator, Iterator
from datetime import date

from klynge.connectors.eu_calls_topic import notice
from klynge.connectors.fields import count
from klynge.connectors.json import load, records
from klynge.connectors.shapes import Answer, Ask
from klynge.core.errors import Unavailable
from klynge.core.notice import Notice, Unread

_SIZE = 100
_BOUNDARY = "klynge-4e1f0a6c2b"  # stands in none of the parts
_PARTS = {
    "query": {"bool": {"must": [{"terms": {"type": ["1", "2"]}}, {"terms": {"status": ["31094501", "31094502"]}}]}},
    "languages": ["en"],
    "sort": {"field": "startDate", "order": "DESC"},
}


class EuCalls:
    """The connector."""

    name = "eu-calls"
    hosts: tuple[str, ...] = ("api.tech.ec.europa.eu",)
    seconds = 1.5

    def asks(self, since: date, until: date, mark: str = "") -> Generator[Ask, Answer, None]:
        """Every page of the open and forthcoming topics, whatever the days. `mark` is the number of the page.

        Raises Unavailable when an answer is no list of results, or when the pages end before the count that they state.
        """
        page = int(mark) if mark.isdigit() and len(mark) < 6 else 1
        got = (page - 1) * _SIZE
        while True:
            answer = yield Ask(
                f"https://{self.hosts[0]}/search-api/prod/rest/search?apiKey=SEDIA&text=***&pageSize={_SIZE}&pageNumber={page}",
                method="POST",
                body=_form(),
                headers={"Content-Type": f"multipart/form-data; boundary={_BOUNDARY}"},
                mark=str(page),
            )
            value = load(answer.body, answer.where)
            results = value.get("results") if isinstance(value, dict) else None
            if isinstance(value, Unread) or not isinstance(value, dict) or not isinstance(results, list):
                detail = value.detail if isinstance(value, Unread) else "There is no list of results in it."
                raise Unavailable(
                    "The Funding & Tenders portal answered page %(page)s with no topics: %(detail)s Ask again later.",
                    page=page,
                    detail=detail,
                )
            total = count(value, "totalResults")
            got += len(results)
            if total is None or (not results and got < total):
                raise Unavailable(
                    "The Funding & Tenders portal gave %(got)s of %(total)s topics. Ask again later.", got=got, total=total
                )
            if got >= total:
                return
            page += 1

    def reads(self, answer: Answer) -> Iterator[Notice | Unread]:
        """A notice for each topic of a search answer, or of a saved list, one row a line. More Unread reasons: not-eu-calls."""
        for record in records(answer.body, answer.where):
            if isinstance(record, Unread):
                yield record
                continue
            where, value = record
            if isinstance(value, dict) and isinstance(value.get("results"), list):
                value = value["results"]
            for number, one in enumerate(value if isinstance(value, list) else [value], 1):
                place = f"{where}, no. {number}" if isinstance(value, list) else where
                if isinstance(one, dict) and ("metadata" in one or "topicId" in one):
                    yield notice(one, place)
                else:
                    yield Unread("not-eu-calls", place, "This is neither a topic nor a search answer of the portal.")


def _form() -> bytes:
    parts = [
        f'--{_BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="blob"\r\n'
        f"Content-Type: application/json\r\n\r\n{json.dumps(value, separators=(',', ':'))}\r\n"
        for name, value in _PARTS.items()
    ]
    return ("".join(parts) + f"--{_BOUNDARY}--\r\n").encode()
