"""Mynewsdesk: what its newsrooms' web service answers to `list`, `view` and `search`, as JSON or XML, saved in files.

Source: "Webservice for newsroom" and "XML structure" in its technical documentation (mynewsdesk.com/docs/webservice_pressroom,
/docs/xml_structure_misc), and the field names that public users of the service read. A cluster asks for its own with its own key:

    .../services/pressroom/list/<key>?format=json&type_of_media=pressrelease&limit=100&offset=0

- An answer holds its items at `items` (today), `items.item` (before), `item` (of `view`) or `search_result.items`; as XML in `<item>`.
- `type_of_media`: pressrelease, news, blog_post, event, image, video, document, contact_person.
- Times stand as {"datetime": "2021-02-04T09:00:00Z", "text": "2021-02-04 10:00:00"}; in XML as an attribute and a text.
- `header` is the title (of a contact person the name), `summary` the lead, `body` HTML; `tags` are texts or {"text": ...};
  `related_items` are {"type_of_media": ..., "item_id": ...}, contact people among them.
- A list has at most 100 items, so a newsroom comes in several files, and one item may stand in two of them.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from klynge.connectors import json, xml
from klynge.connectors.shapes import Answer
from klynge.core.material import Material
from klynge.core.notice import Unread

NAME = "mynewsdesk"
KINDS = {
    "pressrelease": "pressrelease",
    "news": "news",
    "blog_post": "news",
    "event": "event",
    "image": "image",
    "video": "video",
    "document": "document",
    "contact_person": "contact",
}
_ZONE = ZoneInfo("Europe/Copenhagen")  # of a time that says none
# What the service says of itself, or in another size, or in another field again.
_SIZES = ("small", "medium", "thumbnail_large", "thumbnail_medium", "thumbnail_small", "name", "format", "size")
_OF_ITSELF = {f"image_{one}" for one in _SIZES} | {f"document_{one}" for one in ("thumbnail", "size", "format", "name")}
_OF_ITSELF |= {"newsdeskML", "organization_number", "created_at", "position", "thumbnail", "download_url"}
_OF_ITSELF |= {"source_id", "source_name", "pressroom", "pressroom_name", "pressroom_id", "embed", "embed_code", "flash_video"}
_LINKS = "links"


def materials(answer: Answer) -> Iterator[Material | Unread]:
    """What one saved answer holds, in its order. Raises nothing."""
    items = _of_xml(answer) if answer.body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") else _of_json(answer)
    if isinstance(items, Unread):
        yield items
        return
    for place, item in enumerate(items, 1):
        where = f"{answer.where}, item {place}"
        yield _material(item, where) if isinstance(item, Mapping) else Unread("not-an-item", where, "This is no item.")


def _of_json(answer: Answer) -> list[Any] | Unread:
    value = json.load(answer.body, answer.where)
    if isinstance(value, Unread):
        return value
    found: Any = value.get("search_result", value) if isinstance(value, dict) else value
    for name in ("items", "item"):
        if isinstance(found, dict) and name in found:
            found = found[name]
    if isinstance(found, dict) and "type_of_media" in found:
        found = [found]
    if not isinstance(found, list):
        return Unread("no-items", answer.where, "The file holds no items. Save what “list” answers with format=json.")
    return found


def _of_xml(answer: Answer) -> list[Any] | Unread:
    root = xml.tree(answer)
    if isinstance(root, Unread):
        return root
    items = [root] if xml.name(root) == "item" else list(xml.deep(root, "item"))
    items = [item for item in items if xml.first(item, "type_of_media") is not None]
    if not items and xml.name(root) not in ("items", "search_result"):
        return Unread("no-items", answer.where, "The file holds no items. Save what “list” answers with format=xml.")
    return [_plain(item) for item in items]


def _plain(element: xml.Element) -> Any:
    """An element as JSON would have it: of a time both forms, of a list its members, else the text."""
    inner = list(element)
    if "datetime" in element.attrib:
        return {"datetime": element.get("datetime"), "text": element.text or ""}
    if not inner:
        return element.text or ""
    names = {xml.name(one) for one in inner}
    if len(names) == 1 and xml.name(element).startswith(next(iter(names))):  # <tags><tag>, <related_items><related_item>
        return [_plain(one) for one in inner]
    return {xml.name(one): _plain(one) for one in inner}


def _material(item: Mapping[str, Any], where: str) -> Material | Unread:
    told = dict(item)

    def take(*names: str) -> str:
        found = [_text(told.pop(name, None)) for name in names]
        return next((one for one in found if one), "")

    def at(*names: str) -> datetime | None:
        found = [_time(told.pop(name, None)) for name in names]
        return next((one for one in found if one), None)

    kind, key = take("type_of_media"), take("id", "item_id")
    title = take("header", "name", "title" if kind != "contact_person" else "header")
    if kind not in KINDS:
        return Unread("kind", where, f"The type “{kind[:40]}” is unknown.")
    if not key or not title:
        return Unread("incomplete", where, "An item needs an id and a header.")
    related = [one for one in _list(told.pop("related_items", None)) if isinstance(one, Mapping)]
    beside = [(KINDS.get(_text(one.get("type_of_media")), ""), _text(one.get("item_id") or one.get("id"))) for one in related]
    people = [("contact", _text(one.get("id"))) for one in _list(told.pop("contact_people", None)) if isinstance(one, Mapping)]
    made = Material(
        kind=KINDS[kind],
        key=key,
        language=take("language")[:2].lower(),
        title=title,
        lead=take("summary", "caption"),
        body=_html(told.pop("body", None)),
        url=take("url"),
        published_at=at("published_at"),
        updated_at=at("updated_at"),
        tags=tuple(dict.fromkeys(filter(None, map(_text, _list(told.pop("tags", None)))))),
        place=take("place", "location", "address"),
        picture=take("image"),
        caption=take("image_caption"),
        credit=take("photographer"),
        document=take("document"),
        video=take("video_url", "video"),
        starts_at=at("start", "start_date", "starts_at"),
        ends_at=at("end", "end_date", "ends_at"),
        signup=take("signup_url"),
        role=take("title"),
        phone=take("phone", "phone_alternative"),
        email=take("email"),
        related=tuple(one for one in dict.fromkeys(beside) if all(one) and one[0] != "contact"),
        contacts=tuple(one for one in dict.fromkeys([*beside, *people]) if all(one) and one[0] == "contact"),
        left=tuple(sorted(name for name, value in told.items() if name not in _OF_ITSELF and _holds(name, value))),
    )
    return made


def _holds(name: str, value: object) -> bool:
    return bool(_list(value)) if name == _LINKS else bool(value) and value not in ("0", "false")


def _list(value: object) -> list[Any]:
    if isinstance(value, Mapping):
        value = next((inner for inner in value.values() if isinstance(inner, list)), list(value.values()))
    return value if isinstance(value, list) else [] if value in (None, "") else [value]


def _text(value: object) -> str:
    """One tidy line."""
    if isinstance(value, Mapping):
        value = value.get("text") or value.get("name") or value.get("url")
    return " ".join(str(value).split()) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _html(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _time(value: object) -> datetime | None:
    told = value.get("datetime") or value.get("text") if isinstance(value, Mapping) else value
    try:
        found = datetime.fromisoformat(str(told).strip())
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=_ZONE)).astimezone(UTC)
