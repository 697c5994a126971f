"""A site with a page in each state, and a word of its own in each text."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page

from klynge.website.actions.tree import plant
from klynge.website.models import (
    ContactPage,
    EventPage,
    HomePage,
    MaterialContact,
    MediaPage,
    NewsroomPage,
    RelatedMaterial,
    ReleasePage,
    SitePage,
    TextPage,
)
from tests.cast import Cast
from tests.samples import name, word

STATES = ("live", "draft", "ended", "planned")


def samples(cast: Cast) -> None:
    plant(by=cast.clara, name="The Cluster")
    for home in HomePage.objects.all():
        for state in STATES:
            page(home, state)
        newsroom = put(home, NewsroomPage(title=word(), lead=word(), boilerplate=word()), "live")
        for state in STATES:
            materials(newsroom, state)


def page(home: HomePage, state: str, **more: object) -> TextPage:
    """A page under a home; its words stand in the row as in its one revision."""
    row = TextPage(title=word(), lead=word(), show_in_menus=True, body=body(home))
    for name_, value in more.items():
        setattr(row, name_, value)
    return put(home, row, state)


def materials(newsroom: NewsroomPage, state: str) -> None:
    """One of each type, the release with the contact and the other materials beside it."""
    told = {"place": "Karup"}
    begins_at = timezone.now()
    phone, email = f"+45 {word()}", f"{name()}@example.org"
    contact = ContactPage(kind="contact", title=word(), lead=word(), role=word(), phone=phone, email=email, **told)
    put(newsroom, contact, state)
    times = {"starts_at": begins_at, "ends_at": begins_at + timedelta(hours=2)}
    event = EventPage(kind="event", title=word(), lead=word(), venue=word(), body=body(newsroom), **times, **told)
    put(newsroom, event, state)
    media = MediaPage(kind="video", title=word(), lead=word(), credit=word(), in_kit=True, **told)
    put(newsroom, media, state)
    release = ReleasePage(kind="news", title=word(), lead=word(), boilerplate=word(), place=word(), body=body(newsroom))
    release.contacts.set([MaterialContact(contact=contact)])
    release.related.set([RelatedMaterial(other=one) for one in (event, media)])
    put(newsroom, release, state)


def body(page: Page) -> list[tuple[str, object]]:
    told = [("heading", word()), ("text", f"<p>{word()}</p>"), ("quote", {"text": word(), "name": word(), "title": word()})]
    return [*told, ("links", {"title": word(), "lines": [{"text": word(), "page": page, "url": ""}]})]


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
