"""A newsroom from elsewhere moves in: materials, tags, contacts and files become pages of ours. Again changes nothing. What moved in is
a draft until a second person publishes all of it at once."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_noop

from klynge.access.journal import record
from klynge.access.stopped import hash_of, note_stopped
from klynge.access.verbs import require_role
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Refused, Wrong
from klynge.core.marking.look import looked_at
from klynge.core.material import Material
from klynge.core.notice import Unread
from klynge.website.actions.move_in_files import Files, file_of, picture_of
from klynge.website.models import (
    ContactPage,
    EventPage,
    MaterialContact,
    MaterialPage,
    MediaPage,
    NewsroomPage,
    RelatedMaterial,
    ReleasePage,
)
from klynge.website.models.approval import writer
from klynge.website.moving.body import body_of
from klynge.website.moving.report import HERE, LEFT, MADE, Moved, Stop


def move_in(*, by: Viewer, source: str, found: Iterable[Material | Unread], files: Files, seen: bool = False) -> list[Moved]:
    """Makes a draft of each material that is not here yet, in the newsroom of its language. `seen`: a person has looked at every picture
    and at every file that no program can read, and answers for it that none bears a protective mark; else they are left out.
    One transaction. Raises Refused, or Wrong when there is no newsroom."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        newsrooms = {page.locale.language_code: page for page in NewsroomPage.objects.select_related("locale")}
        if not newsrooms:
            raise Wrong("There is no newsroom to move into. Make one under the front page of each language first.")
        told: list[Moved] = []
        made: dict[tuple[str, str], tuple[MaterialPage, Material]] = {}
        for one in found:
            if isinstance(one, Unread):
                told.append(Moved("", one.where, one.detail, LEFT))
                continue
            moved = Moved(one.kind, one.key, one.title)
            if (one.kind, one.key) in made:
                continue  # a list in several files says some items twice
            told.append(moved)
            with suppress(Stop):
                made[one.kind, one.key] = _page(by, source, one, newsrooms, files, seen, moved), one
        _tie(made)
        n = sum(one.what == MADE for one in told)
        if n:
            record(by=by, verb="move newsroom in", what=next(iter(newsrooms.values())), source=source, pages=n)
    return told


def publish_moved_in(*, by: Viewer, source: str) -> int:
    """Publishes every draft that moved in from the source and was never public here, with the day on which it was first published
    there; how many. What was taken down since stays down. Nobody publishes what they moved in or wrote themselves. Raises Refused."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        drafts = MaterialPage.objects.filter(source=source, live=False, last_published_at=None, go_live_at=None)
        pages = list(drafts.order_by("path"))
        if any(by.account_id in (page.owner_id, writer(page)) for page in pages):
            raise Refused("You moved these in yourself. Somebody else of the secretariat looks at them and publishes them.")
        for page in pages:
            whole = page.specific
            whole.get_latest_revision().publish(skip_permission_checks=True)
            record(by=by, verb="approve page", what=whole, title=whole.title, language=whole.locale.language_code)
    return len(pages)


def _page(
    by: Viewer, source: str, one: Material, newsrooms: Mapping[str, NewsroomPage], files: Files, seen: bool, moved: Moved
) -> MaterialPage:
    there = MaterialPage.objects.filter(source=source, source_key=f"{one.kind}:{one.key}").first()
    if there is not None:
        moved.what = HERE
        return there.specific
    newsroom = newsrooms.get(one.language) or next(iter(newsrooms.values()))
    if one.language != newsroom.locale.language_code:
        moved.note(
            gettext_noop("Its language is “%(language)s”; it stands in the newsroom that there is."), language=one.language or "?"
        )
    _stop_marked(by, one, moved)
    page = _MAKE[one.kind](by, one, files, seen, moved)
    published = one.published_at or one.updated_at or timezone.now()
    page.title, page.lead, page.slug = one.title[:255], one.lead[:500], _slug(newsroom, one)
    page.kind, page.place, page.told_on = one.kind, page.place or one.place[:80], timezone.localtime(published).date()
    page.source, page.source_key, page.locale = source, f"{one.kind}:{one.key}", newsroom.locale
    page.live, page.owner_id, page.first_published_at = False, by.account_id, published
    newsroom.add_child(instance=page)
    page.tags.add(*(tag[:100] for tag in one.tags))
    page.save_revision()
    for name in one.left:
        moved.note(gettext_noop("There is no place for its field “%(field)s”."), field=name)
    moved.what = MADE
    return page


def _stop_marked(by: Viewer, one: Material, moved: Moved) -> None:
    text = "\n".join((one.title, one.lead, body_text(one.body), one.caption, one.credit, one.place, one.role, *one.tags))
    finding = looked_at(text)
    if finding is not None and finding.outcome != "notice":
        note_stopped(by=by, finding=finding, where="newsroom move-in", sha256=hash_of(text.encode()))
        moved.note(
            gettext_noop("It bears or names a protective mark (rule %(rule)s). Nothing of it was kept."), rule=finding.rule
        )
        raise Stop


def body_text(html: str) -> str:
    return "\n".join(told for _, told in body_of(html).blocks)


def _release(by: Viewer, one: Material, files: Files, seen: bool, moved: Moved) -> MaterialPage:
    body = body_of(one.body)
    for what in body.lost:
        moved.note(gettext_noop("A %(what)s within the text was left out."), what=what)
    blocks: list[tuple[str, object]] = list(body.blocks)
    if one.picture and (picture := picture_of(by, one, files, seen, moved)):
        value = {
            "image": {"image": picture.pk, "alt_text": picture.description, "decorative": False},
            "caption": one.caption[:300],
        }
        blocks.insert(0, ("picture", value))
    page = ReleasePage()
    page.body = page.body.stream_block.to_python([{"type": name, "value": value} for name, value in blocks])
    return page


def _event(by: Viewer, one: Material, files: Files, seen: bool, moved: Moved) -> MaterialPage:
    if one.starts_at is None:
        moved.note(gettext_noop("An event needs a day on which it begins."))
        raise Stop
    page = EventPage(starts_at=one.starts_at, ends_at=max(one.ends_at or one.starts_at, one.starts_at), venue=one.place[:200])
    page.signup_url = one.signup if one.signup.startswith(("https://", "http://")) else ""
    page.body = page.body.stream_block.to_python([{"type": name, "value": told} for name, told in body_of(one.body).blocks])
    return page


def _contact(by: Viewer, one: Material, files: Files, seen: bool, moved: Moved) -> MaterialPage:
    picture = picture_of(by, one, files, seen, moved) if one.picture else None
    return ContactPage(role=one.role[:120], phone=one.phone[:40], email=one.email[:254], picture=picture)


def _media(by: Viewer, one: Material, files: Files, seen: bool, moved: Moved) -> MaterialPage:
    page = MediaPage(credit=one.credit[:200])
    if one.kind == "image":
        page.picture = picture_of(by, one, files, seen, moved)
    elif one.kind == "document":
        page.file = file_of(by, one, files, seen, moved)
    else:
        page.video_url = one.video if one.video.startswith(("https://", "http://")) else ""
    if not (page.picture or page.file or page.video_url):
        if one.kind == "video":
            moved.note(gettext_noop("It has no address of its own to lead to."))
        raise Stop
    return page


_MAKE: dict[str, Callable[[Viewer, Material, Files, bool, Moved], MaterialPage]] = {
    **dict.fromkeys(("pressrelease", "news", "statement"), _release),
    "event": _event,
    "contact": _contact,
    **dict.fromkeys(("image", "video", "document"), _media),
}


def _slug(newsroom: NewsroomPage, one: Material) -> str:
    """The last part of its old address, so that whoever looks for it finds it; one of its own where that is taken."""
    wanted = slugify(PurePosixPath(urlsplit(one.url).path).name)[:200] or slugify(one.title)[:200] or one.key
    taken = newsroom.get_children().filter(slug=wanted).exists()
    return f"{wanted[:180]}-{slugify(one.kind)}-{slugify(one.key)}"[:240] if taken else wanted


def _tie(made: Mapping[tuple[str, str], tuple[MaterialPage, Material]]) -> None:
    """Who can be asked, and what stands beside it, of what moved in together; only on pages that nobody has tied yet."""
    for page, one in made.values():
        contacts = [made[name][0] for name in one.contacts if name in made]
        related = [made[name][0] for name in one.related if name in made]
        if (contacts or related) and not (page.contacts.exists() or page.related.exists()):
            page.contacts = [MaterialContact(contact_id=other.pk, sort_order=n) for n, other in enumerate(contacts)]
            page.related = [RelatedMaterial(other_id=other.pk, sort_order=n) for n, other in enumerate(related)]
            page.save_revision()
            page.save()
