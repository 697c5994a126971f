"""The newsroom's page: what is on it, what narrows it, and what is found."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from klynge.search.actions import rebuild
from klynge.search.models import Passage, Word
from klynge.website.queries.newsroom import FACETS, Wanted, newsroom
from tests.website.materials import contact, draft, event, media, picture, published, release, room, rooms

pytestmark = pytest.mark.django_db
PATH = "/en/newsroom/"


@pytest.fixture
def filled(homes):
    """Six materials with one contact, each with another mix of what they are about."""
    here = room(homes["en"], lead="What happens in the cluster.")
    published(here, release("drones", told_on=date(2026, 11, 3)), topics=["defence"], tags=["Drone"], regions=["1082"])
    published(
        here, release("radar", told_on=date(2026, 11, 2), kind="news"), topics=["defence", "space"], regions=["1082", "1083"]
    )
    published(here, release("rocket", told_on=date(2025, 5, 1), kind="statement"), topics=["space"], tags=["Rocket", "Drone"])
    published(here, event("meeting", told_on=date(2026, 1, 1)), topics=["space"], regions=["1083"])
    published(here, media("photo", told_on=date(2025, 1, 1)), tags=["Drone"])
    published(here, contact("kim"))
    return here


def shown(client, query: str = "", path: str = PATH) -> list[str]:
    """The slugs of the materials on the page, in its order."""
    page = html.document_fromstring(client.get(path + query).content.decode())
    links = page.xpath(
        "//div[@id='newsroom']//article[@class='news-first']//h2/a/@href | //ul[@class='list']//p[@class='row-title']/a/@href"
    )
    return [link.rstrip("/").split("/")[-1] for link in links]


ALL = ["drones", "radar", "meeting", "rocket", "photo"]


def test_the_newest_comes_first_and_whom_to_call_is_no_news(filled, client):
    assert shown(client) == ALL
    page = client.get(PATH).content.decode()
    assert page.count("Name of kim") == 1
    assert "What happens in the cluster." in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?type=news", ["radar"]),
        ("?type=news&type=event", ["radar", "meeting"]),
        ("?type=contact", ["kim"]),
        ("?topic=space", ["radar", "meeting", "rocket"]),
        ("?topic=space&topic=defence", ["drones", "radar", "meeting", "rocket"]),
        ("?tag=drone", ["drones", "rocket", "photo"]),
        ("?region=1083", ["radar", "meeting"]),
        ("?year=2025", ["rocket", "photo"]),
        ("?year=2025&tag=drone&topic=space", ["rocket"]),
        ("?year=1999", []),
        ("?topic=no-such", []),
        ("?order=oldest", ALL[::-1]),
    ],
)
def test_filters_narrow_it(filled, client, query, found):
    assert shown(client, query) == found


@pytest.mark.parametrize(
    "others", [{}, {"topic": ("space",)}, {"type": ("event", "statement")}, {"year": ("2026",), "tag": ("drone",)}]
)
def test_a_count_is_exactly_what_choosing_gives(filled, others):
    facets = newsroom(Wanted(chosen=others), language="en").facets
    wrong, tried = [], 0
    for facet in FACETS:
        for one in facets[facet]:
            got = newsroom(Wanted(chosen={**others, facet: (one.key,)}), language="en").materials.total
            tried += 1
            wrong += [(facet, one.key, one.count, got)] if one.count != got else []
    assert wrong == []
    assert tried >= len(FACETS)


def test_facets_say_names_in_the_language_of_the_page(filled, client):
    page = client.get(PATH).content.decode()
    assert "space in English" in page
    assert "space på dansk" not in page
    assert "Central Denmark Region" in page


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("drones", ["drones", "photo", "rocket"]),
        ("rokcet", ["rocket"]),
        ("stealth", ["radar"]),
        ("nobody says this", []),
        ("KIM", []),
    ],
)
def test_words_are_found_in_what_is_published(filled, client, text, found):
    radar = filled.get_children().get(slug="radar").specific
    radar.body = [
        ("text", "<p>It looks at <b>stealth</b> aircraft.</p>"),
        ("quote", {"text": "Well seen", "name": "A", "title": ""}),
    ]
    radar.save_revision().publish()
    assert shown(client, f"?q={text}") == found


def test_danish_words_are_found_inside_longer_ones_and_the_place_is_marked(homes, client):
    here = room(homes["da"])
    published(here, release("ny", body=[("text", "<p>Et nyt luftværnssystem er købt.</p>")]))
    assert shown(client, "?q=luftværn", "/da/nyhedsrum/") == ["ny"]
    assert "<mark>luftværnssystem</mark>" in client.get("/da/nyhedsrum/?q=luftværn").content.decode()


def test_each_language_has_its_own(homes, client):
    both = rooms(homes)
    published(both["da"], release("nyt"))
    published(both["en"], release("news"))
    assert (shown(client), shown(client, path="/da/nyhedsrum/")) == (["news"], ["nyt"])


def test_it_is_read_a_page_at_a_time_and_links_keep_the_question(homes, client):
    here = room(homes["en"])
    for n in range(14):
        published(here, release(f"r{n}", told_on=date(2026, 1, 1 + n)), topics=["space"])
    assert shown(client, "?topic=space") == [f"r{n}" for n in range(13, 1, -1)]
    assert shown(client, "?topic=space&page=2") == ["r1", "r0"]
    page = html.document_fromstring(client.get(PATH + "?topic=space").content.decode())
    assert page.xpath("//a[@rel='next']/@href") == ["?topic=space&page=2"]
    answer = client.get(PATH + "?page=x")
    assert (answer.status_code, "is no page number" in answer.content.decode()) == (422, True)


def test_what_is_chosen_can_be_taken_off(filled, client):
    page = html.document_fromstring(client.get(PATH + "?topic=space&tag=drone&q=rocket").content.decode())
    assert set(page.xpath("//ul[@class='chosen']//a/@href")) == {
        f"{PATH}?topic=space&tag=drone",
        f"{PATH}?q=rocket&tag=drone",
        f"{PATH}?q=rocket&topic=space",
        PATH,
    }
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex, follow"]


def test_empty_it_says_what_will_come(homes, client):
    room(homes["en"])
    assert "No news yet" in client.get(PATH).content.decode()
    assert "Nothing answers all of that" not in client.get(PATH).content.decode()
    assert "Nothing answers all of that" in client.get(PATH + "?q=x").content.decode()


def test_menus_lead_to_it_whatever_it_is_called(homes, browser):
    rooms(homes)
    guest = browser("guest", "da")
    assert (guest.get("/newsroom/?topic=space").url, guest.get("/newsroom/?language=en").url) == (
        "/da/nyhedsrum/?topic=space",
        PATH,
    )
    page = html.document_fromstring(guest.get("/da/nyhedsrum/").content.decode())
    assert page.xpath("//nav[@id='top-nav']//a[@aria-current='page']/@href") == ["/newsroom/"]


def test_before_there_is_one_the_door_says_so(homes, browser):
    answer = browser("guest").get("/newsroom/")
    assert (answer.status_code, "The newsroom is not open yet" in answer.content.decode()) == (200, True)


def test_the_switch_of_language_keeps_what_was_asked(homes, browser):
    rooms(homes)
    answer = browser("guest", "da").post("/language/", {"language": "en", "next": "/da/nyhedsrum/?topic=space&page=2"})
    assert answer.url == "/en/newsroom/?topic=space&page=2"


def test_the_front_page_tells_the_three_newest_releases(filled, client, homes):
    client.cookies["language"] = "en"
    page = html.document_fromstring(client.get("/en/").content.decode())
    assert page.xpath("//section[@id='news']//p[@class='row-title']/a/@href") == [
        f"{PATH}{one}/" for one in ("drones", "radar", "rocket")
    ]
    assert page.xpath("//section[@id='news']") != []
    assert html.document_fromstring(client.get("/da/").content.decode()).xpath("//section[@id='news']") == []


def test_the_same_number_of_queries_for_one_material_and_for_three(homes, client):
    here, drawn = room(homes["en"]), picture()
    body = [("picture", {"image": drawn, "caption": ""})]

    def more(n: int) -> None:
        one = published(here, contact(f"c{n}", picture=drawn))
        published(here, release(f"r{n}", body=body), topics=["a", f"t{n}"], tags=[f"x{n}"], regions=["1082"], contacts=[one])

    def cost(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    paths = [PATH, f"{PATH}?q=title", f"{PATH}?topic=a&type=pressrelease", "/en/", "/newsroom/feed.rss?language=en"]
    paths += ["/newsroom/press-kit/?language=en", "/api/newsroom/materials/?language=en", "/api/newsroom/topics/?language=en"]
    more(0)
    one = {path: cost(path) for path in paths}
    more(1)
    more(2)
    assert {path: cost(path) for path in paths} == one


def test_no_question_breaks_the_page(filled, client):
    broken = []
    rubbish = ("\x00", "x" * 5000, "<script>alert(1)</script>", "'\"--", "%", "İ", "\u202e", "(" * 3000, "-5", "9" * 30, "\ud7ff")
    for name in ("q", "page", *FACETS, "order", "language", "preview"):
        for value in rubbish:
            answer = client.get(PATH, {name: value})
            if answer.status_code not in (200, 422) or b"<script>alert(1)" in answer.content:
                broken.append((name, value[:12], answer.status_code))
    for query in ("q=%ff%fe", "q=%00", "topic=%ed%a0%80", "%00=1", "q[]=1", "&&&=", "type=" + "&type=x" * 900):
        broken += [(query, 0)] if client.get(f"{PATH}?{query}").status_code >= 500 else []
    assert broken == []


def test_what_is_deleted_is_found_no_more_and_leaves_no_word(filled, client):
    assert Word.objects.system_rows("the test reads the words of the index").filter(text="rocket").exists()
    filled.get_children().get(slug="rocket").specific.delete()
    assert shown(client, "?q=rocket") == []
    assert not Word.objects.system_rows("the test reads the words of the index").filter(text="rocket").exists()
    filled.delete()
    assert not Passage.objects.system_rows("the test reads the words of the index").filter(kind="material").exists()


def test_the_index_can_be_made_anew(filled, client):
    kept = set(Passage.objects.system_rows("the test reads the words of the index").values_list("object_id", "field", "text"))
    draft(filled, release("hidden"))
    rebuild("material")
    assert (
        set(Passage.objects.system_rows("the test reads the words of the index").values_list("object_id", "field", "text"))
        == kept
    )
    assert kept
