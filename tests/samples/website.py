"""A site with a page in each state, and a word of its own in each text."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page

from klynge.website.actions.tree import plant
from klynge.website.models import EventPage, EventsPage, HomePage, Kind, TextPage
from tests.cast import Cast
from tests.samples import name, word

STATES = ("live", "draft", "ended", "planned")


def samples(cast: Cast) -> None:
    plant(by=cast.clara, name="The Cluster")
    for home in HomePage.objects.all():
        above = EventsPage(title=word(), slug=name(), lead=word(), locale=home.locale, show_in_menus=True, live=False)
        home.add_child(instance=above)
        above.save_revision().publish()
        for state in STATES:
            page(home, state)
            event(above, state)


def page(home: HomePage, state: str, **more: object) -> TextPage:
    """A page under a home; its words stand in the row as in its one revision."""
    row = TextPage(title=word(), slug=name(), lead=word(), locale=home.locale, show_in_menus=True, live=False)
    row.body = [("heading", word()), ("text", f"<p>{word()}</p>"), ("quote", {"text": word(), "name": word(), "title": word()})]
    row.body.append(("links", {"title": word(), "lines": [{"text": word(), "page": home, "url": ""}]}))
    row.body += story()
    for name_, value in more.items():
        setattr(row, name_, value)
    return _put(home, row, state)


def event(above: EventsPage, state: str) -> EventPage:
    """An event on a list."""
    starts = timezone.now() + timedelta(days=9)
    row = EventPage(title=word(), slug=name(), lead=word(), venue=word(), locale=above.locale, kind=Kind.EVENT, live=False)
    row.starts_at, row.ends_at, row.body = starts, starts + timedelta(hours=2), [("text", f"<p>{word()}</p>")]
    return _put(above, row, state)


def story() -> list[tuple[str, object]]:
    """The blocks of the story that hold words, a word in each of them."""
    year, place = {"year": 2004}, {"lat": 55.7, "lon": 12.6}
    office = {"name": word(), "address": word(), "municipality": "", "phone": "", "email": "", **place}
    person = {"name": word(), "role": word(), "field": word(), "phone": "", "email": "", "picture": None}
    seat = {"name": word(), "role": word(), "organisation": word(), "until": 2027, "picture": None}
    partner = {"name": word(), "country": "SE", "city": word(), "url": "", "text": word(), **place}
    held = {"kind": "label", "name": word(), "issued_by": word(), "from_year": 2019, "to_year": None, "valid_until": None}
    return [
        ("milestones", {"title": word(), "lines": [{**year, "text": word(), "source": word()}]}),
        ("holdings", {"title": word(), "lines": [{**held, "source": word()}]}),
        ("offices", {"title": word(), "lines": [office]}),
        ("secretariat", {"title": word(), "lines": [person]}),
        ("board", {"title": word(), "lines": [seat]}),
        ("partners", {"title": word(), "lines": [partner]}),
        ("membership", {"title": word(), "fees": [], "note": word(), "how": f"<p>{word()}</p>", "apply": True}),
    ]


def _put(above: Page, row: Page, state: str) -> Page:
    """The page in its state, under another one."""
    now = timezone.now()
    row.go_live_at = now + timedelta(days=2) if state == "planned" else None
    above.add_child(instance=row)
    revision = row.save_revision()
    if state != "draft":
        revision.publish()
    if state == "ended":
        row.refresh_from_db()
        row.expire_at = now - timedelta(minutes=1)
        row.save()
    return row
