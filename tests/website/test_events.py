"""What takes place: the list by month, the next three on the front page, and calendars, each read by a library that is not the one that
wrote it."""

from datetime import UTC, datetime, timedelta

import pytest
import vobject
from django.utils import timezone
from lxml import html
from wagtail.models import PageViewRestriction

from klynge.website.actions.events import Planned, write_events
from klynge.website.actions.tree import Words
from klynge.website.calendar_file import calendar_file
from klynge.website.models import EventPage, EventsPage, NewsroomPage, TextPage
from klynge.website.queries.events import in_calendar
from klynge.website.views.events import webcal
from tests.website.editing import draft, published

pytestmark = pytest.mark.django_db
SECRET = "zqsecretxv"
HOUR = timedelta(hours=1)


@pytest.fixture
def lists(cast, homes) -> dict[str, EventsPage]:
    """An empty list in each language."""
    words = {"da": Words("Arrangementer", "arrangementer", "Mød os."), "en": Words("Events", "events", "Meet us.")}
    write_events(by=cast.clara, words=words, planned=[])
    return {page.locale.language_code: page for page in EventsPage.objects.all()}


def event(above, slug: str, starts: datetime, *, live: bool = True, title: str = "", **more: object) -> EventPage:
    page = EventPage(slug=slug, title=title or slug.capitalize(), starts_at=starts, locale=above.locale, live=False, **more)
    page.ends_at = more.get("ends_at", starts + 2 * HOUR)
    above.add_child(instance=page)
    revision = page.save_revision()
    if live:
        revision.publish()
    return EventPage.objects.get(pk=page.pk)


def read(browser, path: str):
    """The calendar as another library reads it."""
    answer = browser("guest").get(path)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return vobject.readOne(answer.content.decode())


def titles(calendar) -> list[str]:
    return [one.summary.value for one in getattr(calendar, "vevent_list", [])]


def test_events_stand_under_their_month_and_past_ones_under_their_year_wherever_they_lie(homes, lists, browser):
    now = timezone.now()
    newsroom = NewsroomPage(title="News", slug="newsroom", locale=homes["en"].locale, live=False)
    homes["en"].add_child(instance=newsroom)
    newsroom.save_revision().publish()
    first, second = datetime(now.year + 1, 3, 2, 9, tzinfo=UTC), datetime(now.year + 1, 5, 2, 9, tzinfo=UTC)
    event(newsroom, "later", second)
    event(lists["en"], "sooner", first, venue="Karup", online=True)
    event(lists["en"], "old", datetime(2024, 2, 1, 9, tzinfo=UTC))
    event(lists["en"], "older", datetime(2023, 2, 1, 9, tzinfo=UTC))
    event(lists["da"], "dansk", first)
    page = html.document_fromstring(browser("guest").get("/en/events/").content.decode())
    year = now.year + 1
    assert page.xpath("//main//h2/text()") == [f"March {year}", f"May {year}", "Past events"]
    assert page.xpath("//main//h3/text()") == ["2024", "2023"]
    assert page.xpath("//p[@class='row-title']/a/text()") == ["Sooner", "Later", "Old", "Older"]
    facts = page.xpath("(//p[@class='row-facts'])[1]/span/text()")
    assert facts[1:] == ["Karup", "can be followed online"]
    assert facts[0].endswith(f"2 March {year}, 10:00–12:00")
    assert page.xpath("//link[@type='text/calendar']/@href") == ["/en/events.ics"]


def test_an_empty_list_says_what_will_come(lists, browser):
    assert "Nothing is planned right now" in browser("guest").get("/en/events/").content.decode()
    assert titles(read(browser, "/en/events.ics")) == []


def test_the_front_page_shows_the_next_three_and_what_goes_on_now(lists, browser):
    now = timezone.now()
    for n in (3, 1, 4, 2):
        event(lists["en"], f"in-{n}", now + timedelta(days=n))
    event(lists["en"], "now", now - HOUR)
    event(lists["en"], "over", now - 3 * HOUR)
    page = html.document_fromstring(browser("guest").get("/en/").content.decode())
    assert page.xpath("//section[@id='events']//p[@class='row-title']/a/text()") == ["Now", "In-1", "In-2"]


def test_a_calendar_says_what_the_page_says_in_local_time(lists, browser, settings):
    settings.ADDRESS = "https://cluster.example"
    summer = datetime(timezone.now().year + 1, 7, 1, 7, 30, tzinfo=UTC)
    page = event(
        lists["en"], "fair", summer, title="Fair; with, commas", lead="Line\nof “words” " + "æøå " * 40, venue="Hall 2, Karup"
    )
    calendar = read(browser, "/en/events.ics")
    [entry] = calendar.vevent_list
    assert calendar.prodid.value == "-//Klynge//Public events//EN"
    assert entry.summary.value == "Fair; with, commas"
    assert entry.location.value == "Hall 2, Karup"
    assert entry.description.value == f"{page.lead}\n\nhttps://cluster.example/en/events/fair/"
    assert entry.url.value == "https://cluster.example/en/events/fair/"
    assert (entry.dtstart.value, entry.dtend.value) == (summer, summer + 2 * HOUR)
    assert entry.dtstart.value.utcoffset() == 2 * HOUR
    assert [zone.tzid.value for zone in calendar.vtimezone_list] == ["Europe/Copenhagen"]
    assert entry.uid.value == f"{page.translation_key}@cluster.example"
    stamp = page.last_published_at.replace(microsecond=0)
    assert (entry.last_modified.value, entry.dtstamp.value) == (stamp, stamp)
    raw = browser("guest").get("/en/events.ics").content
    assert b"\r\nDTSTART;TZID=Europe/Copenhagen:" in raw
    assert max(map(len, raw.split(b"\r\n"))) <= 75, "RFC 5545 3.1: a line has at most 75 bytes"
    assert raw == browser("guest").get("/en/events.ics").content


def test_an_event_is_one_in_both_languages_and_each_change_that_is_published_counts(lists, browser):
    starts = timezone.now() + timedelta(days=5)
    english = event(lists["en"], "fair", starts)
    event(lists["da"], "messe", starts, translation_key=english.translation_key)

    def entry(path: str = "/en/events.ics"):
        return read(browser, path).vevent

    first = entry()
    assert first.uid.value == entry("/da/arrangementer.ics").uid.value
    english.title = "Only written"
    english.save_revision()
    assert (entry().summary.value, entry().sequence.value) == ("Fair", first.sequence.value), (
        "a draft tells nothing, not even that"
    )
    english.get_latest_revision().publish()
    assert (entry().summary.value, entry().uid.value) == ("Only written", first.uid.value)
    assert int(entry().sequence.value) == int(first.sequence.value) + 1


def test_one_event_is_taken_along_by_its_own_file(lists, browser):
    event(lists["en"], "fair", timezone.now() + timedelta(days=5))
    event(lists["en"], "other", timezone.now() + timedelta(days=6))
    page = html.document_fromstring(browser("guest").get("/en/events/fair/").content.decode())
    [where] = page.xpath("//a[text()='Add to calendar']/@href")
    assert titles(read(browser, where)) == ["Fair"]
    assert browser("guest").get(where).headers["Content-Disposition"] == 'attachment; filename="fair.ics"'
    for absent in ("/en/events.ics".replace("events", "nothing"), "/en/events/nothing.ics", "/da/events/fair.ics"):
        assert browser("guest").get(absent).status_code == 404


def test_a_page_of_another_type_is_no_event(homes, browser):
    published(homes["en"], "about")
    assert browser("guest").get("/en/about.ics").status_code == 404


def test_the_calendar_is_subscribed_to_by_the_address_of_the_house(settings):
    settings.ADDRESS = "https://cluster.example:8443"
    assert webcal("/en/events.ics") == "webcal://cluster.example:8443/en/events.ics"


def hidden(homes, lists) -> dict[str, EventPage]:
    """An event in each state in which something of it is not public, a secret word in all of its texts."""
    now, starts = timezone.now(), timezone.now() + timedelta(days=3)
    told = {"title": SECRET, "lead": SECRET, "venue": SECRET}
    made = {"draft": event(lists["en"], "draft", starts, live=False, **told)}
    for state in ("embargoed", "ended", "private", "under-draft", "changed"):
        above = _under_draft(homes) if state == "under-draft" else lists["en"]
        made[state] = event(above, state, starts, live=state != "embargoed", **(told if state != "changed" else {}))
    embargoed = made["embargoed"]
    embargoed.go_live_at = now + timedelta(hours=1)
    embargoed.save_revision().publish()
    EventPage.objects.filter(pk=made["ended"].pk).update(expire_at=now - timedelta(seconds=1))
    PageViewRestriction.objects.create(page=made["private"], restriction_type="login")
    changed = made["changed"]
    changed.title = changed.lead = changed.venue = SECRET
    changed.save_revision()
    return made


def _under_draft(homes) -> TextPage:
    """Events do not lie under a page of text, but a list may come to lie under what is taken down."""
    return draft(homes["en"], "taken-down")


@pytest.mark.parametrize("name", ["guest", "anna", "dora", "erik"])
def test_of_what_is_not_published_no_list_and_no_calendar_tells(homes, lists, browser, name):
    made = hidden(homes, lists)
    paths = ["/en/events/", "/en/events.ics", "/en/", "/da/arrangementer.ics", "/sitemap.xml"]
    paths += [page.url_path.rstrip("/") + end for page in made.values() for end in ("/", ".ics")]
    client = browser(name)
    answers = {path: client.get(path) for path in paths}
    assert [path for path, answer in answers.items() if SECRET in answer.content.decode() + str(answer.headers)] == []
    open_ones = {path for path, answer in answers.items() if answer.status_code == 200}
    assert open_ones == {*paths[:5], "/en/events/changed/", "/en/events/changed.ics"}
    assert titles(read(browser, "/en/events.ics")) == ["Changed"]
    absent = client.get("/en/events/no-such.ics").content
    assert {client.get(f"/en/events/{one}.ics").content for one in ("draft", "embargoed", "ended", "private")} == {absent}


def test_what_is_taken_down_is_gone_from_the_calendar_and_what_is_long_over_too(lists, browser):
    now = timezone.now()
    kept = event(lists["en"], "kept", now - timedelta(days=300))
    event(lists["en"], "long-over", now - timedelta(days=500))
    assert titles(read(browser, "/en/events.ics")) == ["Kept"]
    kept.unpublish()
    assert titles(read(browser, "/en/events.ics")) == []


def test_one_and_three_events_cost_the_same_number_of_queries(lists, django_assert_num_queries):
    for n in range(3):
        event(lists["en"], f"e{n}", timezone.now() + timedelta(days=n + 1))
        if n in (0, 2):
            with django_assert_num_queries(3):
                assert len(in_calendar("en")) == n + 1


def test_events_are_written_once_and_kept_as_people_changed_them(cast, homes):
    words = {code: Words(f"List {code}", f"list-{code}", "Lead") for code in ("da", "en")}
    starts = timezone.now()
    one = Planned(
        {code: Words(f"Fair {code}", f"fair-{code}", "Lead") for code in ("da", "en")},
        {"da": "Her", "en": "Here"},
        starts,
        starts + HOUR,
    )
    write_events(by=cast.clara, words=words, planned=[one])
    EventPage.objects.filter(slug="fair-en").update(lead="Better")
    write_events(by=cast.clara, words=words, planned=[one])
    assert set(EventPage.objects.values_list("url_path", "lead", "venue")) == {
        ("/da/list-da/fair-da/", "Lead", "Her"),
        ("/en/list-en/fair-en/", "Better", "Here"),
    }
    assert len(set(EventPage.objects.values_list("translation_key", flat=True))) == 1


def test_both_ends_of_summer_time_are_where_the_law_has_them():
    zone = vobject.readOne(calendar_file([], name="Empty", language="en").decode()).vtimezone.tzinfo
    moments = [datetime(2027, *when, tzinfo=zone) for when in ((3, 28, 1, 59), (3, 28, 3), (10, 31, 1, 59), (10, 31, 3, 1))]
    assert [one.utcoffset() for one in moments] == [HOUR, 2 * HOUR, 2 * HOUR, HOUR]


def test_no_events_make_a_calendar_that_can_be_read():
    assert vobject.readOne(calendar_file([], name="Empty", language="en").decode()).name == "VCALENDAR"
