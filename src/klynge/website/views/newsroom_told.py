"""How other people's programs ask the newsroom: a page that people read."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from klynge.access.who import everyone
from klynge.register.views.directory_language import spoken, twins
from klynge.web.page import KlyngeRequest, page
from klynge.web.parts import Column, Table
from klynge.website.asked import LIMIT, MOST
from klynge.website.views.material_words import KINDS
from klynge.website.views.newsroom_parts import FEEDS


@page("website/newsroom_api.html", who=everyone, methods=("GET",))
def told(request: KlyngeRequest) -> Mapping[str, Any]:
    said = spoken(request)
    request.menu_path = reverse("website:newsroom")
    return {
        "addresses": _addresses(said.language),
        "questions": _questions(),
        "answers": _answers(),
        "example": f"{settings.ADDRESS}{reverse('website:api-materials')}?type=pressrelease&year=2026&language={said.language}",
        "spoken": said,
        "twins": twins(request.path, said.language),
    }


def _addresses(language: str) -> Table:
    one = f"{reverse('website:api-materials')}<id>/"
    rows = [
        (reverse("website:api-materials"), _("The materials that answer what is asked, a page at a time")),
        (one, _("One material with its body as HTML and as plain text, its contacts, files and what is related")),
        (reverse("website:api-topics"), _("The topics, each with its names and how many materials it has")),
        *((reverse(f"website:feed-{form}"), _("The same as a feed: %(form)s") % {"form": name}) for form, name in FEEDS.items()),
    ]
    return Table(_("Addresses"), (Column(_("Address"), "code"), Column(_("What it gives"))), rows)


def _questions() -> Table:
    rows = [
        ("type", _("One of: %(kinds)s. Without it all but press contacts") % {"kinds": ", ".join(KINDS)}),
        ("topic", _("The slug of a topic")),
        ("tag", _("The slug of a tag")),
        ("region", _("The code of a region, such as 1082 for Central Denmark")),
        ("year", _("A year, such as 2026")),
        ("q", _("Words to search for")),
        ("language", _("da or en. Without it Danish")),
        ("page", _("From 1")),
        ("limit", _("Materials on a page, from 1 to %(most)s; %(limit)s unless you say so") % {"most": MOST, "limit": LIMIT}),
        ("order", _("newest (unless you say so) or oldest")),
    ]
    return Table(_("What can be asked"), (Column(_("Parameter"), "code"), Column(_("What it says"))), rows)


def _answers() -> Table:
    rows = [
        ("id", _("A number that stays the same for good")),
        ("type, language, url", _("What it is, in which language, and where people read it")),
        ("title, lead, place, date", _("As on the page; the day as 2026-11-28")),
        ("published_at, updated_at", _("Moments in UTC")),
        ("topics, tags, regions", _("Lists, each with a key to ask for and a name")),
        ("image", _("Address, size and what it shows; null when there is none")),
        ("body_html, body_text", _("Of one material only: the body as the page shows it, and as plain text")),
        ("contacts, related, translations", _("Of one material only")),
        ("event, media, contact", _("Of one material only: what its type has besides; null for other types")),
    ]
    return Table(_("What a material says"), (Column(_("Key"), "code"), Column(_("What it holds"))), rows)
