"""A newsroom in each language with its contacts and releases, for the beginning of a site."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO

from django.core.files.images import ImageFile
from django.db import transaction
from django.utils import timezone

from klynge.access.verbs import require_role
from klynge.access.viewer import Role, Viewer
from klynge.register.reference import all_regions
from klynge.website.actions.approve import note_answer
from klynge.website.actions.tree import Words, put_in
from klynge.website.models import (
    ContactPage,
    HomePage,
    MaterialContact,
    MaterialPage,
    MediaPage,
    NewsroomPage,
    Picture,
    Region,
    ReleasePage,
    Tie,
    Topic,
)
from klynge.website.queries.words import words_of


@dataclass(frozen=True, slots=True)
class Person:
    """A press contact before it is a page. `role` by language."""

    slug: str
    name: str
    role: Mapping[str, str]
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class Told:
    """A release before it is a page, its words by language. `picture` is drawn or photographed, `shows` says what of; `approved` how those
    who are quoted approved, "" while they have not: then it stays a draft; `ties` as (of what, its number)."""

    kind: str
    words: Mapping[str, Words]
    told_on: date
    place: str
    topics: tuple[str, ...]
    regions: tuple[str, ...]
    tags: Mapping[str, tuple[str, ...]]
    picture: bytes
    shows: Mapping[str, str]
    approved: str
    ties: tuple[tuple[str, int], ...] = ()


def open_newsroom(
    *,
    by: Viewer,
    words: Mapping[str, Words],
    boilerplate: Mapping[str, str],
    topics: Mapping[str, Mapping[str, str]],
    people: Sequence[Person],
) -> None:
    """The newsroom in all the languages of `words`, with its topics (address -> name by language), the regions that there are, and whom
    journalists can call. What is there already stays as it is."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        for region in all_regions():
            Region.objects.get_or_create(code=region.code)
        for slug, names in topics.items():
            Topic.objects.get_or_create(slug=slug, defaults={"name_da": names["da"], "name_en": names["en"]})
        key = None
        for code, told in words.items():
            home = HomePage.objects.get(slug=code)
            room = NewsroomPage.objects.child_of(home).first()
            if room is None:
                room = NewsroomPage(title=told.title, slug=told.slug, lead=told.lead, boilerplate=boilerplate[code])
                _of(room, home, key)
                put_in(by=by, above=home, page=room)
            key = room.translation_key
        for person in people:
            _contact(by, words, person)


def written(language: str) -> dict[str, int]:
    """What the newsroom of a language holds, also what is not public: the last part of each address, with the key of its page."""
    return dict(MaterialPage.objects.child_of(_room(language)).values_list("slug", "pk"))


def write_release(*, by: Viewer, told: Told, contacts: Sequence[str]) -> None:
    """One release in all its languages with these press contacts, published as on its day; of the same address again nothing. Those who are
    quoted approved it as `approved` says; the journal keeps by whom that was written down. Without that it waits for them."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        key = picture = None
        for code, words in told.words.items():
            room = _room(code)
            if (there := MaterialPage.objects.child_of(room).filter(slug=words.slug).first()) is not None:
                key = there.translation_key
                continue
            picture = picture or _picture(by, told, code)
            page = ReleasePage(title=words.title, slug=words.slug, lead=words.lead, kind=told.kind, place=told.place)
            shown = {"image": {"image": picture.pk, "alt_text": told.shows[code], "decorative": False}, "caption": ""}
            blocks = [("picture", shown), *words.body]
            page.body = page.body.stream_block.to_python([{"type": name, "value": value} for name, value in blocks])
            page.told_on, page.first_published_at = told.told_on, _moment(told.told_on) if told.approved else None
            page.topics = list(Topic.objects.filter(slug__in=told.topics))
            page.regions = list(Region.objects.filter(code__in=told.regions))
            page.ties = [Tie(of=of, key=number) for of, number in told.ties]
            page.contacts = [MaterialContact(contact=one) for one in ContactPage.objects.child_of(room).filter(slug__in=contacts)]
            _of(page, room, key)
            page.live, page.show_in_menus = False, False
            room.add_child(instance=page)
            page.tags.add(*told.tags[code])
            page.save()
            key, revision = page.translation_key, page.save_revision()
            if told.approved:
                for quote in words_of(page).quotes:
                    note_answer(
                        by=by, page_id=page.pk, part="quote", key=quote.key, name=quote.name, approved=True, note=told.approved
                    )
                revision.publish(skip_permission_checks=True)


def write_press_picture(
    *, by: Viewer, slug: str, title: Mapping[str, str], picture: bytes, shows: Mapping[str, str], credit: str, told_on: date
) -> None:
    """A picture of the press kit, in each newsroom that there is."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        key = kept = None
        for code, name in title.items():
            room = _room(code)
            if (there := MaterialPage.objects.child_of(room).filter(slug=slug).first()) is not None:
                key = there.translation_key
                continue
            kept = kept or _kept(by, title[code], shows[code], picture)
            page = MediaPage(title=name, slug=slug, kind="image", picture=kept, credit=credit, in_kit=True, told_on=told_on)
            _of(page, room, key)
            put_in(by=by, above=room, page=page, menus=False)
            key = page.translation_key


def _room(code: str) -> NewsroomPage:
    return NewsroomPage.objects.select_related("locale").get(locale__language_code=code)


def _of(page: MaterialPage | NewsroomPage, above: HomePage | NewsroomPage, key: object) -> None:
    page.locale = above.locale
    if key is not None:
        page.translation_key = key


def _contact(by: Viewer, words: Mapping[str, Words], person: Person) -> None:
    key = None
    for code in words:
        room = _room(code)
        page = ContactPage.objects.child_of(room).filter(slug=person.slug).first()
        if page is None:
            page = ContactPage(
                title=person.name, slug=person.slug, role=person.role[code], phone=person.phone, email=person.email
            )
            page.kind = "contact"
            _of(page, room, key)
            put_in(by=by, above=room, page=page, menus=False)
        key = page.translation_key


def _picture(by: Viewer, told: Told, code: str) -> Picture:
    return _kept(by, told.words[code].title, told.shows[code], told.picture)


def _kept(by: Viewer, title: str, shows: str, content: bytes) -> Picture:
    file = ImageFile(BytesIO(content), name="picture.png")
    return Picture.objects.create(title=title[:255], description=shows[:255], uploaded_by_user_id=by.account_id, file=file)


def _moment(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))
