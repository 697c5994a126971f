"""The directory and a member's card in a real browser, with and without script, wide and narrow."""

import pytest

from klynge.core.tlp import Label
from klynge.register.models import Reference, Site
from tests.browser.visit import Visit
from tests.register.members import capability, certificate, codes, fact, member


@pytest.fixture
def members(transactional_db):
    codes()
    for number, municipality in enumerate(("0851", "0791", "0101", "0461", "0400", "0760")):
        row = member(f"Firma {number} A/S", municipality=municipality, text=f"Vi bygger radar nummer {number} til havne")
        certificate(row, "ISO 9001", expires_on="2027-06-30")
        certificate(row, "AQAP 2110", expires_on="2026-05-31")
        capability(row, "sensors.radar")
        fact(row, "https://www.firma.example", name="website", language="")
        Reference.objects.create(organisation=row, title="Radar til en havn", year=2024, label=Label.CLEAR)
        Site.objects.create(organisation=row, name="Værksted", municipality="0561", label=Label.CLEAR)
        row.slug = f"firma-{number}"
        row.save()


@pytest.mark.parametrize(("width", "theme", "language"), [(1280, "light", "da"), (390, "dark", "en")])
@pytest.mark.parametrize("path", ["/members/", "/members/?q=radra", "/members/?view=map", "/members/firma-1/", "/codes/?q=radar"])
def test_the_pages_read_well(opened, members, path, width, theme, language):
    assert opened(path, width=width, theme=theme, language=language).whole() == Visit.GOOD


def test_words_and_boxes_narrow_the_list_while_one_types_and_the_field_keeps_the_keyboard(opened, members):
    visit = opened("/members/", language="en")
    visit.page.locator("#filter-q").press_sequentially("nummer 3")
    visit.page.wait_for_url("**/members/?q=nummer+3*")
    visit.page.locator(".answer", has_text="1 of 6 members answers").wait_for()
    assert visit.page.evaluate("document.activeElement.id") == "filter-q"
    visit.page.locator("summary", has_text="Region").click()
    visit.page.get_by_label("Region of Southern Denmark").check()
    visit.page.wait_for_url("**region=1083**")
    visit.page.locator(".chosen", has_text="Region of Southern Denmark").wait_for()
    assert visit.page.evaluate("document.activeElement.id") == "region-1083"
    assert visit.faults == []


def test_the_directory_works_without_script(opened, members):
    visit = opened("/members/", language="en", script=False)
    visit.page.locator("#filter-q").fill("nummer 3")
    visit.page.locator(".search button").click()
    assert visit.page.locator(".row-title a").all_text_contents() == ["Firma 3 A/S"]
    visit.page.locator(".row-title a").click()
    assert visit.page.locator("h1").text_content() == "Firma 3 A/S"
