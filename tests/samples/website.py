"""A site with a page of each type in each state, and a word of its own in each text."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from wagtail.models import Page

from klynge.website.actions.tree import plant
from klynge.website.models import (
    Approval,
    ContactPage,
    Coverage,
    EventPage,
    EventsPage,
    HomePage,
    Mailing,
    MaterialContact,
    MediaPage,
    NewsroomPage,
    RelatedMaterial,
    ReleasePage,
    Sent,
    SitePage,
    Subscriber,
    TextPage,
    Tie,
    Topic,
)
from klynge.website.queries.words import words_of
from tests.cast import Cast
from tests.samples import name, word

AT, DAY = datetime(2026, 3, 2, 8, tzinfo=UTC), date(2026, 3, 2)
STATES = ("draft", "live", "ended", "planned")


def samples(cast: Cast) -> None:
    plant(by=cast.clara, name="The Cluster")
    for home in HomePage.objects.all():
        newsroom = put(home, NewsroomPage(title=word(), lead=word(), boilerplate=word()), "live")
        events = put(home, EventsPage(title=word(), lead=word(), show_in_menus=True), "live")
        topic = Topic.objects.create(slug=f"topic-{home.slug}", name_da="Emne", name_en="Topic")
        for state in STATES:
            page(home, state)
            put(events, event(), state)
            release = materials(newsroom, state, Tie(of="member", key=cast.hawk.pk), topic)
            if state in ("live", "draft"):
                _approved(release, cast)
                _mailed(release, home)
                _printed(release)


def page(home: HomePage, state: str, **more: object) -> TextPage:
    """A page under a home; its words stand in the row as in its one revision."""
    row = TextPage(title=word(), lead=word(), show_in_menus=True, body=[*body(home), *story()])
    for name_, value in more.items():
        setattr(row, name_, value)
    return put(home, row, state)


def event() -> EventPage:
    starts = timezone.now() + timedelta(days=9)
    times = {"starts_at": starts, "ends_at": starts + timedelta(hours=2)}
    told = [("text", f"<p>{word()}</p>")]
    return EventPage(kind="event", title=word(), lead=word(), venue=word(), place="Karup", body=told, **times)


def materials(newsroom: NewsroomPage, state: str, tie: Tie, topic: Topic) -> ReleasePage:
    """One of each type, the release with the contact and the other materials beside it."""
    told = {"place": "Karup"}
    phone, email = f"+45 {word()}"[:40], f"{name()}@example.org"
    contact = ContactPage(kind="contact", title=word(), lead=word(), role=word(), phone=phone, email=email, **told)
    put(newsroom, contact, state)
    there = put(newsroom, event(), state)
    media = put(newsroom, MediaPage(kind="video", title=word(), lead=word(), credit=word(), in_kit=True, **told), state)
    release = ReleasePage(kind="news", title=word(), lead=word(), boilerplate=word(), place=word(), body=body(newsroom))
    release.contacts.set([MaterialContact(contact=contact)])
    release.related.set([RelatedMaterial(other=one) for one in (there, media)])
    release.ties, release.topics = [tie], [topic]
    return put(newsroom, release, state)


def _approved(row: ReleasePage, cast: Cast) -> None:
    told = words_of(row)
    by = {"asked_at": AT, "asked_by_id": cast.clara.person_id, "revision_id": row.latest_revision_id, "page_id": row.pk}
    for part, key, digest in (("quote", told.quotes[0].key, told.quotes[0].hash), ("member", str(cast.hawk.pk), told.hash)):
        said = {"name": word(), "email": f"{word()}@example.org", "fault": word(), "note": word()}
        Approval.objects.create(part=part, key=key, hash=digest, **by, **said)


def _mailed(row: ReleasePage, home: HomePage) -> None:
    language = home.locale.language_code
    email, form = f"{word()}@example.org", f"/{word()}/"
    times = {"asked_at": AT, "mailed_at": AT}
    reader = Subscriber.objects.create(email=email, seal=name(), language=language, sentence=word(), form=form, **times)
    release = row.translation_key
    Mailing.objects.create(page_id=row.pk, release=release, language=language, made_at=AT, again_at=AT, done_at=AT)
    Sent.objects.create(subscriber=reader, release=release, page_id=row.pk, begun_at=AT, fault=word())


def _printed(row: ReleasePage) -> None:
    Coverage.objects.create(page_id=row.pk, outlet=word(), title=word(), address=f"https://{word()}.example", on=DAY, made_at=AT)


def body(above: Page) -> list[tuple[str, object]]:
    told = [("heading", word()), ("text", f"<p>{word()}</p>"), ("quote", {"text": word(), "name": word(), "title": word()})]
    return [*told, ("links", {"title": word(), "lines": [{"text": word(), "page": above, "url": ""}]})]


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


def put(above: Page, row: SitePage, state: str) -> SitePage:
    """A page in a state; its words stand in the row as in its one revision."""
    now = timezone.now()
    row.slug, row.locale, row.live = name(), above.locale, False
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
