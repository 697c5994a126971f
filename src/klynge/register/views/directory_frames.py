"""How other sites show our members: the lines to copy, and what may be asked in them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from klynge.access.viewer import ANYONE
from klynge.core.errors import Refused
from klynge.register.fields import KINDS, SIZE_BANDS
from klynge.register.forms.directory import MOST, THEMES, framed_wanted
from klynge.register.places import regions_on
from klynge.register.queries.card_shapes import Card
from klynge.register.queries.directory import FACETS
from klynge.register.queries.directory_card import card
from klynge.register.reference_tables import tree
from klynge.register.views.directory_language import LANGUAGES, Spoken
from klynge.register.views.directory_parts import chosen_names
from klynge.web.parts import Column, Table

HEIGHTS = {"list": 640, "card": 420}  # pixels; a frame scrolls when it holds more


def shown(query: QueryDict, said: Spoken, today: date) -> Mapping[str, Any]:
    asked = framed_wanted(query)
    wish = QueryDict(mutable=True)
    wish["language"] = said.language
    if asked.text.strip():
        wish["q"] = asked.text.strip()
    for facet in FACETS:
        wish.setlist(facet, list(asked.of(facet)))
    named = _named(query, said.language, today)
    file = wish.urlencode()
    wish["most"] = str(asked.size)
    list_title, card_title = _("Members of %(cluster)s"), _("%(member)s, member of %(cluster)s")
    told = {"cluster": settings.CLUSTER, "member": named.name if named else ""}
    list_path = f"{reverse('directory:embed')}?{wish.urlencode()}"
    card_path = f"{reverse('directory:embed_card', args=[named.slug])}?language={said.language}" if named else ""
    return {
        "narrow": chosen_names(asked, said.language, today),
        "spoken": said,
        "list_title": list_title % told,
        "list_path": list_path,
        "list_line": _line(list_path, list_title % told, HEIGHTS["list"]),
        "card": named,
        "card_title": card_title % told,
        "card_path": card_path,
        "card_line": _line(card_path, card_title % told, HEIGHTS["card"]) if named else "",
        "questions": _questions(said.language, today),
        "files": [(form, f"{reverse('directory:list', args=[form])}?{file}") for form in ("csv", "xlsx", "json")],
        "address": settings.ADDRESS,
    }


def _named(query: QueryDict, language: str, today: date) -> Card | None:
    """The member whose card is to be shown; None when a guest sees none at that address."""
    slug = query.get("member", "")[:120]
    if not slug or "\x00" in slug:
        return None
    try:
        found = card(ANYONE, slug, language=language, today=today)
    except Refused:
        return None
    return found if isinstance(found, Card) and not found.left_on else None


def _line(path: str, title: str, height: int) -> str:
    """Text to be copied: shown on a page it is escaped once more."""
    src, name = escape(settings.ADDRESS + path), escape(title)
    return f'<iframe src="{src}" title="{name}" width="100%" height="{height}" loading="lazy" style="border:0"></iframe>'


def _questions(language: str, today: date) -> Table:
    own = tree("own")

    def words(pairs: Sequence[tuple[str, str]]) -> str:
        return ", ".join(f"{key} ({name})" if name else key for key, name in pairs)

    fields = words([(code, own.label(code, language)) for code in own.children()])
    rows = [
        ("q", _("words that are searched for"), "q=radar"),
        ("field", _("field of work: %(keys)s") % {"keys": fields}, "field=electronics"),
        ("capability", _("a capability of the own list, as its code, and all below it"), "capability=electronics"),
        ("region", _("region: %(keys)s") % {"keys": words(list(regions_on(today, language).items()))}, "region=1082"),
        ("municipality", _("municipality, as its four digits"), "municipality=0791"),
        ("size", _("size: %(keys)s") % {"keys": ", ".join(SIZE_BANDS)}, "size=10-49"),
        ("kind", _("kind: %(keys)s") % {"keys": words([(key, str(name)) for key, name in KINDS.items()])}, "kind=company"),
        ("certificate", _("the name of a certificate"), "certificate=ISO+9001"),
        ("sort", _("order: name, or newest for the newest members first"), "sort=newest"),
        ("language", _("language: %(keys)s; without it the reader's") % {"keys": ", ".join(LANGUAGES)}, "language=en"),
        ("most", _("how many members a frame shows, from 1 to %(most)d") % {"most": MOST}, "most=10"),
        ("theme", _("colours of a frame: %(keys)s; without it the reader's") % {"keys": ", ".join(THEMES)}, "theme=light"),
    ]
    columns = [Column(_("Field of the address")), Column(_("What it asks")), Column(_("For instance"), "code")]
    return Table(_("What may be asked"), columns, rows)
