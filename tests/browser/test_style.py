"""The living page in a real browser: every part, in both languages, both themes, wide and narrow."""

import pytest
from django.urls import reverse

from tests.browser.visit import Visit

# Each language, theme and width meets each of the others once.
LOOKS = [("da", "light", 1280), ("en", "dark", 1280), ("en", "light", 390), ("da", "dark", 390)]


@pytest.mark.parametrize(("language", "theme", "width"), LOOKS)
def test_every_part_reads_well(opened, tmp_path, language, theme, width):
    visit = opened(reverse("style"), width=width, theme=theme, language=language)
    assert visit.whole() == Visit.GOOD
    assert visit.page.locator("html").get_attribute("lang") == language
    assert visit.shot(f"style-{language}-{theme}", tmp_path, 1100).stat().st_size > 50_000


@pytest.mark.parametrize("width", [1280, 390])
def test_a_desk_reads_well(opened, tmp_path, width):
    visit = opened(reverse("style-desk"), width=width)
    assert visit.whole() == Visit.GOOD
    assert visit.shot("style-desk", tmp_path, 1100).stat().st_size > 20_000


def test_the_numbers_behind_a_picture_open_and_read_well(opened):
    visit = opened(reverse("style"), width=390)
    for summary in visit.page.locator(".numbers summary").all():
        summary.click()
    assert visit.whole() == Visit.GOOD


def test_at_four_hundred_per_cent_nothing_has_to_be_scrolled_sideways(opened):
    assert opened(reverse("style"), width=320).overflow() <= 0
    assert opened(reverse("style-desk"), width=320).overflow() <= 0


def test_the_first_key_offers_to_skip_to_the_content(opened):
    visit = opened(reverse("style"), language="en")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.textContent") == "Go to the content"
    visit.page.keyboard.press("Enter")
    assert visit.page.evaluate("document.activeElement.id") == "main"


def test_the_focus_can_be_seen_on_every_kind_of_control(opened):
    visit = opened(reverse("style"))
    for kind in (".button.primary", "input[type=search]", ".facet summary", ".tabs a", ".stat", ".top .tool"):
        visit.page.locator(kind).first.focus()
        visit.page.keyboard.press("Shift+Tab")
        visit.page.keyboard.press("Tab")
        assert visit.page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 3, kind


def test_the_desk_menu_opens_on_a_phone_by_keyboard_and_closes_with_escape(opened):
    visit = opened(reverse("style-desk"), width=390)
    menu = visit.page.locator("#side-nav")
    assert not menu.is_visible()
    visit.page.locator(".side-menu").press("Enter")
    assert menu.is_visible()
    assert visit.barriers() == []
    visit.page.keyboard.press("Escape")
    assert not menu.is_visible()


def test_menu_and_dialog_open_without_script(opened):
    visit = opened(reverse("style-desk"), width=390, script=False)
    visit.page.locator(".side-menu").click()
    assert visit.page.locator("#side-nav").is_visible()
    visit.to(reverse("style"))
    visit.page.locator("[popovertarget=dismiss]").first.click()
    assert visit.page.locator("#dismiss").is_visible()
    assert visit.faults == []


def test_a_dialog_holds_its_title_and_closes_by_its_button(opened):
    visit = opened(reverse("style"), language="en")
    visit.page.get_by_role("button", name="Not for us").click()
    dialog = visit.page.get_by_role("dialog", name="Dismiss this match")
    assert dialog.is_visible()
    dialog.get_by_role("button", name="Close").click()
    assert not dialog.is_visible()


def test_a_chosen_theme_stays_on_the_next_page_without_a_cookie(opened):
    visit = opened(reverse("style"), theme="light", language="en")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert visit.page.evaluate(ground) == "rgb(255, 255, 255)"
    visit.page.get_by_role("button", name="Switch between light and dark").click()
    visit.to(reverse("style-desk"))
    assert visit.page.evaluate(ground) == "rgb(14, 21, 29)"
    assert {cookie["name"] for cookie in visit.page.context.cookies()} <= {"language", "csrftoken", "sessionid"}


def test_the_language_is_changed_by_a_form_that_works_without_script(opened):
    visit = opened(reverse("style"), language="en", script=False)
    visit.page.get_by_role("button", name="Dansk").click()
    assert visit.page.locator("html").get_attribute("lang") == "da"
    assert visit.page.url.endswith(reverse("style"))


def test_a_ticked_filter_exchanges_the_list_and_leaves_the_page_standing(opened):
    visit = opened(reverse("style"), language="en")
    visit.page.evaluate("window.standing = true")
    visit.page.get_by_role("checkbox", name="Software").check()
    visit.page.wait_for_url("**field=software**")
    visit.page.wait_for_function("document.getElementById('live').textContent === '3 notices'")
    assert visit.page.evaluate("window.standing")
    assert visit.page.locator("#sample-list .row").count() == 3
    assert visit.faults == []


def test_on_a_phone_questions_start_folded_unless_something_in_them_is_chosen(opened):
    open_ones = [opened(reverse("style"), width=width).page.locator(".facet[open]").count() for width in (1280, 390)]
    assert open_ones == [2, 1]


def test_typing_searches_by_itself_and_keeps_the_place_in_the_field(opened):
    visit = opened(reverse("style"), language="en")
    field = visit.page.get_by_role("searchbox", name="Search the directory")
    field.press_sequentially("radar")
    visit.page.wait_for_url("**q=radar**")
    field.press_sequentially("x")
    assert field.input_value() == "radarx"
    assert visit.page.evaluate("document.activeElement.type") == "search"
    assert visit.faults == []


def test_a_filter_is_sent_by_its_button_without_script(opened):
    visit = opened(reverse("style"), language="en", script=False)
    visit.page.get_by_role("checkbox", name="Software").check()
    visit.page.get_by_role("search").get_by_role("button", name="Search").click()
    assert "field=software" in visit.page.url
    assert visit.faults == []


def test_script_and_page_are_light(opened):
    visit = opened(reverse("style"))
    weigh = """async () => { const weight = async (url) => (await (await fetch(url)).text()).length;
      const scripts = await Promise.all([...document.scripts].map((script) => weight(script.src)));
      return [await weight(location.href), scripts.reduce((a, b) => a + b, 0)]; }"""
    page, script = visit.page.evaluate(weigh)
    assert page < 150_000
    assert script < 50_000


def test_paper_shows_the_text_and_no_menus(opened):
    visit = opened(reverse("style-desk"), theme="dark")
    visit.page.emulate_media(media="print")
    assert not visit.page.locator(".side").is_visible()
    assert visit.page.locator("h1").is_visible()
    assert visit.page.evaluate("getComputedStyle(document.body).color") == "rgb(22, 32, 43)"


@pytest.mark.parametrize(("language", "heading"), [("da", "Her er ikke noget"), ("en", "There is nothing here")])
def test_an_absent_page_says_what_to_do_in_the_readers_language(opened, language, heading):
    visit = opened("/nothing/of/the/kind", language=language)
    assert visit.page.locator("h1").text_content() == heading
    assert visit.page.locator("main a").count() == 1
    assert (visit.overflow(), visit.barriers()) == (0, [])
