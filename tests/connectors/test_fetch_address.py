"""Where the fetcher may connect to: all else is refused before anything is asked."""

from collections.abc import Iterator

import pytest

from klynge.connectors import fetch as module
from klynge.connectors.fetch_address import is_public, target
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


@pytest.mark.parametrize(
    "url",
    [
        "http://feed.example/",
        "gopher://feed.example/",
        "file:///etc/passwd",
        "https://evil.example/",
        "https://user@feed.example/",
        "https://feed.example@evil.example/",
        "https://feed.example:8443/",
        "https://127.1/",
        "https://0x7f000001/",
        "https://2130706433/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://169.254.169.254/latest/meta-data/",
        "https://feed.example.evil.example/",
        "https://feed.example./",
        "https://fe\u200bed.example/",
        "https://feedｅ.example/",
        "https://feed.example/\r\nX-Evil: 1",
        "https://feed.example/ path",
        "https://feed.example\\@evil.example/",
        "https://[bad/",
        "https://feed.example:port/",
        "",
    ],
)
def test_an_address_that_is_not_the_source_s_own_is_refused_before_anything_is_asked(feed: Feed, url: str) -> None:
    with pytest.raises(Wrong):
        feed.ask(url)
    assert feed.seen == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "::1",
        "::",
        "fe80::1%eth0",
        "fd00::1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "ff02::1",
        "no address",
    ],
)
def test_a_name_that_leads_inside_is_refused_even_when_another_of_its_addresses_is_public(feed: Feed, address: str) -> None:
    assert not is_public(address)
    with pytest.raises(Wrong):
        feed.ask(addresses=(PUBLIC, address))
    assert feed.seen == []


@pytest.mark.parametrize(
    "address", [PUBLIC, "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "64:ff9b::5db8:d70e", "::ffff:93.184.215.14"]
)
def test_the_open_internet_is_public(address: str) -> None:
    assert is_public(address)


def test_the_connection_goes_to_the_address_that_was_checked_and_not_to_the_name_again() -> None:
    asked: list[str] = []

    def turning(host: str) -> list[str]:
        asked.append(host)
        return [PUBLIC] if len(asked) == 1 else ["127.0.0.1"]

    assert target(f"https://{HOST}/a?b=c", (HOST,), turning).address == PUBLIC
    assert asked == [HOST]


def test_a_name_without_an_address_is_a_fault_of_the_day(feed: Feed) -> None:
    with pytest.raises(Unavailable):
        feed.ask(addresses=())
