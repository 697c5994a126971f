"""What the templates of pages ask for: the same for a published page and for an editor's preview."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils.safestring import SafeString
from wagtail.models import Page

from klynge.access.viewer import ANYONE
from klynge.web.parts import Entry
from klynge.website.models import SitePage
from klynge.website.queries import languages, published
from klynge.website.queries import material as materials
from klynge.website.views import linked as machines
from klynge.website.views import material_words as words
from klynge.website.views import newsroom as room
from klynge.website.views.front import front

register = template.Library()


@register.simple_tag(takes_context=True)
def around(context: Context, page: SitePage) -> published.Shown:
    """What stands around a page; asked once for each request, and only where the view has not said it, as in a preview."""
    if "around" in context:
        return context["around"]
    return _once(context, "around", lambda: published.around(page))


@register.simple_tag(takes_context=True)
def front_page(context: Context) -> Any:
    """What stands on the front beside the words of the page; asked once for each request."""
    return _once(context, "front", lambda: front(getattr(context["request"], "viewer", ANYONE)))


@register.simple_tag(takes_context=True)
def newsroom(context: Context, page: Any) -> Any:
    """What was asked for of the newsroom; asked once for each request."""
    query, language = context["request"].GET, page.locale.language_code
    return _once(context, "newsroom", lambda: room.front(query, page.url_path, page.lead, language))


@register.simple_tag(takes_context=True)
def material(context: Context, page: Any) -> materials.Material:
    """What the page of a material tells beside its words; asked once for each request."""
    return _once(context, "material", lambda: materials.material(page))


def _once(context: Context, name: str, ask: Callable[[], Any]) -> Any:
    request = context["request"]
    kept = f"website_{name}"
    if not hasattr(request, kept):
        setattr(request, kept, ask())
    return getattr(request, kept)


@register.simple_tag
def linked(told: materials.Material) -> SafeString:
    return machines.linked(told)


@register.simple_tag(takes_context=True)
def embargo(context: Context, page: Any) -> datetime | None:
    """For who previews a page: the moment before which nobody else reads it."""
    return materials.embargo(page) if getattr(context["request"], "is_preview", False) else None


register.filter("kind_name", words.kind_name)
register.filter("phone_link", words.phone_link)


@register.simple_tag
def event_when(page: Any) -> str:
    return words.when(page.starts_at, page.ends_at)


@register.simple_tag
def event_where(page: Any) -> str:
    return words.where(page.venue, page.online)


@register.simple_tag
def crumbs(shown: published.Shown) -> tuple[Entry, ...]:
    above = tuple(Entry(one.title, one.path) for one in shown.above)
    return (*above, Entry(shown.page.title, "", current=True)) if above else ()


@register.simple_tag
def whole(path: str) -> str:
    """An address with the host, as other sites need it."""
    return f"{settings.ADDRESS}{path}"


@register.simple_tag
def language_states(page: Page) -> tuple[languages.LanguageState, ...]:
    """For the editor: in which languages a page is there. Nothing for one that was never kept."""
    return languages.language_states(page) if page.pk else ()


@register.simple_tag
def lines(links: Iterable[Any]) -> list[Entry]:
    """The lines of a list of links; one to a page that is not published is left out."""
    asked = list(links)
    there = {
        page.pk: page.url_path for page in published.published().filter(pk__in=[one["page"].pk for one in asked if one["page"]])
    }
    found = [(one["text"], there.get(one["page"].pk, "") if one["page"] else one["url"]) for one in asked]
    return [Entry(text, url) for text, url in found if url]
