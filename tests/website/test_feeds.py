"""The newsroom as feeds, read by parsers that are not ours and against what the formats ask for."""

import json
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

import pytest
from lxml import etree, html

from tests.website.materials import at, contact, event, picture, published, release, room, rooms

pytestmark = pytest.mark.django_db
AWAY = "https://cluster.example"
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(autouse=True)
def address(settings) -> None:
    settings.ADDRESS = AWAY


@pytest.fixture
def here(homes):
    both = rooms(homes)
    body = [("picture", {"image": picture("A rocket"), "caption": ""})]
    published(
        both["en"], release("first", told_on=date(2026, 1, 2), title="One & <two>", body=body), topics=["space"], tags=["Rocket"]
    )
    published(both["en"], event("second", told_on=date(2026, 1, 3)), topics=["defence"])
    published(both["en"], contact("kim"))
    published(both["da"], release("dansk", told_on=date(2026, 1, 4)), topics=["space"])
    return both["en"]


def asked(client, form: str, query: str = "?language=en"):
    answer = client.get(f"/newsroom/feed.{form}{query}")
    assert answer.status_code == 200
    return answer


def test_rss_says_what_the_page_says(here, client):
    answer = asked(client, "rss")
    assert answer.headers["Content-Type"] == "application/rss+xml; charset=utf-8"
    tree = etree.fromstring(answer.content)
    assert (tree.tag, tree.get("version")) == ("rss", "2.0")
    [channel] = tree
    assert {one.tag for one in channel} >= {"title", "link", "description", "language", "lastBuildDate"}
    assert (channel.findtext("link"), channel.findtext("language")) == (f"{AWAY}/en/newsroom/", "en")
    second, first = channel.findall("item")
    assert (first.findtext("title"), first.findtext("link")) == ("One & <two>", f"{AWAY}/en/newsroom/first/")
    assert parsedate_to_datetime(first.findtext("pubDate")) == datetime(2026, 1, 2, 12, tzinfo=UTC)
    assert first.find("guid").get("isPermaLink") == "false"
    assert [one.text for one in first.findall("category")] == ["space in English", "Rocket"]
    given = first.find("enclosure")
    drawn = client.get(given.get("url").removeprefix(AWAY))
    assert (given.get("type"), int(given.get("length"))) == ("image/png", len(drawn.content))
    assert second.find("enclosure") is None


def test_atom_holds_what_the_format_asks_for(here, client):
    tree = etree.fromstring(asked(client, "atom").content)
    assert tree.tag == "{http://www.w3.org/2005/Atom}feed"
    assert tree.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    for asked_for in ("a:id", "a:title", "a:updated", "a:author/a:name"):
        assert tree.findtext(asked_for, namespaces=ATOM), asked_for
    hrefs = {one.get("rel"): one.get("href") for one in tree.findall("a:link", ATOM)}
    assert hrefs == {"alternate": f"{AWAY}/en/newsroom/", "self": f"{AWAY}/newsroom/feed.atom?language=en"}
    entries = tree.findall("a:entry", ATOM)
    assert [one.findtext("a:title", namespaces=ATOM) for one in entries] == ["Title of second", "One & <two>"]
    for one in entries:
        assert one.findtext("a:id", namespaces=ATOM).startswith("tag:cluster.example,2026:")
        assert datetime.fromisoformat(one.findtext("a:updated", namespaces=ATOM)).tzinfo is not None
        assert datetime.fromisoformat(one.findtext("a:published", namespaces=ATOM)).tzinfo is not None
    assert len({one.findtext("a:id", namespaces=ATOM) for one in entries}) == 2


FEED_KEYS = {"version", "title", "home_page_url", "feed_url", "description", "language", "authors", "items"}
ITEM_KEYS = {"id", "url", "title", "content_text", "summary", "image", "date_published", "date_modified", "tags", "language"}


def test_the_json_feed_is_one_of_version_1_1(here, client):
    """Its rules, from jsonfeed.org/version/1.1: what must be there, what may, and of which kind."""
    answer = asked(client, "json")
    assert answer.headers["Content-Type"] == "application/feed+json; charset=utf-8"
    feed = json.loads(answer.content)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed.keys() <= FEED_KEYS
    assert (feed["home_page_url"], feed["feed_url"]) == (f"{AWAY}/en/newsroom/", f"{AWAY}/newsroom/feed.json?language=en")
    assert [one["title"] for one in feed["items"]] == ["Title of second", "One & <two>"]
    for one in feed["items"]:
        assert one.keys() <= ITEM_KEYS
        assert isinstance(one["id"], str)
        assert one["content_text"]
        assert {datetime.fromisoformat(one[key]).tzinfo is not None for key in ("date_published", "date_modified")} == {True}
        assert all(isinstance(tag, str) for tag in one.get("tags", []))
        assert {one[key].startswith("https://") for key in ("url", "image") if key in one} == {True}


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?language=en&topic=space", {"first"}),
        ("?language=en&type=event", {"second"}),
        ("?language=en&type=contact", {"kim"}),
        ("?language=en&tag=rocket&year=2026", {"first"}),
        ("?language=en&q=two", {"first"}),
        ("?language=en&year=1999", set()),
        ("?language=da", {"dansk"}),
        ("?language=en&limit=1", {"second"}),
    ],
)
def test_each_form_narrows_as_the_page_does(here, client, form, query, found):
    text = asked(client, form, query).content.decode()
    assert {slug for slug in ("first", "second", "kim", "dansk") if f"/{slug}/" in text} == found


def test_a_filtered_page_names_its_feeds(here, client):
    page = html.document_fromstring(client.get("/en/newsroom/?topic=space&q=two").content.decode())
    told = {one.get("type"): one.get("href") for one in page.xpath("//link[@rel='alternate'][@type]")}
    assert told == {
        kind: f"{AWAY}/newsroom/feed.{form}?q=two&topic=space&language=en"
        for form, kind in {"rss": "application/rss+xml", "atom": "application/atom+xml", "json": "application/feed+json"}.items()
    }
    for href in told.values():
        assert "/en/newsroom/first/" in client.get(href.removeprefix(AWAY)).content.decode()


@pytest.mark.parametrize("form", ["rss", "atom", "json"])
def test_what_somebody_has_is_not_sent_again_until_it_changes(here, client, form):
    path = f"/newsroom/feed.{form}?language=en"
    first = client.get(path)
    again = client.get(path, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(path, headers={"if-modified-since": first.headers["Last-Modified"]}).status_code == 304
    here.get_children().get(slug="second").specific.unpublish()
    other = client.get(path, headers={"if-none-match": first.headers["ETag"]})
    assert (other.status_code, b"Title of second" in other.content) == (200, False)


def test_an_entry_keeps_its_name_when_the_page_moves(here, client):
    def ids() -> set[str]:
        return {one["id"] for one in json.loads(asked(client, "json").content)["items"]}

    before = ids()
    page = here.get_children().get(slug="first").specific
    page.slug, page.title = "moved", "Moved"
    page.save_revision().publish()
    assert "/en/newsroom/moved/" in asked(client, "json").content.decode()
    assert ids() == before


def test_letters_that_no_feed_can_hold_are_left_out(homes, client):
    here = room(homes["en"])
    published(here, release(title="Bell\x07 and more", lead="\x0b\ufffe."), tags=["t\x01ag"])
    for form in ("rss", "atom"):
        assert b"Bell and more" in etree.tostring(etree.fromstring(asked(client, form).content))


@pytest.mark.parametrize("query", ["?limit=0", "?limit=101", "?limit=x", "?page=-1", "?order=sideways"])
def test_a_question_that_cannot_be_read_is_refused(here, client, query):
    assert client.get(f"/newsroom/feed.rss{query}").status_code == 422


def test_the_day_that_is_told_is_the_day_of_the_entry(homes, client):
    here = room(homes["en"])
    page = published(here, release())
    moment = at("2026-11-28T21:30Z")
    type(page).objects.filter(pk=page.pk).update(first_published_at=moment)
    tree = etree.fromstring(asked(client, "rss").content)
    assert parsedate_to_datetime(tree.findtext("channel/item/pubDate")) == moment


def test_an_empty_newsroom_is_an_empty_feed_and_the_same_each_time(homes, client):
    for form in ("rss", "atom", "json"):
        assert asked(client, form).content == asked(client, form).content
