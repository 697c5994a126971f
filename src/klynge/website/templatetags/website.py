"""What the templates of pages ask for: the same for a published page and for an editor's preview."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from wagtail.models import Page

from klynge.access.viewer import ANYONE
from klynge.web.parts import Entry
from klynge.website.models import SitePage
from klynge.website.queries import languages, published
from klynge.website.views.front import front

register = template.Library()


@register.simple_tag(takes_context=True)
def around(context: Context, page: SitePage) -> published.Shown:
    """What stands around a page; asked once for each request, and only where the view has not said it, as in a preview."""
    if "around" in context:
        return context["around"]
    request = context["request"]
    if not hasattr(request, "around"):
        request.around = published.around(page)
    return request.around


@register.simple_tag(takes_context=True)
def front_page(context: Context) -> Any:
    """What stands on the front beside the words of the page; asked once for each request."""
    request = context["request"]
    if not hasattr(request, "front"):
        request.front = front(getattr(request, "viewer", ANYONE))
    return request.front


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
