"""A site with a page in each state, and a word of its own in each text."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from wagtail.models import Page

from klynge.website.actions.tree import plant
from klynge.website.models import (
    Approval,
    Coverage,
    EventPage,
    EventsPage,
    HomePage,
    Kind,
    Mailing,
    NewsroomPage,
    ReleasePage,
    Sent,
    Subscriber,
    TextPage,
    Tie,
    Topic,
)
from klynge.website.queries.words import words_of
from tests.cast import Cast
from tests.samples import name, word

AT, DAY = datetime(2026, 3, 2, 8, tzinfo=UTC), date(2026, 3, 2)
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
        newsroom(home, cast)


def newsroom(home: HomePage, cast: Cast) -> None:
    """A release that is published and one that is not, with who approves it, who gets it and where it was printed."""
    place = NewsroomPage(title=word(), slug=name(), locale=home.locale, live=False)
    home.add_child(instance=place)
    place.save_revision().publish()
    topic = Topic.objects.create(slug=name(), name_da="Emne", name_en="Topic")
    for live in (False, True):
        row = page(NewsroomPage.objects.get(pk=place.pk), "draft", model=ReleasePage, place=word(), boilerplate=word())
        row.ties = [Tie(of="member", key=cast.hawk.pk)]
        row.topics = [topic]
        row.title = word()
        revision = row.save_revision()
        if live:
            revision.publish()
        _approved(row, cast)
        _mailed(row, home)
        Coverage.objects.create(
            page_id=row.pk, outlet=word(), title=word(), address=f"https://{word()}.example", on=DAY, made_at=AT
        )


def _approved(row: ReleasePage, cast: Cast) -> None:
    told = words_of(row)
    by = {"asked_at": AT, "asked_by_id": cast.clara.person_id, "revision_id": row.latest_revision_id, "page_id": row.pk}
    for part, key, digest in (("quote", told.quotes[0].key, told.quotes[0].hash), ("member", str(cast.hawk.pk), told.hash)):
        said = {"name": word(), "email": f"{word()}@example.org", "fault": word(), "note": word()}
        Approval.objects.create(part=part, key=key, hash=digest, **by, **said)


def _mailed(row: ReleasePage, home: HomePage) -> None:
    language = home.locale.language_code
    reader = Subscriber.objects.create(
        email=f"{word()}@example.org",
        seal=name(),
        language=language,
        sentence=word(),
        form=f"/{word()}/",
        asked_at=AT,
        mailed_at=AT,
    )
    release = row.translation_key
    Mailing.objects.create(page_id=row.pk, release=release, language=language, made_at=AT, again_at=AT, done_at=AT)
    Sent.objects.create(subscriber=reader, release=release, page_id=row.pk, begun_at=AT, fault=word())


def page(home: Page, state: str, model: type = TextPage, **more: object) -> TextPage:
    """A page under another one; its words stand in the row as in its one revision."""
    row = model(title=word(), slug=name(), lead=word(), locale=home.locale, show_in_menus=True, live=False)
    row.body = [("heading", word()), ("text", f"<p>{word()}</p>"), ("quote", {"text": word(), "name": word(), "title": word()})]
    row.body.append(("links", {"title": word(), "lines": [{"text": word(), "page": home, "url": ""}]}))
    row.body += story() if model is TextPage else []
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
