"""A material as lists, feeds and machines show it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType

from klynge.register.places import region_name
from klynge.search.queries import Snippet
from klynge.website.models import MaterialPage, MaterialTag, Region, Topic
from klynge.website.queries.files import Image, images
from klynge.website.queries.published import published

LARGE, SMALL = "fill-960x540", "fill-320x180"


@dataclass(frozen=True, slots=True)
class Named:
    """A topic, a tag or a region: the key in an address, and the name in the language of the material."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class MaterialCard:
    """`path` without the host; `first_at` and `changed_at` when it was published first and last. `large` and `small` are its picture in
    two sizes. `begins_at` of an event, `role` of a contact."""

    id: int
    kind: str
    language: str
    title: str
    path: str
    lead: str
    place: str
    told_on: date
    first_at: datetime | None
    changed_at: datetime | None
    topics: tuple[Named, ...]
    tags: tuple[Named, ...]
    regions: tuple[Named, ...]
    large: Image | None
    small: Image | None
    begins_at: datetime | None
    role: str
    snippet: Snippet | None


Labels = Mapping[int, Mapping[str, tuple[Named, ...]]]
_NONE: Mapping[str, tuple[Named, ...]] = {}


def labels(ids: Collection[int], language: str) -> Labels:
    """Topics, tags and regions ("topic", "tag", "region") of materials. Three queries for any number."""
    if not ids:
        return {}
    name = "name_da" if language == "da" else "name_en"
    rows = {
        "topic": Topic.objects.filter(materials__in=ids).values_list("materials", "slug", name).order_by(name),
        "tag": MaterialTag.objects.filter(content_object__in=ids)
        .values_list("content_object_id", "tag__slug", "tag__name")
        .order_by("tag__name"),
        "region": Region.objects.filter(materials__in=ids).values_list("materials", "code", "code"),
    }
    found: dict[int, dict[str, tuple[Named, ...]]] = {}
    for facet, told in rows.items():
        for pk, key, called in told:
            one = Named(key, region_name(called, language) if facet == "region" else called)
            of = found.setdefault(pk, {})
            of[facet] = (*of.get(facet, ()), one)
    return found


def cards(
    types: Mapping[int, int],
    language: str,
    told: Labels,
    snippets: Mapping[int, Snippet] | None = None,
    *,
    now: datetime | None = None,
) -> list[MaterialCard]:
    """Of published pages, in this order: `types` tells of each, by its number, the number of its content type. One query for each
    type, and one for pictures."""
    rows: dict[int, MaterialPage] = {}
    for number in dict.fromkeys(types.values()):
        model: Any = ContentType.objects.get_for_id(number).model_class()
        shown = [*TOLD, *({field.name for field in model._meta.fields} & _OWN)]
        some = [pk for pk, one in types.items() if one == number]
        rows |= {page.pk: page for page in published(model, now=now).filter(pk__in=some).order_by().only(*shown)}
    return cards_of([rows[pk] for pk in types if pk in rows], language, told, snippets)


def cards_of(
    rows: Iterable[MaterialPage],
    language: str,
    told: Labels,
    snippets: Mapping[int, Snippet] | None = None,
    sizes: tuple[str, ...] = (LARGE, SMALL),
) -> list[MaterialCard]:
    """Of published pages, each in its own type."""
    shown = {page.pk: picture_of(page) for page in rows}
    drawn = images([one for one, _alt in shown.values() if one], sizes)
    found = []
    for page in rows:
        number, alt = shown[page.pk]
        pair = [image.saying(alt) if (image := drawn.get((number or 0, spec))) else None for spec in (LARGE, SMALL)]
        found.append(_card(page, language, told.get(page.pk, _NONE), pair, (snippets or {}).get(page.pk)))
    return found


# of a page, what stands on its card: columns of every material, and of some types
TOLD = ("kind", "title", "url_path", "lead", "place", "told_on", "first_published_at", "last_published_at")
_OWN = {"body", "picture", "starts_at", "role"}


def picture_of(page: MaterialPage) -> tuple[int | None, str | None]:
    """The number of the picture that stands for a material, and what it shows where the page says it in other words: its own, or the
    first one in its body."""
    own = getattr(page, "picture_id", None)
    if own:
        return own, None
    body = getattr(page, "body", None)
    for block in body.raw_data if body else ():
        value = block["value"].get("image") if block["type"] == "picture" and isinstance(block["value"], dict) else None
        if isinstance(value, dict) and value.get("image"):
            return value["image"], "" if value.get("decorative") else (value.get("alt_text") or None)
        if isinstance(value, int):
            return value, None
    return None, None


def _card(
    page: Any, language: str, told: Mapping[str, tuple[Named, ...]], pair: Sequence[Image | None], snippet: Snippet | None
) -> MaterialCard:
    return MaterialCard(
        id=page.pk,
        kind=page.kind,
        language=language,
        title=page.title,
        path=page.url_path,
        lead=page.lead,
        place=page.place,
        told_on=page.told_on,
        first_at=page.first_published_at,
        changed_at=page.last_published_at,
        topics=told.get("topic", ()),
        tags=told.get("tag", ()),
        regions=told.get("region", ()),
        large=pair[0],
        small=pair[1],
        begins_at=getattr(page, "starts_at", None),
        role=getattr(page, "role", ""),
        snippet=snippet,
    )
