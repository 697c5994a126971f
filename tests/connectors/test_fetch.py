"""The polite fetcher against a real server on this machine: when it asks again, and what it never hands on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from klynge.connectors import fetch as module
from klynge.connectors.fetch import fetch
from klynge.connectors.shapes import Answer, Ask
from klynge.core.errors import Unavailable, Wrong
from tests.connectors.feed import HOST, PUBLIC, Feed


@pytest.fixture
def feed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Feed]:
    monkeypatch.setattr(module, "_last_asked", {})
    made = Feed()
    made.answers = [(200, {}, b'{"ok": true}')]
    yield made
    made.server.shutdown()
    made.server.server_close()


def test_a_whole_answer_comes_back_with_the_place_it_came_from(feed: Feed) -> None:
    assert feed.ask(mark="7") == Answer(f"https://{HOST}/data 7", b'{"ok": true}')
    ((command, path, headers, _),) = feed.seen
    assert (command, path) == ("GET", "/data?page=1")
    assert headers["User-Agent"].startswith("Klynge/")
    assert headers["Accept-Encoding"] == "identity"


def test_a_question_with_a_body_is_posted_as_it_is(feed: Feed) -> None:
    feed.ask(method="POST", body=b'{"q": 1}', headers={"Content-Type": "application/json"})
    ((command, _, headers, body),) = feed.seen
    assert (command, headers["Content-Type"], body) == ("POST", "application/json", b'{"q": 1}')


def test_two_questions_to_a_host_are_as_far_apart_as_the_source_wants(feed: Feed) -> None:
    feed.ask()
    feed.now += 0.5
    feed.ask()
    feed.now += 5
    feed.ask()
    assert feed.slept == [1.5]


def test_a_redirect_to_an_own_host_is_followed(feed: Feed) -> None:
    feed.answers = [(302, {"Location": "https://other.example/new"}, b""), (200, {}, b"moved")]
    assert feed.ask().body == b"moved"
    assert [path for _, path, _, _ in feed.seen] == ["/data?page=1", "/new"]


@pytest.mark.parametrize(
    "location",
    [
        "https://evil.example/",
        "http://feed.example/",
        "file:///etc/passwd",
        "//evil.example/",
        "https://127.0.0.1/",
        "gopher://feed.example/",
    ],
)
def test_a_redirect_elsewhere_is_refused(feed: Feed, location: str) -> None:
    feed.answers = [(302, {"Location": location}, b""), (200, {}, b"secret")]
    with pytest.raises(Wrong):
        feed.ask()
    assert len(feed.seen) == 1


def test_a_circle_of_redirects_ends(feed: Feed) -> None:
    feed.answers = [(307, {"Location": "/data"}, b"")]
    with pytest.raises(Unavailable, match="circles"):
        feed.ask()
    assert len(feed.seen) == 4


def test_a_posted_question_is_not_turned_into_another_one(feed: Feed) -> None:
    feed.answers = [(302, {"Location": "/data"}, b"")]
    with pytest.raises(Unavailable):
        feed.ask(method="POST", body=b"{}")
    assert len(feed.seen) == 1


def test_who_is_busy_is_asked_again_when_it_says(feed: Feed) -> None:
    feed.answers = [(429, {"Retry-After": "7"}, b""), (503, {}, b""), (200, {}, b"now")]
    assert feed.ask().body == b"now"
    assert feed.slept == [7.0, 4.0]


def test_a_date_in_retry_after_is_understood(feed: Feed) -> None:
    at = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    feed.answers = [(503, {"Retry-After": at}, b""), (200, {}, b"now")]
    feed.ask()
    assert 55 <= feed.slept[0] <= 60


def test_who_stays_busy_is_left_alone_after_five_tries(feed: Feed) -> None:
    feed.answers = [(500, {}, b"<html>oops</html>")]
    with pytest.raises(Unavailable, match="it is busy \\(500\\)"):
        feed.ask()
    assert len(feed.seen) == 5
    assert feed.slept == [2.0, 4.0, 8.0, 16.0]


def test_who_asks_for_an_hour_is_not_waited_for(feed: Feed) -> None:
    feed.answers = [(429, {"Retry-After": "3600"}, b"")]
    with pytest.raises(Unavailable):
        feed.ask()
    assert (len(feed.seen), feed.slept) == (1, [])


@pytest.mark.parametrize("status", [200, 202, 204])
def test_an_empty_answer_is_an_error_and_no_empty_list(feed: Feed, status: int) -> None:
    feed.answers = [(status, {}, b"")]
    with pytest.raises(Unavailable, match="nothing"):
        feed.ask()


def test_a_refusal_gives_its_own_words(feed: Feed) -> None:
    feed.answers = [(400, {}, b'{"message": "QUERY_SYNTAX_ERROR"}')]
    with pytest.raises(Unavailable, match="400: .*QUERY_SYNTAX_ERROR"):
        feed.ask()
    assert len(feed.seen) == 1


def test_an_answer_that_breaks_off_is_asked_again_and_never_handed_on(feed: Feed) -> None:
    feed.answers = [(200, {"Content-Length": "100"}, b"half"), (200, {}, b"whole")]
    assert feed.ask().body == b"whole"


def test_more_than_the_cap_is_refused_by_its_announcement_and_by_counting(feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_BYTES", 10)
    feed.answers = [(200, {}, b"x" * 11)]
    with pytest.raises(Unavailable, match="more than 10 bytes"):
        feed.ask()
    feed.answers = [(200, {"Content-Length": "", "Connection": "close"}, b"x" * 11)]
    with pytest.raises(Unavailable, match="more than 10 bytes"):
        feed.ask()


def test_a_compressed_answer_that_nobody_asked_for_is_not_unpacked(feed: Feed) -> None:
    feed.answers = [(200, {"Content-Encoding": "gzip"}, b"\x1f\x8b")]
    with pytest.raises(Unavailable, match="compressed"):
        feed.ask()


def test_an_answer_that_trickles_for_ever_ends(feed: Feed) -> None:
    ticks = iter(range(0, 10_000_000, 1000))
    with pytest.raises(Unavailable, match="seconds to answer"):
        fetch(
            Ask(f"https://{HOST}/"),
            hosts=(HOST,),
            seconds=0,
            clock=lambda: next(ticks),
            sleep=feed.sleep,
            opener=feed.opener,
            resolve=lambda host: [PUBLIC],
        )


def test_a_line_that_breaks_is_tried_again(feed: Feed) -> None:
    feed.server.shutdown()
    feed.server.server_close()
    with pytest.raises(Unavailable, match="the line broke"):
        feed.ask()
    assert len(feed.slept) == 4


def test_a_header_with_a_line_break_is_refused(feed: Feed) -> None:
    with pytest.raises(Wrong):
        feed.ask(headers={"X": "1\r\nY: 2"})
    assert feed.seen == []
