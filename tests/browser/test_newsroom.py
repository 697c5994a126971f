"""The newsroom in a real browser: every type of page, in both languages and themes, wide and as narrow as 400 % zoom makes it."""

import pytest
from django.utils import timezone

from klynge.website.actions.tree import plant
from klynge.website.models import HomePage
from tests.browser.visit import Visit
from tests.website.materials import contact, event, file, media, picture, published, release, rooms

PAGES = ("", "launch/", "meeting/", "photo/", "paper/", "film/", "kim/")
ROOMS = {"da": "/da/nyhedsrum/", "en": "/en/newsroom/"}


@pytest.fixture
def here(transactional_db, cast) -> None:
    plant(by=cast.clara, name="The Cluster")
    both = rooms({home.slug: home for home in HomePage.objects.all()})
    text = "Et meget langt ord: luftforsvarsmissilsystemudviklingsprogrammedarbejder. " * 4
    for newsroom in both.values():
        newsroom.boilerplate = "Klyngen samler forsvar, rum og sikkerhed."
        newsroom.lead = "Det sker i klyngen."
        newsroom.save_revision().publish()
        drawn = picture("A rocket on its way")
        kim = published(newsroom, contact("kim", picture=drawn, lead="space"))
        about = {"topics": ["space", "defence"], "tags": ["Rocket", "A tag of many words that goes on"], "regions": ["1082"]}
        published(newsroom, event("meeting", venue="Hangar 4, Karup", signup_url="https://sign.example/"), **about)
        shot = published(newsroom, media("photo", picture=drawn, credit="Jo Invented", in_kit=True))
        published(newsroom, media("paper", "document", title="Annual report", file=file(), in_kit=True))
        published(newsroom, media("film", "video", video_url="https://video.example/1", picture=drawn))
        body = [
            ("heading", "A heading"),
            ("text", f"<p>{text}</p><ul><li>One</li></ul>"),
            ("facts", {"title": "In short", "text": "<p>F</p>"}),
        ]
        body += [("picture", {"image": drawn, "caption": "Up"}), ("quote", {"text": "Well", "name": "A", "title": "B"})]
        body.append(("file", {"file": file("A file"), "text": ""}))
        one = release("launch", title="Lift-off for a programme with a long name", body=body, told_on=timezone.localdate())
        published(newsroom, one, contacts=[kim], related=[shot], **about)
        for n in range(14):
            published(newsroom, release(f"old-{n}"))


def fixed(language: str) -> list[str]:
    return [f"/newsroom/press-kit/?language={language}", f"/newsroom/api/?language={language}", f"/{language}/"]


@pytest.mark.parametrize(
    ("language", "theme", "width"), [("da", "light", 1280), ("da", "dark", 320), ("en", "dark", 1280), ("en", "light", 320)]
)
def test_every_page_of_the_newsroom_reads_well(opened, here, language, theme, width):
    paths = [ROOMS[language] + page for page in PAGES] + [
        f"{ROOMS[language]}?topic=space&q=rocket",
        f"{ROOMS[language]}?year=1999",
    ]
    visit, wrong = opened(paths[0], width=width, theme=theme, language=language), {}
    for path in [*paths, *fixed(language)]:
        visit.faults.clear()
        visit.to(path)
        if (found := visit.whole()) != Visit.GOOD or visit.page.locator("h1").count() != 1 or visit.weight()[0] > 150_000:
            wrong[path] = found
    assert wrong == {}


def test_the_newsroom_works_without_script(opened, here):
    visit = opened(ROOMS["en"], language="en", script=False)
    visit.page.locator("#filter-q").fill("lift")
    visit.page.locator(".search button").click()
    assert visit.page.locator("main .row-title a").first.text_content() == "Lift-off for a programme with a long name"
    visit.page.locator(".chosen a").first.click()
    visit.page.get_by_label("space in English").check()
    visit.page.locator(".search button").click()
    assert visit.page.url.endswith("topic=space")
    visit.page.get_by_role("button", name="Dansk").click()
    assert visit.page.url.endswith(f"{ROOMS['da']}?q=&topic=space")


def test_a_choice_narrows_the_list_at_once(opened, here):
    visit = opened(ROOMS["da"], language="da")
    visit.page.get_by_label("Arrangement").check()
    visit.page.wait_for_url("**type=event**")
    visit.page.locator(".chosen", has_text="Arrangement").wait_for()
    assert visit.page.locator("#newsroom .row-title a").first.text_content() == "Title of meeting"
    assert visit.faults == []


def test_on_a_phone_the_menu_leads_there(opened, here):
    visit = opened("/", language="da", width=390)
    visit.page.locator(".top-menu").click()
    visit.page.locator("#top-nav a", has_text="Nyhedsrum").click()
    visit.page.wait_for_url(f"**{ROOMS['da']}")
