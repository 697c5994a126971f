"""The one place where public code reads pages: what is published, now, for everybody.

A page is published when it is live, not past its end, not kept for some, and so is all that it lies under. What an editor has changed
since is in a revision and not in the row. Nothing else in queries, views and template tags may ask for a page (a house test looks).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, DateTimeField, Q, TextField
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, PageViewRestriction, Revision

from klynge.access.prepared import prepared
from klynge.access.viewer import Viewer
from klynge.core.errors import Refused
from klynge.website.models import HomePage, MaterialPage, NewsroomPage, SitePage

LANGUAGES = ("da", "en")
_look: ContextVar[list[tuple[str, ...]] | None] = ContextVar("klynge_website_look", default=None)


def published(model: type[Page] = Page, *, now: datetime | None = None) -> Any:
    """All published pages of a type, in the order of the tree. Two queries for any number of pages, the last when it is read."""
    return open_pages(model, closed(now), now or timezone.now())


def open_pages(model: type[Page], closed: Iterable[str], now: Any) -> Any:
    """Those of a type at a moment, but for what lies under these paths."""
    pages = model.objects.filter(_open(now), depth__gt=1)
    for path in closed:
        pages = pages.exclude(path__startswith=path)
    return pages.order_by("path")


@contextmanager
def one_look() -> Iterator[None]:
    """What is read inside is of one moment: which parts of the tree are closed is asked once. For the answer to one request."""
    token = _look.set([])
    try:
        yield
    finally:
        _look.reset(token)


def closed(now: datetime | None) -> tuple[str, ...]:
    """Paths of what is closed, with all that lies under it."""
    seen = _look.get()
    if seen:
        return seen[0]
    paths = tuple(path for (path,) in _closed_paths(now=now or timezone.now()))
    if seen is not None:
        seen.append(paths)
    return paths


@prepared(now=DateTimeField())
def _closed_paths(*, now: Any) -> Any:
    shut = (~_open(now) & Q(numchild__gt=0)) | Q(pk__in=PageViewRestriction.objects.values("page"))
    return Page.objects.filter(shut, depth__gt=1).values_list("path")


def _open(now: Any) -> Q:
    """Of the page alone, whatever it lies under."""
    return Q(live=True) & (Q(expire_at=None) | Q(expire_at__gt=now))


class Findable:
    """What search takes for the model of materials: the pages that may be found, but for what they lie under. Whoever searches says
    `among` which, from `published`."""

    class objects:  # as a model has them
        @staticmethod
        def visible_to(viewer: Viewer) -> Any:
            return Page.objects.filter(_open(timezone.now()))


@dataclass(frozen=True, slots=True)
class Version:
    """A page in one language: the language, its name in that language, the title, and the address without the host."""

    language: str
    name: str
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A published page with what stands around it. `page` is for its template; `versions` are its published languages, its own among
    them; `above` the pages that it lies under, from the home down; `below` those that lie under it and are shown in menus."""

    page: SitePage
    versions: tuple[Version, ...]
    above: tuple[Version, ...] = ()
    below: tuple[Version, ...] = ()

    @property
    def in_newsroom(self) -> bool:
        return isinstance(self.page, NewsroomPage | MaterialPage)

    def version(self, language: str) -> Version | None:
        return next((one for one in self.versions if one.language == language), None)


def page_at(language: str, way: str, *, now: datetime | None = None) -> Shown:
    """The page at /<language>/<way>. Raises Refused when there is none that is published."""
    shut, at = closed(now), now or timezone.now()
    told = {"now": at, "language": language, "path": f"/{language}/{way}"}
    number = next((number for (number,) in _type_at(shut, **told)), None) if way else None
    model = HomePage if not way else ContentType.objects.get_for_id(number).model_class() if number else None
    page = next(iter(_page_at(model, shut, **told)), None) if model else None
    if not isinstance(page, SitePage):
        raise Refused("There is no such thing here, or it is not open to you.")
    return around(page, now=now)


@prepared(now=DateTimeField(), language=CharField(), path=TextField())
def _type_at(shut: tuple[str, ...], *, now: Any, language: Any, path: Any) -> Any:
    pages = open_pages(Page, shut, now).filter(locale__language_code=language, url_path=path)
    return pages.values_list("content_type_id")[:1]


@prepared(now=DateTimeField(), language=CharField(), path=TextField())
def _page_at(model: type[Page], shut: tuple[str, ...], *, now: Any, language: Any, path: Any) -> Any:
    pages = open_pages(model, shut, now).filter(locale__language_code=language, url_path=path)
    return pages.select_related("locale")[:1]


def around(page: SitePage, *, now: datetime | None = None) -> Shown:
    """What stands around a page that was found, or that an editor previews."""
    way = page.path[:-4]
    above = {way[:end] for end in range(8, len(way) + 1, 4)}
    near = Q(translation_key=page.translation_key) | Q(path__in=above)
    if page.path:
        near |= Q(path__startswith=page.path, depth=page.depth + 1, show_in_menus=True)
    found = [
        (key, path, _version(*told))
        for key, path, *told in published(now=now).filter(near).values_list("translation_key", "path", *_VERSION)
    ]
    below = page.path or "nowhere"
    return Shown(
        page,
        tuple(one for key, _path, one in found if key == page.translation_key),
        tuple(one for _key, path, one in found if path in above),
        tuple(one for _key, path, one in found if path.startswith(below) and path != below),
    )


def home(language: str, *, now: datetime | None = None) -> Shown:
    """The front of a language; of another one when that is not published, and one without a word when none is: the first address of the
    house always answers."""
    found = {page.locale.language_code: page for page in published(HomePage, now=now).select_related("locale")}
    page = found.get(language) or next(iter(found.values()), None)
    return around(page, now=now) if page else Shown(HomePage(title="", path="", depth=2), ())


def in_language(path: str, language: str) -> str | None:
    """Where to go from a page of ours to have it in a language: its translation; else the address that says that there is none. None
    when the path is no published page's."""
    was, _slash, way = path.lstrip("/").partition("/")
    if was not in LANGUAGES or language not in LANGUAGES:
        return None
    page = published().filter(url_path=path).first()
    if page is None:
        return None
    other = published().filter(translation_key=page.translation_key, locale__language_code=language).first()
    return other.url_path if other else f"/{language}/{way}"


def only_in(language: str, way: str) -> Version | None:
    """The published page that has this address in another language and is not there in this one."""
    for other in LANGUAGES:
        found = published().filter(url_path=f"/{other}/{way}").values_list(*_VERSION) if other != language else ()
        for told in found:
            return _version(*told)
    return None


def all_pages(*, now: datetime | None = None) -> list[Shown]:
    """Every published page with its versions, for the list that search engines read. Three queries for any number of pages."""
    pages = [page for page in published(now=now).select_related("locale") if page.url_path.split("/")[1] in LANGUAGES]
    by_key: dict[object, list[Page]] = {}
    for page in pages:
        by_key.setdefault(page.translation_key, []).append(page)
    return [Shown(page, tuple(map(_version_of, by_key[page.translation_key]))) for page in pages]


_VERSION = ("locale__language_code", "title", "url_path")


def _version(code: str, title: str, path: str) -> Version:
    return Version(code, {"da": _("Danish"), "en": _("English")}.get(code, code), title, path)


def _version_of(page: Page) -> Version:
    return _version(page.locale.language_code, page.title, page.url_path)


def times_published(pages: Iterable[Page]) -> dict[int, int]:
    """Key of a published page -> how many versions it had up to the one that is public. What an editor keeps after it is not counted:
    the number would tell that something is being written. One query."""
    public = {str(page.pk): page.live_revision_id or 0 for page in pages}
    counts = dict.fromkeys((int(pk) for pk in public), 0)
    for key, revision in Revision.page_revisions.filter(object_id__in=list(public)).values_list("object_id", "pk"):
        counts[int(key)] += revision <= public[key]
    return counts
