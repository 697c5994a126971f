"""The cluster's story, its membership, the application form and the events in a real browser: in both languages and themes, wide and
as narrow as 320 pixels, no barrier, no overflow, no fault."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from klynge.demo.dice import SEED
from klynge.demo.firms import firms
from klynge.demo.pages import write_story
from klynge.demo.people import team
from klynge.register.models import Organisation
from klynge.register.tasks import load_codes
from klynge.website.actions.tree import plant
from klynge.website.models import EventPage, EventsPage, TextPage
from tests.browser.visit import Visit
from tests.cast import make

LOOKS = [(1280, "light", "da"), (1280, "dark", "en"), (320, "dark", "da"), (320, "light", "en")]


@pytest.fixture
def site(transactional_db):
    """The demonstration's story and events, published, with the standing cast."""
    cast, today = make(), timezone.localdate()
    load_codes()
    plant(by=cast.clara, name="The Cluster")
    write_story(by=cast.clara, team=team(SEED, today, firms(SEED, today)), today=today)
    return cast


def pages(language: str) -> list[str]:
    """The front, the story, the list of events with its first event, and the form."""
    of = {"locale__language_code": language}
    found = [page.url_path for model in (TextPage, EventsPage) for page in model.objects.filter(**of).order_by("path")]
    event = EventPage.objects.filter(**of).order_by("path").first()
    return [f"/{language}/", *found, event.url_path, f"/join/?language={language}", f"/join/sent/?language={language}"]


@pytest.mark.parametrize(("width", "theme", "language"), LOOKS)
def test_the_public_pages_read_well(opened, site, width, theme, language):
    visit, wrong = opened("/style", width=width, theme=theme, language=language), {}
    for path in pages(language):
        visit.faults.clear()
        visit.to(path)
        if (found := visit.whole()) != Visit.GOOD:
            wrong[path] = str(found)
        assert visit.page.locator("html").get_attribute("lang") == language
        assert visit.page.locator("h1").count() == 1
        assert visit.weight()[0] < 150_000
    assert len(pages(language)) == 12
    assert wrong == {}


def test_a_guest_applies_from_the_membership_page_and_the_secretariat_admits(opened, site):
    guest = opened("/en/membership/", language="en", width=320)
    guest.page.locator("#main").get_by_role("link", name="Apply for membership").click()
    guest.page.get_by_label("Name of the organisation").fill("Lark Sensors ApS")
    guest.page.get_by_label("CVR number").fill("1015 0818")
    guest.page.get_by_label("Who can we talk to").fill("Lara Lark")
    guest.page.get_by_label("E-mail").fill("lara@lark.example")
    guest.page.get_by_label("Why you want to join").fill("We want to meet buyers.")
    guest.page.get_by_label("The cluster may keep").check()
    guest.page.get_by_role("button", name="Send").click()
    assert "fails the check digit" in guest.page.locator("#id_cvr_error").inner_text()
    assert guest.barriers() == []
    guest.page.get_by_label("CVR number").fill("1015 0817")
    guest.page.get_by_role("button", name="Send").click()
    assert guest.page.locator("h1").inner_text() == "Look in your mailbox"
    guest.to(re.search(r"http\S+?(/join/\S+)", mail.outbox[0].body)[1])
    assert guest.whole() == Visit.GOOD
    guest.page.get_by_role("button", name="Confirm").click()
    assert guest.page.locator("h1").inner_text() == "Thank you"
    clara = opened("/desk/", language="en", who=site.clara, width=390)
    assert clara.page.locator("a.stat[href='/register/applications/'] .stat-value").inner_text() == "1"
    clara.to("/register/applications/")
    assert clara.whole() == Visit.GOOD
    clara.page.get_by_role("link", name="Lark Sensors ApS").click()
    clara.page.wait_for_load_state()
    assert clara.whole() == Visit.GOOD
    clara.page.get_by_role("button", name="Admit", exact=True).click()
    clara.page.get_by_text("Lark Sensors ApS is a member now.").wait_for()
    assert Organisation.objects.system_rows("the test looks").filter(cvr="10150817").count() == 1
