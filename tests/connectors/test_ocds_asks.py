"""Find a Tender is asked page by page; the pages have the shape of the service's documentation, for the network is closed."""

import json
from datetime import date

import pytest

from klynge.connectors.ocds import Ocds
from klynge.connectors.shapes import Answer
from klynge.core.errors import Unavailable


def drive(pages: list[object], mark: str = "") -> list[str]:
    asks = Ocds().asks(date(2026, 11, 20), date(2026, 11, 22), mark)
    asked = [next(asks)]
    for page in pages:
        try:
            asked.append(asks.send(Answer(asked[-1].url, page if isinstance(page, bytes) else json.dumps(page).encode())))
        except StopIteration:
            break
    return [f"{ask.mark}|{ask.url}" for ask in asked]


FIRST = "https://www.find-tender.service.gov.uk/api/1.0/ocdsReleasePackages?updatedFrom=2026-11-20T00%3A00%3A00&updatedTo=2026-11-22T23%3A59%3A59&limit=100"


def test_find_a_tender_is_asked_page_by_page_until_there_is_no_next() -> None:
    further = {
        "releases": [],
        "links": {"next": "https://www.find-tender.service.gov.uk/api/1.0/ocdsReleasePackages?cursor=MTAw&limit=100"},
    }
    assert drive([further, {"releases": []}]) == [f"|{FIRST}", f"MTAw|{FIRST}&cursor=MTAw"]
    assert drive([{"releases": []}], mark="MTAw") == [f"MTAw|{FIRST}&cursor=MTAw"]


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"<html>busy</html>",
        b'{"releases": [',
        {"message": "Too many requests"},
        {"releases": [], "links": {"next": "https://x.example/"}},
    ],
)
def test_a_broken_page_is_never_the_last_page(page: object) -> None:
    with pytest.raises(Unavailable):
        drive([page])


def test_a_cursor_that_comes_again_ends_in_an_error_and_not_in_a_circle() -> None:
    again = {"releases": [], "links": {"next": "https://www.find-tender.service.gov.uk/x?cursor=MTAw"}}
    with pytest.raises(Unavailable):
        drive([again, again, again])
