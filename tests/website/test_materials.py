"""The pages of materials, as readers, other sites and machines see them."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from lxml import html
from rdflib import RDF, SDO, Graph, Literal, URIRef

from klynge.website.models import Rendition
from klynge.website.queries.files import images
from tests.website.materials import at, contact, draft, event, file, media, picture, published, release, room

# rdflib warns of a name that its own JSON-LD reader still uses.
pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")]
AWAY = "https://cluster.example"


@pytest.fixture(autouse=True)
def address(settings) -> None:
    settings.ADDRESS = AWAY


@pytest.fixture
def here(homes):
    return room(homes["en"], boilerplate="The newsroom's words about us.")


def page_of(client, path: str):
    answer = client.get(path)
    assert answer.status_code == 200
    return html.document_fromstring(answer.content.decode())


def text(page) -> str:
    return " ".join(page.xpath("//main")[0].text_content().split())


def meta(page) -> dict[str, str]:
    return {one.get("property"): one.get("content") for one in page.xpath("//meta[@property]")}


def graph(page) -> Graph:
    [said] = [json.loads(one.text) for one in page.xpath("//script[@type='application/ld+json']")]
    assert said["@context"] == "https://schema.org"
    found = Graph().parse(data=json.dumps({**said, "@context": {"@vocab": str(SDO)}}), format="json-ld")
    for subject, verb, thing in found:
        word = thing if verb == RDF.type else verb
        assert word in SDO, (subject, word)
    return found


def test_a_release_tells_all_that_a_journalist_needs(homes, here, client):
    kim = published(here, contact("kim", picture=picture("Kim smiles")))
    other = published(here, release("other"))
    body = [("heading", "A heading"), ("facts", {"title": "In short", "text": "<p>Facts.</p>"})]
    body += [
        ("picture", {"image": picture("A rocket"), "caption": "Lift-off"}),
        ("file", {"file": file("The report"), "text": ""}),
    ]
    about = {"topics": ["space"], "tags": ["Rocket"], "regions": ["1082"], "contacts": [kim], "related": [other]}
    published(here, release("launch", title="Lift-off", lead="It flew.", body=body), **about)
    page = page_of(client, "/en/newsroom/launch/")
    told = text(page)
    for said in (
        "Press release",
        "Karup, 28 November 2026 — It flew.",
        "A heading",
        "Facts.",
        "Lift-off",
        "The report (PDF",
        "Name of kim",
        "Title of other",
    ):
        assert said in told, said
    assert "The newsroom's words about us." in told
    links = set(page.xpath("//main//a/@href"))
    assert {"tel:+4511223344", "mailto:press@cluster.example", "/en/newsroom/kim/", "/en/newsroom/other/"} <= links
    assert {f"/en/newsroom/?{one}" for one in ("topic=space", "tag=rocket", "region=1082")} <= links
    pictures = page.xpath("//main//img/@src")
    assert len(pictures) == 2
    assert {client.get(one).status_code for one in pictures} == {200}


def test_the_day_is_written_in_the_language_of_the_page(homes, client):
    published(room(homes["da"]), release("nyt"))
    client.cookies["language"] = "en"
    assert "Karup, 28. november 2026 — Lead of nyt." in text(page_of(client, "/da/nyhedsrum/nyt/"))


def test_a_release_may_say_who_we_are_in_its_own_words(here, client):
    published(here, release("own", boilerplate="Other words."))
    told = text(page_of(client, "/en/newsroom/own/"))
    assert ("Other words." in told, "The newsroom's words" in told) == (True, False)


def test_other_sites_show_a_release_as_an_article_with_its_picture(here, client):
    published(here, release(body=[("picture", {"image": picture("A rocket"), "caption": ""})]))
    said = meta(page_of(client, "/en/newsroom/release/"))
    assert (said["og:type"], said["og:url"]) == ("article", f"{AWAY}/en/newsroom/release/")
    assert (said["og:image:width"], said["og:image:height"], said["og:image:alt"]) == ("1200", "630", "A rocket")
    assert said["og:image"].startswith(f"{AWAY}/pictures/")
    assert client.get(said["og:image"].removeprefix(AWAY)).headers["Content-Type"] == "image/png"
    assert said["article:published_time"].startswith(str(timezone.now().year))


def test_machines_read_a_release_as_an_article(here, client):
    published(here, release(body=[("picture", {"image": picture(), "caption": ""})]), topics=["space"], tags=["Rocket"])
    found = graph(page_of(client, "/en/newsroom/release/"))
    one = URIRef(f"{AWAY}/en/newsroom/release/#material")
    assert (one, RDF.type, SDO.NewsArticle) in found
    assert (one, SDO.headline, Literal("Title of release")) in found
    assert (one, SDO.dateline, Literal("Karup")) in found
    assert (one, SDO.articleSection, Literal("space in English")) in found
    assert (one, SDO.keywords, Literal("Rocket")) in found
    assert found.value(one, SDO.datePublished)
    assert str(found.value(one, SDO.image)).startswith(f"{AWAY}/pictures/")


def test_no_word_of_an_editor_leaves_the_block_of_linked_data(here, client):
    published(here, release(title="</script><script>alert(1)</script>", place="</title>"))
    answer = client.get("/en/newsroom/release/").content.decode()
    assert "<script>alert" not in answer
    graph(html.document_fromstring(answer))


def test_an_event_says_when_and_where(here, client):
    published(here, event(venue="Hangar 4, Karup", online=True, signup_url="https://sign.example/up"))
    page = page_of(client, "/en/newsroom/event/")
    told = text(page)
    assert "2 December 2026, 10:00–12:00, Danish time" in told
    assert "Hangar 4, Karup, and online" in told
    assert "https://sign.example/up" in page.xpath("//main//a/@href")
    found, one = graph(page), URIRef(f"{AWAY}/en/newsroom/event/#material")
    assert (one, RDF.type, SDO.Event) in found
    assert (one, SDO.startDate, Literal("2026-12-02T10:00:00+01:00")) in found or (
        one,
        SDO.startDate,
        Literal("2026-12-02T09:00:00+00:00"),
    ) in found
    assert (one, SDO.eventAttendanceMode, Literal("https://schema.org/MixedEventAttendanceMode")) in found


def test_an_event_of_two_days_says_both(homes, client):
    published(room(homes["da"]), event(ends_at=at("2026-12-03T15:00Z")))
    told = text(page_of(client, "/da/nyhedsrum/event/"))
    assert "2. december 2026 kl. 10.00 – 3. december 2026 kl. 16.00" in told


def test_a_picture_is_shown_with_who_made_it_and_can_be_taken_whole(here, client):
    published(here, media(picture=picture("A rocket", size=(2000, 1000)), credit="Jo Invented"))
    page = page_of(client, "/en/newsroom/media/")
    assert "Credit: Jo Invented" in text(page)
    [shown] = page.xpath("//figure/img")
    assert (shown.get("width"), shown.get("height"), shown.get("alt")) == ("1600", "800", "A rocket")
    [whole] = page.xpath("//main//a[@download]/@href")
    assert client.get(whole).status_code == 200
    found, one = graph(page), URIRef(f"{AWAY}/en/newsroom/media/#material")
    assert (one, RDF.type, SDO.ImageObject) in found
    assert (one, SDO.creditText, Literal("Jo Invented")) in found
    assert (one, SDO.contentUrl, Literal(AWAY + whole)) in found


def test_a_video_is_a_link_and_nothing_is_asked_of_others(here, client):
    published(here, media(kind="video", video_url="https://video.example/1"))
    page = page_of(client, "/en/newsroom/media/")
    assert "https://video.example/1" in page.xpath("//main//a/@href")
    assert page.xpath("//iframe | //video | //embed | //object | //img[starts-with(@src, 'http')]") == []
    assert (URIRef(f"{AWAY}/en/newsroom/media/#material"), RDF.type, SDO.VideoObject) in graph(page)


def test_a_document_says_its_size_and_kind(here, client):
    published(here, media(kind="document", file=file("Annual report", b"%PDF-1.7\n" + b"x" * 2000)))
    page = page_of(client, "/en/newsroom/media/")
    assert "Download Annual report (PDF, 2.0\N{NO-BREAK SPACE}KB)" in text(page).replace("2.0 KB", "2.0\N{NO-BREAK SPACE}KB")
    graph(page)


def test_a_contact_can_be_called_and_written_to(here, client):
    published(here, contact(lead="space and radar", picture=picture("Kim")))
    page = page_of(client, "/en/newsroom/contact/")
    assert {"tel:+4511223344", "mailto:press@cluster.example"} <= set(page.xpath("//main//a/@href"))
    assert "Speaks of: space and radar" in text(page)
    found, one = graph(page), URIRef(f"{AWAY}/en/newsroom/contact/#material")
    assert (one, RDF.type, SDO.Person) in found
    assert (one, SDO.jobTitle, Literal("Head of press")) in found


@pytest.mark.parametrize(("language", "said"), [("da", "Klausuleret indtil"), ("en", "Embargo until")])
def test_a_preview_says_until_when_there_is_an_embargo(homes, browser, language, said):
    here = room(homes[language])
    pages = [release("later"), event("later-event"), media("later-media"), contact("later-contact")]
    moment = timezone.now() + timedelta(days=3)
    for page in pages:
        page.go_live_at = moment
        draft(here, page)
        preview = browser("clara", "en").get(f"/edit/pages/{page.pk}/view_draft/").content.decode()
        assert said in preview, page.slug
    now = published(here, release("now"))
    assert said not in browser("clara", "en").get(f"/edit/pages/{now.pk}/view_draft/").content.decode()


def test_a_preview_shows_what_an_editor_has_chosen_and_no_draft_of_others(homes, here, browser):
    hidden = draft(here, contact("hidden"))
    page = draft(here, release(), topics=["space"], tags=["Rocket"], contacts=[hidden, published(here, contact("kim"))])
    preview = browser("clara").get(f"/edit/pages/{page.pk}/view_draft/").content.decode()
    assert [one in preview for one in ("space in English", "Rocket", "Name of kim", "Name of hidden")] == [
        True,
        True,
        True,
        False,
    ]


def test_a_picture_is_looked_up_in_one_question_and_drawn_anew_where_it_is_gone(here, django_assert_num_queries):
    one, two = picture("A rocket"), picture("A moon")
    asked = ("fill-320x180", "fill-160x160")
    first = images([one.pk, two.pk], asked)
    assert [(number, image.width, image.alt) for (number, _spec), image in first.items()] == [
        (one.pk, 320, "A rocket"),
        (one.pk, 160, "A rocket"),
        (two.pk, 320, "A moon"),
        (two.pk, 160, "A moon"),
    ]
    with django_assert_num_queries(1):
        assert images([one.pk, two.pk], asked) == first
    rows = Rendition.objects.filter(image=one)
    rows._raw_delete(rows.db)  # by another process, or with an older copy of the database
    again = images([one.pk], asked)
    assert {f"/pictures/{row.pk}/" for row in Rendition.objects.filter(image=one)} == {image.path for image in again.values()}
