"""HTML from elsewhere as the blocks that a body is made of."""

from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_TEXT = ("p", "ul", "ol", "b", "strong", "i", "em", "a", "span", "br", "u", "sup", "sub", "small")
_LOST = {
    "img": "picture",
    "table": "table",
    "iframe": "embedded page",
    "video": "video",
    "object": "embedded page",
    "form": "form",
}
_SILENT = ("script", "style", "noscript", "template", "head", "title", "meta", "link")


@dataclass(frozen=True, slots=True)
class Body:
    """`blocks` as a stream field takes them; `lost` names what stood in the text and has no place in one, each once."""

    blocks: tuple[tuple[str, str], ...]
    lost: tuple[str, ...]


def body_of(html: str) -> Body:
    """Headings become blocks of their own, the text between them one block each. What a text may hold is sieved again where it is
    stored, so nothing here is trusted to be harmless."""
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(_SILENT):
        tag.decompose()
    lost = tuple(dict.fromkeys(_LOST[tag.name] for tag in soup.find_all(list(_LOST))))
    for tag in soup.find_all(list(_LOST)):
        tag.decompose()
    blocks: list[tuple[str, str]] = []
    text: list[str] = []
    for kind, told in _pieces(soup):
        if kind == "heading":
            _flush(blocks, text)
            blocks.append(("heading", told[:200]))
        else:
            text.append(told)
    _flush(blocks, text)
    return Body(tuple(blocks), lost)


def _flush(blocks: list[tuple[str, str]], text: list[str]) -> None:
    told = "".join(text)
    if BeautifulSoup(told, "html.parser").get_text(strip=True):
        blocks.append(("text", told))
    text.clear()


def _pieces(node: Tag) -> Iterator[tuple[str, str]]:
    """Headings and paragraphs in the order of reading, whatever they are wrapped in."""
    loose: list[str] = []
    for child in node.children:
        inner = isinstance(child, Tag) and child.name not in _TEXT
        if (inner or (isinstance(child, Tag) and child.name in ("p", "ul", "ol"))) and "".join(loose).strip():
            yield "text", f"<p>{''.join(loose)}</p>"
        if inner or (isinstance(child, Tag) and child.name in ("p", "ul", "ol")):
            loose = []
        if isinstance(child, Tag) and child.name in _HEADINGS:
            if told := " ".join(child.get_text(" ").split()):
                yield "heading", told
        elif inner:
            yield from _pieces(child)
        elif isinstance(child, Tag) and child.name in ("p", "ul", "ol"):
            yield "text", str(child)
        elif isinstance(child, Tag):
            loose.append(str(child))
        elif type(child) is NavigableString:
            loose.append(child.output_ready(formatter="html"))
    if "".join(loose).strip():
        yield "text", f"<p>{''.join(loose)}</p>"
