"""What other people's programs read of the newsroom."""

from datetime import date

import pytest
from lxml import html

from tests.website.materials import contact, draft, event, file, media, picture, published, release, rooms

pytestmark = pytest.mark.django_db
AWAY = "https://cluster.example"
PATH = "/api/newsroom/materials/"
KEYS = {"id", "type", "language", "url", "api_url", "title", "lead", "place", "date", "published_at", "updated_at"}
KEYS |= {"topics", "tags", "regions", "image"}
MORE = {"translations", "body_html", "body_text", "about_the_cluster", "contacts", "related", "event", "media", "contact"}


@pytest.fixture(autouse=True)
def address(settings) -> None:
    settings.ADDRESS = AWAY


@pytest.fixture
def here(homes):
    both = rooms(homes)
    english = both["en"]
    kim = published(english, contact("kim"))
    danish = published(both["da"], release("dansk"), topics=["space"])
    body = [("heading", "Heading"), ("text", f'<p>See <a linktype="page" id="{danish.pk}">this</a> &amp; that.</p>')]
    body.append(("picture", {"image": picture("A rocket"), "caption": "Up"}))
    one = release("first", told_on=date(2026, 1, 2), body=body, translation_key=danish.translation_key)
    first = published(english, one, topics=["space"], tags=["Rocket"], regions=["1082"], contacts=[kim])
    published(english, event("second", told_on=date(2026, 1, 3), venue="Karup"), related=[first])
    published(english, media("third", "document", told_on=date(2026, 1, 1), file=file(), credit="Jo"))
    return english


def said(client, path: str = PATH, **query: object):
    answer = client.get(path, {"language": "en", **query})
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
    return answer.json()


def test_a_list_says_how_much_there_is_and_each_key_of_each(here, client):
    found = said(client)
    assert {key: found[key] for key in found if key != "materials"} == {
        "language": "en",
        "total": 3,
        "page": 1,
        "pages": 1,
        "limit": 20,
        "previous": None,
        "next": None,
    }
    assert [one["title"] for one in found["materials"]] == ["Title of second", "Title of first", "Title of third"]
    assert {frozenset(one) for one in found["materials"]} == {frozenset(KEYS)}
    first = found["materials"][1]
    assert first["date"] == "2026-01-02"
    assert first["published_at"].endswith("+00:00")
    assert first["topics"] == [{"slug": "space", "name": "space in English"}]
    assert first["tags"] == [{"slug": "rocket", "name": "Rocket"}]
    assert first["regions"] == [{"code": "1082", "name": "Central Denmark Region"}]
    assert (first["image"]["alt"], client.get(first["image"]["url"].removeprefix(AWAY)).status_code) == ("A rocket", 200)
    assert client.get(first["url"].removeprefix(AWAY)).status_code == 200


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"type": "event"}, ["second"]),
        ({"type": ["event", "pressrelease"]}, ["second", "first"]),
        ({"type": "contact"}, ["kim"]),
        ({"topic": "space"}, ["first"]),
        ({"region": "1082", "tag": "rocket", "year": "2026"}, ["first"]),
        ({"q": "heading"}, ["first"]),
        ({"order": "oldest"}, ["third", "first", "second"]),
        ({"language": "da"}, ["dansk"]),
        ({"topic": "none"}, []),
    ],
)
def test_it_is_asked_as_the_page_is(here, client, query, found):
    assert [one["url"].rstrip("/").split("/")[-1] for one in said(client, **query)["materials"]] == found


def test_pages_lead_to_each_other(here, client):
    first = said(client, limit=2, type=["event", "pressrelease", "document"])
    assert (len(first["materials"]), first["pages"], first["previous"]) == (2, 2, None)
    second = client.get(first["next"].removeprefix(AWAY)).json()
    assert ([one["title"] for one in second["materials"]], second["next"]) == (["Title of third"], None)
    assert client.get(second["previous"].removeprefix(AWAY)).json()["materials"] == first["materials"]


def one(client, slug: str, kind: str) -> dict[str, object]:
    [found] = [row for row in said(client, type=kind)["materials"] if row["url"].endswith(f"/{slug}/")]
    whole = client.get(found["api_url"].removeprefix(AWAY)).json()
    assert whole.keys() == KEYS | MORE
    return whole


def test_one_material_says_all_of_it(here, client):
    found = one(client, "first", "pressrelease")
    body = html.fragment_fromstring(found["body_html"], create_parent="div")
    assert body.xpath(".//a/@href") == [f"{AWAY}/da/nyhedsrum/dansk/"]
    assert [link.startswith(f"{AWAY}/pictures/") for link in body.xpath(".//img/@src")] == [True]
    assert found["body_text"] == "Heading\n\nSee this & that.\n\nUp"
    assert [row["name"] for row in found["contacts"]] == ["Name of kim"]
    assert found["translations"] == [{"language": "da", "title": "Title of dansk", "url": f"{AWAY}/da/nyhedsrum/dansk/"}]
    assert (found["event"], found["media"], found["contact"]) == (None, None, None)


def test_each_type_says_what_it_has_besides(here, client):
    meeting = one(client, "second", "event")
    assert (meeting["event"]["venue"], meeting["event"]["starts_at"]) == ("Karup", "2026-12-02T09:00:00+00:00")
    assert [row["title"] for row in meeting["related"]] == ["Title of first"]
    paper = one(client, "third", "document")["media"]
    assert (paper["credit"], paper["file"]["type"], paper["file"]["size"]) == ("Jo", "PDF", 9)
    assert client.get(paper["file"]["url"].removeprefix(AWAY)).content == b"%PDF-1.7\n"
    assert one(client, "kim", "contact")["contact"] == {
        "role": "Head of press",
        "phone": "+45 11 22 33 44",
        "email": "press@cluster.example",
    }


def test_topics_count_what_asking_for_them_gives(here, client):
    found = said(client, "/api/newsroom/topics/")["topics"]
    assert found == [{"slug": "space", "name": {"da": "space på dansk", "en": "space in English"}, "materials": 1}]
    assert {one["slug"]: said(client, topic=one["slug"])["total"] for one in found} == {"space": 1}


def test_any_site_may_read_and_nobody_may_write(here, client):
    for path in (PATH, "/api/newsroom/topics/", f"{PATH}999999999/"):
        answer = client.get(path)
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in answer.headers
        assert not answer.cookies
        for method in ("post", "put", "patch", "delete", "options"):
            refused = getattr(client, method)(path)
            assert (refused.status_code, "Access-Control-Allow-Origin" in refused.headers) == (405, False), (method, path)


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ({"limit": "0"}, "limit"),
        ({"limit": "101"}, "limit"),
        ({"limit": "٣"}, "limit"),
        ({"page": "0"}, "page"),
        ({"page": "x"}, "page"),
        ({"order": "best"}, "order"),
        ({"language": "de"}, "language"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(here, client, query, where):
    answer = client.get(PATH, query)
    assert (answer.status_code, answer.json()["where"]) == (422, where)
    assert answer.json()["error"].count(" ") > 3


def test_a_draft_answers_as_what_is_not_there(here, client):
    hidden = draft(here, release("hidden"))
    answers = [client.get(f"{PATH}{pk}/") for pk in (hidden.pk, 999_999_999, here.pk)]
    assert {(one.status_code, one.content) for one in answers} == {(404, answers[1].content)}


def test_it_is_told_in_both_languages_how_to_ask(here, client):
    for language, title in (("da", "Nyhedsrummet for programmer"), ("en", "The newsroom for programs")):
        page = client.get(f"/newsroom/api/?language={language}").content.decode()
        assert title in page
        for name in (*KEYS - {"api_url"}, *MORE - {"about_the_cluster"}, "limit", "order", "topic", "feed.rss"):
            assert name in page, name
