"""A walk through the demonstration in a real browser: as guest, Anna (member), Clara (secretariat), Erik (auditor); in both languages, wide
and narrow, light and dark. With KLYNGE_SCREENS=1 the pictures for docs/screens are taken on the way."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.browser import demonstration
from tests.browser.visit import Visit

# name, who, address
PAGES = [
    ("front", "", "/"),
    ("directory", "", "/members/"),
    ("directory-map", "", "/members/?view=map"),
    ("directory-found", "", "/members/?q=drone&field=electronics"),
    ("card", "", "{card}"),
    ("card-english", "", "{card}?language={language}"),
    ("show", "", "/members/show/?member={slug}&region=1082&most=10"),
    ("framed-list", "", "/members/embed/?most=10&language={language}"),
    ("framed-card", "", "{card}embed/?language={language}"),
    ("market", "", "/market/"),
    ("notice-guest", "", "{notice}"),
    ("join", "", "/join/"),
    ("subscribe", "", "/newsroom/subscribe/"),
    ("press-kit", "", "/newsroom/press-kit/"),
    ("sign-in", "", "/account/login/"),
    ("reset", "", "/account/password/reset/"),
    ("codes", "", "/codes/?q=radar"),
    ("style", "", "/style"),
    ("desk-member", "anna", "/desk/"),
    ("for-you", "anna", "/market/for-you/"),
    ("notice-member", "anna", "{notice}"),
    ("profile", "anna", "{profile}"),
    ("profile-edit", "anna", "{profile}fact/profile/da/"),
    ("account", "anna", "/account/2fa/"),
    ("keys", "anna", "/account/2fa/webauthn/"),
    ("password", "anna", "/account/password/change/"),
    ("reauthenticate", "anna", "/account/reauthenticate/"),
    ("desk-secretariat", "clara", "/desk/"),
    ("members", "clara", "/register/"),
    ("abroad", "clara", "/desk/abroad/"),
    ("address", "clara", "{profile}address/"),
    ("import-preview", "clara", "{preview}"),
    ("approve", "clara", "/market/matches/"),
    ("proposals", "clara", "/register/proposals/"),
    ("duplicates", "clara", "/register/duplicates/"),
    ("notice-secretariat", "clara", "{notice}"),
    ("to-contract", "clara", "/desk/matches/?step=interested"),
    ("enter", "clara", "/market/enter/"),
    ("unread", "clara", "/market/unread/"),
    ("runs", "clara", "/runs/"),
    ("run", "clara", "/runs/1/"),
    ("roles", "clara", "/roles/"),
    ("why", "clara", "/why/?who=guest&action=read&what=register.Organisation:1"),
    ("journal", "clara", "/journal/"),
    ("desk-partner", "dora", "/desk/"),
    ("cockpit", "clara", "/programme/"),
    ("figure", "clara", "{figure}"),
    ("indicator", "clara", "{indicator}"),
    ("activity", "clara", "{activity}"),
    ("room", "clara", "{room}"),
    ("project", "clara", "{project}"),
    ("survey", "clara", "{survey}"),
    ("label", "clara", "{workbook}"),
    ("survey-answer", "anna", "{answer}"),
    ("our-aid", "anna", "/ledger/aid/ours/"),
    ("cockpit-auditor", "erik", "/programme/"),
    ("newsdesk", "frida", "/desk/newsroom/"),
    ("approvals", "frida", "{approvals}"),
]
# For docs/screens: how many pixels of each are shown.
SHOWN = {
    **dict.fromkeys(((name, 1280) for name in ("front", "directory-map", "card", "notice-member", "desk-member")), 1000),
    **dict.fromkeys(((name, 1280) for name in ("desk-secretariat", "approve", "profile", "import-preview", "market")), 900),
    **dict.fromkeys(((name, 390) for name in ("front", "directory", "notice-member", "desk-member", "desk-secretariat")), 844),
    ("sign-in", 1280): 900,
    **dict.fromkeys(((name, 1280) for name in ("cockpit", "activity", "survey", "label", "our-aid", "cockpit-auditor")), 1000),
    **dict.fromkeys(((name, 1280) for name in ("join", "press-kit", "newsdesk", "approvals", "show", "abroad")), 1000),
    **dict.fromkeys(((name, 390) for name in ("survey-answer", "our-aid")), 844),
}


SHOWN_OF_WEBSITE = {
    "/da/om-klyngen/": "about",
    "/da/om-klyngen/historien/": "history",
    "/en/about-the-cluster/partner-clusters/": "partner-clusters",
    "/en/events/": "events",
    "/en/news/": "newsroom",
    "/en/news/sensor-package/": "release",
}


@pytest.fixture(scope="module")
def demo(browser, tmp_path_factory, django_db_setup):
    home = tmp_path_factory.mktemp("demo")
    with demonstration.served(home) as url:
        contexts = {name: demonstration.signed_in(browser, url, name) for name in ("", "anna", "clara", "dora", "erik", "frida")}
        contexts["keys"] = browser.new_context()
        yield demonstration.Demonstration(home, url, contexts, demonstration.places(url, contexts, home))
        for context in contexts.values():
            context.close()


@pytest.mark.parametrize(("width", "language"), [(1280, "en"), (390, "da")])
@pytest.mark.parametrize(("name", "who", "path"), PAGES, ids=[page[0] for page in PAGES])
def test_every_page_of_the_walk_is_whole_in_both_themes(demo, tmp_path, name, who, path, width, language):
    with demo.opened(path, who, width=width, language=language) as visit:
        assert visit.whole() == Visit.GOOD
        assert visit.page.locator("html").get_attribute("lang") == language
        assert visit.page.locator("h1").count() == 1
        page, script = visit.weight()
        assert page < 150_000
        assert script < 52_000 if "/account/" in path else script < 50_000
        if (name, width) in SHOWN:
            visit.shot(name, tmp_path, SHOWN[name, width])
        if width == 1280:
            visit.page.emulate_media(color_scheme="dark")
            assert visit.barriers("color-contrast") == []
            if name == "desk-member":
                visit.shot("desk-member-dark", tmp_path, 800)


def test_a_member_signs_in_and_answers_by_keyboard_alone(demo):
    with demo.opened("/account/login/", "keys", language="en") as visit:
        page = visit.page
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Go to the content"
        invisible = visit.tab_to("document.activeElement.type === 'email'")
        page.keyboard.type("ben@klynge.example")
        invisible += visit.tab_to("document.activeElement.type === 'password'")
        page.keyboard.type("klynge-demo")
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk/")
        invisible += visit.tab_to("document.activeElement.textContent.startsWith('For you this week')")
        page.keyboard.press("Enter")
        page.wait_for_url("**/market/for-you/")
        waiting = page.get_by_role("button", name="We are interested").count()
        invisible += visit.tab_to("document.activeElement.textContent === 'We are interested'")
        page.keyboard.press("Enter")
        page.get_by_text("Noted: We are interested.").wait_for()
        assert page.get_by_role("button", name="We are interested").count() == waiting - 1
        assert invisible == []
        assert visit.faults == []


def test_an_answer_on_the_desk_leads_back_to_the_desk(demo):
    with demo.opened("/desk/", "anna", language="en") as visit:
        visit.page.get_by_role("button", name="We are interested").first.click()
        visit.page.get_by_text("Noted: We are interested.").wait_for()
        assert visit.page.url.endswith("/desk/")
        assert visit.faults == []


def test_the_numbers_of_the_secretariats_desk_open_as_many_rows(demo):
    with demo.opened("/desk/", "clara", language="en") as visit:
        said = {}
        for stat in visit.page.locator(".stat").all():
            said[stat.get_attribute("href")] = int(stat.locator(".stat-value").inner_text().replace(",", ""))
        assert said["/register/proposals/"] == 2
        visit.to("/register/proposals/")
        assert visit.page.locator("main .card").count() == 2
        expired = said["/register/?state=expired"]
        visit.to("/register/?state=expired")
        assert visit.page.locator(".page-head .answer").inner_text().startswith(f"{expired} member")
        visit.to("/market/matches/")
        assert visit.page.locator(".page-head .answer").inner_text().startswith(f"{said['/market/matches/']} suggestions")


def test_a_guest_finds_a_member_from_the_front_page(demo):
    with demo.opened("/", language="en") as visit:
        visit.page.get_by_role("searchbox").fill("radar")
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_url("**/members/?q=radar")
        assert visit.page.locator("main .row").count() > 3
        assert visit.faults == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("path", ["/da/", "/en/", "/en/about-the-cluster/", "/da/nyheder/", *SHOWN_OF_WEBSITE])
def test_a_page_of_the_website_is_whole_in_its_own_language(demo, tmp_path, path, width):
    with demo.opened(path, width=width, language="en") as visit:
        assert visit.whole() == Visit.GOOD
        assert visit.page.locator("html").get_attribute("lang") == path[1:3]
        assert visit.page.locator("h1").count() == 1
        assert visit.weight()[0] < 150_000
        visit.page.emulate_media(color_scheme="dark")
        assert visit.barriers("color-contrast") == []
        if path in SHOWN_OF_WEBSITE:
            visit.page.emulate_media(color_scheme="light")
            visit.shot(SHOWN_OF_WEBSITE[path], tmp_path, 1000 if width == 1280 else 844)


def test_one_of_the_secretariat_changes_a_page_and_another_makes_it_public(demo, tmp_path):
    words = "Nyt afsnit fra Clara."
    with demo.opened("/edit/", "clara", language="en") as visit:
        page = visit.page
        found = page.request.get(f"{visit.home}/edit/api/main/pages/?slug=om-klyngen").json()["items"]
        page.goto(f"{visit.home}/edit/pages/{found[0]['id']}/edit/")
        lead = page.locator("textarea[name=lead]")
        lead.fill(f"{lead.input_value()} {words}")
        page.wait_for_load_state("networkidle")
        visit.shot("editor", tmp_path, 900)
        page.locator("footer").get_by_role("button", name="More actions").click()
        page.get_by_role("button", name="Submit to").click()
        page.get_by_text("submitted for moderation").first.wait_for()
        assert visit.faults == []
    with demo.opened("/da/om-klyngen/") as visit:
        assert words not in visit.page.content()
    with demo.opened("/edit/", "frida", language="en") as visit:
        page = visit.page
        page.get_by_role("link", name="Om klyngen").first.click()
        page.locator("footer").get_by_role("button", name="More actions").click()
        page.get_by_role("button", name="Approve", exact=True).click()
        page.get_by_text("Page 'Om klyngen'").first.wait_for()
        assert visit.faults == []
    with demo.opened("/da/om-klyngen/") as visit:
        assert words in visit.page.content()
        visit.page.get_by_role("button", name="English").click()
        visit.page.wait_for_url("**/en/about-the-cluster/")
        assert visit.faults == []


def test_a_later_start_of_the_demonstration_changes_nothing(demo):
    """What people did in it stays as they left it, also what they took away."""
    before = rows(demo.home)
    command = [sys.executable, "-m", "klynge.site.cli", "demo", "--no-serve"]
    subprocess.run(command, env=demonstration.surroundings(demo.home), check=True, capture_output=True, timeout=300)
    after = rows(demo.home)
    assert {table: (before[table], after[table]) for table in before if before[table] != after[table]} == {}


def rows(home: Path) -> dict[str, int]:
    """How many there are in each table but those of the runs, each of which is noted."""
    with closing(sqlite3.connect(f"file:{home}/klynge.sqlite3?mode=ro", uri=True)) as file:
        tables = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: file.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables if table != "ops_run"}  # noqa: S608
