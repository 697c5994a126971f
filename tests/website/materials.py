"""A newsroom and materials in it, as the tests write them."""

from datetime import date, datetime
from io import BytesIO

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Page

from klynge.website.models import (
    ContactPage,
    EventPage,
    File,
    HomePage,
    MaterialContact,
    MaterialPage,
    MediaPage,
    NewsroomPage,
    Picture,
    Region,
    RelatedMaterial,
    ReleasePage,
    Topic,
)

TITLES = {"da": ("Nyhedsrum", "nyhedsrum"), "en": ("Newsroom", "newsroom")}


def room(home: HomePage, **more: object) -> NewsroomPage:
    """The published newsroom of a language."""
    title, slug = TITLES[home.slug]
    page = NewsroomPage(title=title, slug=slug, locale=home.locale, live=False, **more)
    home.add_child(instance=page)
    page.save_revision().publish()
    return NewsroomPage.objects.get(pk=page.pk)


def rooms(homes: dict[str, HomePage]) -> dict[str, NewsroomPage]:
    """One of each language, translations of each other."""
    danish = room(homes["da"])
    return {"da": danish, "en": room(homes["en"], translation_key=danish.translation_key)}


def draft(newsroom: Page, page: MaterialPage, **about: object) -> MaterialPage:
    """Puts a page that nobody has published into the newsroom; `about`: topics, regions, tags, contacts and related materials."""
    page.locale, page.live = newsroom.locale, False
    newsroom.add_child(instance=page)
    tell(page, **about)
    page.save_revision()
    return page


def tell(page: MaterialPage, topics=(), regions=(), tags=(), contacts=(), related=()) -> None:
    page.topics.set([topic(slug) for slug in topics])
    page.regions.set([Region.objects.get_or_create(code=code)[0] for code in regions])
    page.tags.set(tags)
    page.contacts.set([MaterialContact(contact=one) for one in contacts])
    page.related.set([RelatedMaterial(other=one) for one in related])


def published(newsroom: Page, page: MaterialPage, **about: object) -> MaterialPage:
    draft(newsroom, page, **about)
    page.latest_revision.publish()
    return type(page).objects.get(pk=page.pk)


def topic(slug: str) -> Topic:
    return Topic.objects.get_or_create(slug=slug, defaults={"name_da": f"{slug} på dansk", "name_en": f"{slug} in English"})[0]


def release(slug: str = "release", **more: object) -> ReleasePage:
    told = {"title": f"Title of {slug}", "lead": f"Lead of {slug}.", "kind": "pressrelease", "place": "Karup"}
    return ReleasePage(slug=slug, **{**told, "told_on": date(2026, 11, 28), **more})


def event(slug: str = "event", **more: object) -> EventPage:
    told = {"title": f"Title of {slug}", "starts_at": at("2026-12-02T09:00Z"), "ends_at": at("2026-12-02T11:00Z")}
    return EventPage(slug=slug, kind="event", **{**told, "told_on": date(2026, 11, 27), **more})


def media(slug: str = "media", kind: str = "image", **more: object) -> MediaPage:
    return MediaPage(slug=slug, kind=kind, **{"title": f"Title of {slug}", "told_on": date(2026, 11, 26), **more})


def contact(slug: str = "contact", **more: object) -> ContactPage:
    told = {"title": f"Name of {slug}", "role": "Head of press", "phone": "+45 11 22 33 44", "email": "press@cluster.example"}
    return ContactPage(slug=slug, kind="contact", **{**told, "told_on": date(2026, 11, 25), **more})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(timezone.get_default_timezone())


def picture(says: str = "A field", colour: str = "navy", size: tuple[int, int] = (1300, 700)) -> Picture:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return Picture.objects.create(title="P", description=says, file=ContentFile(out.getvalue(), "p.png"))


def file(title: str = "Report", content: bytes = b"%PDF-1.7\n") -> File:
    return File.objects.create(title=title, file=ContentFile(content, "r.pdf"))
