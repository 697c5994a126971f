"""The cluster's story as readers find it: each block says what its editor wrote, in words and in pictures with a table behind them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override
from lxml import html

from klynge.demo import story as demo
from klynge.demo.dice import SEED
from klynge.demo.firms import firms
from klynge.demo.pages import write_story
from klynge.demo.people import team
from klynge.website.models import EventPage, EventsPage, TextPage
from klynge.website.models.blocks_story import STORY
from klynge.website.views import story as words
from tests.demo.conftest import TODAY
from tests.website import story
from tests.website.editing import published

pytestmark = pytest.mark.django_db


def page_of(browser, path: str):
    answer = browser("guest").get(path)
    assert answer.status_code == 200
    return html.document_fromstring(answer.content.decode())


def table(page, caption: str) -> list[list[str]]:
    [found] = [one for one in page.xpath("//table") if one.xpath("string(caption)") == caption]
    return [[cell.text_content().strip() for cell in row.xpath("th|td")] for row in found.xpath(".//tr")]


def test_every_block_of_the_story_is_an_editors_to_choose_and_is_shown_in_both_languages(homes, browser):
    assert {name for name, _block in STORY} == {name for name, _value in story.whole()}
    for code in ("da", "en"):
        published(homes[code], "story", body=story.whole())
        page = page_of(browser, f"/{code}/story/")
        assert [one.text_content() for one in page.xpath("//h2")].count(story.TITLE) == len(STORY)


def test_milestones_stand_by_year_each_with_its_source(homes, browser):
    published(homes["en"], "story", body=[story.milestones()])
    page = page_of(browser, "/en/story/")
    moments = page.xpath("//ol[contains(@class,'timeline')]/li")
    assert [one.xpath("string(.//*[@class='moment-at'])") for one in moments] == ["2004", "2019"]
    assert [one.xpath("string(.//p[2])") for one in moments] == ["Source: example.org", "Source: A book"]
    assert page.xpath("//ol[contains(@class,'timeline')]//a/@href") == ["https://www.example.org/a"]


def test_a_source_that_is_no_address_of_the_web_is_no_link():
    with override("en"):
        [_told] = words.moments([{"year": 2004, "text": "x", "source": "javascript:alert(1)"}])
    assert (_told.url, _told.text) == ("", "Source: javascript:alert(1)")


def test_a_label_says_from_when_by_whom_and_until_when(homes, browser):
    published(homes["en"], "story", body=[story.holdings()])
    page = page_of(browser, "/en/story/")
    told = "since 2019 · issued by The label office · valid until 30 June 2027 · Source: label.example"
    assert page.xpath("string(//dl[@class='facts']//dt)") == "Label"
    assert page.xpath("string(//*[@class='fact-note'])") == told


def test_offices_stand_on_the_map_at_their_point_or_their_municipality_with_a_table_behind(homes, browser):
    published(homes["en"], "story", body=[story.offices()])
    page = page_of(browser, "/en/story/")
    assert page.xpath("string(//svg/title)") == "Our offices"
    assert page.xpath("string(//svg/desc)") == "On the map: Head office, Second."
    assert page.xpath("//svg//g/title/text()") == ["1 Head office", "2 Second"]
    assert table(page, "Our offices")[1:] == [
        ["1 Head office", "Road 1, Karup", "+45 00 12 34 56", "us@example.org"],
        ["2 Second", "Road 2", "+45 00 12 34 56", "us@example.org"],
    ]
    assert "tel:+4500123456" in page.xpath("//a/@href")


def test_an_office_that_has_no_place_is_not_kept():
    block = dict(STORY)["offices"].child_blocks["lines"].child_block
    [_name, value] = story.offices()
    known = value["lines"][0]
    assert block.clean(block.normalize(known))["name"] == "Head office"
    for wrong in ({"municipality": ""}, {"lat": 55.0}, {"lat": 95.0, "lon": 12.0}, {"email": "nobody"}, {"municipality": "9999"}):
        with pytest.raises(ValidationError):
            block.clean(block.normalize({**known, **wrong}))


def test_people_are_named_with_what_they_look_after_and_the_board_with_whom_they_come_from(homes, browser):
    published(homes["en"], "story", body=[story.secretariat(), story.board()])
    page = page_of(browser, "/en/story/")
    told = [[one.text_content() for one in person.xpath(".//p")] for person in page.xpath("//li[@class='person']")]
    assert told == [
        ["Kari Invented", "Adviser", "Space", "+45 00 12 34 56", "k@example.org"],
        ["Bo Invented", "Chair, A firm", "Elected until 2027"],
    ]


def test_partners_stand_on_europe_and_on_the_world_when_one_is_far_away(homes, browser):
    published(homes["en"], "near", body=[story.partners()])
    published(homes["en"], "far", body=[story.partners("Far away", 44.6, -63.6)])
    near, far = page_of(browser, "/en/near/"), page_of(browser, "/en/far/")
    assert table(near, "Partner clusters abroad")[1] == ["1 A cluster", "Linköping", "Sweden", "Fairs"]
    boxes = [page.xpath("string(//svg[contains(@class,'map')]/@viewbox)") for page in (near, far)]
    assert boxes[0] != boxes[1]
    assert near.xpath("//svg//a/@href") == ["https://cluster.example/"]


def test_a_membership_says_what_it_costs_and_leads_to_the_form_in_the_pages_language(homes, browser):
    for code in ("da", "en"):
        published(homes[code], "story", body=[story.membership()])
    english, danish = page_of(browser, "/en/story/"), page_of(browser, "/da/story/")
    assert table(english, "What a membership costs")[1:] == [
        ["Company member", "10–49 employees", "DKK\xa012,000", "2026"],
        ["Knowledge institution", "all sizes", "EUR\xa02,500.50", "2026"],
    ]
    for page, code in ((english, "en"), (danish, "da")):
        assert f"/join/?language={code}" in page.xpath("//main//a/@href")


@pytest.mark.parametrize(("band", "told"), [("0-9", "0–9 employees"), ("250-", "250 employees or more"), ("", "all sizes")])
def test_a_size_band_is_told_in_words(band, told):
    line = {"type": "company", "band": band, "amount": 1, "currency": "DKK", "from_year": 2026}
    with override("en"):
        assert words.fees("", [line]).rows[0][1] == told


def test_the_demonstration_tells_the_whole_story_in_both_languages_once(cast, homes, browser):
    members = firms(SEED, TODAY)
    staff = team(SEED, TODAY, members)
    for _time in range(2):
        write_story(by=cast.clara, team=staff, today=TODAY)
    pages = TextPage.objects.order_by("path")
    assert [pages.filter(locale__language_code=code).count() for code in ("da", "en")] == [7, 7]
    assert len({page.translation_key for page in pages}) == 7
    assert EventPage.objects.count() == 12
    for page in pages:
        shown = page_of(browser, page.url_path)
        assert shown.xpath("//main//h1/text()") == [page.title]
    people = page_of(browser, "/da/om-klyngen/sekretariatet/").xpath("//li[@class='person']")
    assert len(people) == len(staff.secretariat) == 7
    years = page_of(browser, "/en/about-the-cluster/history/").xpath("//*[@class='moment-at']/text()")
    assert years == ["2004", "2007", "2014", "2018", "2019", "2021"]
    assert "Karup" in demo.offices("en").lead


def test_an_editor_opens_and_previews_the_story_and_the_events(homes, browser):
    page, clara = published(homes["en"], "story", body=story.whole()), browser("clara")
    assert clara.get(f"/edit/pages/{page.pk}/edit/").status_code == 200
    assert clara.get(f"/edit/pages/add/website/eventspage/{homes['en'].pk}/").status_code == 200
    listed = EventsPage(title="Events", slug="events", locale=homes["en"].locale, live=False)
    homes["en"].add_child(instance=listed)
    listed.save_revision()
    assert clara.get(f"/edit/pages/add/website/eventpage/{listed.pk}/").status_code == 200
    starts = timezone.now()
    event = EventPage(title="Fair", slug="fair", locale=listed.locale, live=False, starts_at=starts, ends_at=starts)
    listed.add_child(instance=event)
    event.save_revision()
    for one in (page, listed, event):
        assert one.title in clara.get(f"/edit/pages/{one.pk}/view_draft/").content.decode()


def test_a_number_that_nobody_touched_is_no_change():
    """Else whoever approves a page would be taken for who wrote it."""
    body = TextPage._meta.get_field("body").stream_block
    line = body.child_blocks["holdings"].child_blocks["lines"].child_block
    told = {"from_year": "2021", "to_year": "", "valid_until": "2027-03-01"}
    kept = {name: line.child_blocks[name].value_from_form(value) for name, value in told.items()}
    assert kept == {"from_year": 2021, "to_year": None, "valid_until": date(2027, 3, 1)}
    assert line.child_blocks["from_year"].value_from_form("soon") == "soon"
