"""The pages in two languages, as readers and search engines find them."""

import json
import re
from datetime import timedelta
from time import sleep

import pytest
from django.core.management import call_command
from django.utils import timezone
from lxml import etree, html
from wagtail.models import Page, Workflow

from klynge.core.errors import Refused
from klynge.register.cluster import Fact, write_story
from klynge.register.queries.directory_members import members_seen
from klynge.website.actions.publish import due, publish_due
from klynge.website.actions.tree import Words, plant, write_pages
from klynge.website.models import HomePage, TextPage
from klynge.website.queries.languages import language_states
from klynge.website.queries.published import page_at
from tests.website.editing import draft, published

pytestmark = pytest.mark.django_db


def both(homes, **more: object) -> tuple[TextPage, TextPage]:
    """A page in both languages."""
    danish = published(homes["da"], "nyt", title="Nyt", **more)
    return danish, published(homes["en"], "news", title="News", translation_key=danish.translation_key, **more)


def links(answer) -> set[tuple[str, str]]:
    page = html.document_fromstring(answer.content.decode())
    return {
        (one.get("hreflang") or one.get("rel"), one.get("href"))
        for one in page.xpath("//link[@rel='canonical' or @rel='alternate']")
    }


def test_planting_again_changes_nothing_that_people_changed(cast, homes):
    HomePage.objects.filter(slug="da").update(title="Vores klynge", lead="Hej")
    before = list(Page.objects.order_by("pk").values("pk", "title", "url_path", "live", "latest_revision_id"))
    plant(by=cast.clara, name="Another name")
    assert list(Page.objects.order_by("pk").values("pk", "title", "url_path", "live", "latest_revision_id")) == before
    assert [workflow.name for workflow in Workflow.objects.all()] == ["Approval by a second person"]


def test_nobody_else_plants(cast):
    with pytest.raises(Refused):
        plant(by=cast.anna, name="Mine")


def test_pages_are_written_once_and_kept_as_people_changed_them(cast, homes):
    words = {code: Words(f"About {code}", f"about-{code}", "Lead") for code in ("da", "en")}
    write_pages(by=cast.clara, words=words)
    TextPage.objects.filter(slug="about-en").update(lead="Better")
    write_pages(by=cast.clara, words=words)
    pages = TextPage.objects.order_by("slug")
    assert [(page.url_path, page.lead) for page in pages] == [("/da/about-da/", "Lead"), ("/en/about-en/", "Better")]
    assert len({page.translation_key for page in pages}) == 1


def test_the_first_address_speaks_the_readers_language_and_names_both(homes, browser, settings):
    settings.ADDRESS = "https://cluster.example"
    told = {("da", "https://cluster.example/da/"), ("en", "https://cluster.example/en/")}
    for language in ("da", "en"):
        answer = browser("guest", language).get("/")
        assert (answer.status_code, answer.headers["Content-Language"]) == (200, language)
        assert links(answer) == {*told, ("canonical", f"https://cluster.example/{language}/")}


def test_the_first_address_answers_before_there_is_a_site(browser):
    assert browser("guest").get("/").status_code == 200


def test_a_page_is_in_the_language_of_its_address_whatever_the_cookie_says(homes, browser, settings):
    settings.ADDRESS = "https://cluster.example"
    both(homes)
    answer = browser("guest", "en").get("/da/nyt/")
    assert answer.headers["Content-Language"] == "da"
    assert "Gå til indholdet" in answer.content.decode()
    told = {("da", "https://cluster.example/da/nyt/"), ("en", "https://cluster.example/en/news/")}
    assert links(answer) == {*told, ("canonical", "https://cluster.example/da/nyt/")}


def switched(browser, path: str, language: str):
    return browser("guest", "da").post("/language/", {"language": language, "next": path}).url


def test_the_switch_leads_to_the_same_page_in_the_other_language(homes, browser):
    both(homes)
    assert switched(browser, "/da/nyt/", "en") == "/en/news/"
    assert switched(browser, "/da/", "en") == "/en/"
    assert switched(browser, "/members/", "en") == "/members/"


def test_where_there_is_no_translation_the_original_is_offered(homes, browser):
    published(homes["da"], "nyt", title="Nyt fra klyngen")
    where = switched(browser, "/da/nyt/", "en")
    answer = browser("guest").get(where)
    text = answer.content.decode()
    assert (where, answer.status_code) == ("/en/nyt/", 404)
    assert "Not in this language yet" in text
    assert 'href="/da/nyt/"' in text


def test_a_draft_offers_no_original(homes, browser):
    draft(homes["da"], "nyt")
    assert "Not in this language yet" not in browser("guest").get("/en/nyt/").content.decode()


def test_what_lies_under_a_home_that_was_taken_down_is_down(homes, browser):
    both(homes)
    homes["en"].unpublish()
    assert [browser("guest").get(path).status_code for path in ("/en/news/", "/en/", "/da/nyt/", "/")] == [404, 404, 200, 200]


def test_search_engines_find_each_page_with_its_languages(homes, browser, settings):
    settings.ADDRESS = "https://cluster.example"
    both(homes)
    draft(homes["en"], "hidden")
    tree = etree.fromstring(browser("guest").get("/sitemap.xml").content)
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    found = {loc.text.removeprefix("https://cluster.example") for loc in tree.findall("s:url/s:loc", space)}
    assert {path for path in found if "language" not in path} == {"/da/", "/en/", "/da/nyt/", "/en/news/"}
    assert "/members/?language=en" in found
    assert len(tree.findall("s:url/x:link", space)) == 2 * len(found)
    assert "Sitemap: https://cluster.example/sitemap.xml" in browser("guest").get("/robots.txt").content.decode()


def test_search_engines_find_the_cards_that_a_guest_may_see(homes, browser, cast):
    told = browser("guest").get("/sitemap.xml").content.decode()
    found = dict.fromkeys(re.findall(r"<loc>[^<]*(/members/[^/<]+/)\?language=(?:da|en)</loc>", told))
    seen = [one.slug for one in members_seen(cast.guest, timezone.localdate())]
    assert seen
    assert list(found) == [f"/members/{slug}/" for slug in seen]
    assert all(browser("guest").get(path).status_code == 200 for path in found)


def test_the_front_page_tells_machines_who_the_cluster_is(homes, browser, settings, tmp_path):
    settings.ADDRESS, settings.CLUSTER_FACTS = "https://cluster.example", tmp_path / "cluster.json"
    write_story(
        [Fact("name", {"da": "Klynge </script>", "en": "A cluster </script>"}), Fact("milestone", {"en": "Began"}, year=2004)]
    )
    both(homes)
    [told] = html.document_fromstring(browser("guest").get("/en/").content.decode()).xpath(
        "//script[@type='application/ld+json']"
    )
    said = json.loads(told.text)
    assert (said["@type"], said["name"], said["foundingDate"]) == ("Organization", "A cluster </script>", "2004")
    assert said["@id"] == "https://cluster.example/#organisation"
    assert "email" not in said


def test_editors_see_which_translation_was_overtaken(homes):
    danish, english = both(homes)

    def states() -> list[tuple[str, str]]:
        return [(one.language, one.state) for one in language_states(danish)]

    assert states() == [("da", "original"), ("en", "current")]
    danish.lead = "Newer."
    danish.save_revision().publish()
    assert states() == [("da", "original"), ("en", "older")]
    english.unpublish()
    assert states() == [("da", "original"), ("en", "draft")]
    english.delete()
    assert states() == [("da", "original"), ("en", "none")]


def test_the_clock_publishes_what_was_approved_and_takes_down_what_has_ended(cast, homes):
    moment = timezone.now() + timedelta(seconds=1)
    planned, ending = draft(homes["en"], "planned"), published(homes["en"], "ending")
    planned.go_live_at = ending.expire_at = moment
    planned.save_revision().publish()
    ending.save()
    assert due() is False
    assert publish_due(by=cast.clara) == {"published": 0, "taken down": 0}
    with pytest.raises(Refused):
        page_at("en", "ending/", now=moment)  # at its end, and not when the clock comes by
    sleep((moment - timezone.now()).total_seconds() + 0.01)
    assert due() is True
    assert publish_due(by=cast.clara) == {"published": 1, "taken down": 1}
    assert due() is False
    assert {page.slug: page.live for page in TextPage.objects.all()} == {"planned": True, "ending": False}


def test_nothing_is_missing_between_models_and_migrations(db):
    call_command("makemigrations", "website", "people", check=True, dry_run=True, verbosity=0)
