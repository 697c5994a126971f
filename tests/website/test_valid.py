"""What parsers say that are not ours: HTML by html5lib, which fails at the first error; feeds by feedparser."""

from datetime import UTC, datetime

import feedparser
import html5lib
import pytest

from tests.website.materials import contact, event, file, media, picture, published, release, rooms

pytestmark = pytest.mark.django_db
SLUGS = {"da": "/da/nyhedsrum/", "en": "/en/newsroom/"}


@pytest.fixture
def here(homes, settings):
    settings.ADDRESS = "https://cluster.example"
    both = rooms(homes)
    for newsroom in both.values():
        drawn = picture('A "quoted" & <strange> field')
        kim = published(newsroom, contact("kim", picture=drawn))
        body = [("heading", "A & B"), ("text", "<p>One</p><ul><li>Two</li></ul>"), ("facts", {"title": "F", "text": "<p>G</p>"})]
        body += [("picture", {"image": drawn, "caption": "C"}), ("quote", {"text": "Q", "name": "N", "title": "T"})]
        body += [
            ("file", {"file": file("R & D"), "text": ""}),
            ("links", {"title": "L", "lines": [{"text": "M", "page": None, "url": "https://x.example/?a=1&b=2"}]}),
        ]
        published(newsroom, media("photo", picture=drawn, credit="Jo", in_kit=True))
        published(newsroom, media("film", "video", video_url="https://video.example/?a=1&b=2"))
        published(newsroom, media("paper", "document", file=file(), in_kit=True))
        published(newsroom, event("meeting", venue="Karup", online=True, signup_url="https://sign.example/?a=1&b=2"))
        about = {"topics": ["space"], "tags": ["A & B"], "regions": ["1082"], "contacts": [kim]}
        published(newsroom, release("launch", title="Lift & off", body=body, boilerplate="We <are>"), **about)
    return both


@pytest.mark.parametrize("language", ["da", "en"])
def test_every_page_is_valid(here, client, language):
    room = SLUGS[language]
    paths = [
        room + slug for slug in ("", "launch/", "meeting/", "photo/", "film/", "paper/", "kim/", "?topic=space&q=lift", "?year=1")
    ]
    paths += [f"/{language}/", f"/newsroom/api/?language={language}", f"/newsroom/press-kit/?language={language}"]
    wrong = []
    for path in paths:
        parser = html5lib.HTMLParser()
        parser.parse(client.get(path).content.decode())
        wrong += [(path, place, code, facts) for place, code, facts in parser.errors]
    assert wrong == []


@pytest.mark.parametrize(("form", "version"), [("rss", "rss20"), ("atom", "atom10")])
def test_a_feed_is_read_without_a_fault(here, client, form, version):
    found = feedparser.parse(client.get(f"/newsroom/feed.{form}?language=en").content)
    assert (found.bozo, found.version, found.feed.language) == (False, version, "en")
    assert {one.title for one in found.entries} == {
        "Lift & off",
        *(f"Title of {slug}" for slug in ("meeting", "photo", "film", "paper")),
    }
    first = found.entries[0]
    assert (first.link, [tag.term for tag in first.tags]) == (
        "https://cluster.example/en/newsroom/launch/",
        ["space in English", "A & B", "Central Denmark Region"],
    )
    assert datetime(*first.published_parsed[:6], tzinfo=UTC).date().isoformat() == "2026-11-28"
    assert [one.type for one in first.enclosures] == ["image/png"]
