"""Texts without pages: plain ones, lists, web pages, XML, JSON."""

import re
from collections.abc import Iterator

from lxml import etree

from klynge.connectors.clean import without_markup
from klynge.connectors.json import Json, load, strings
from klynge.connectors.papers.shapes import Piece, Unreadable
from klynge.core.notice import Unread

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_DECLARED = re.compile(r"""(?:encoding|charset)\s*=\s*["']?([A-Za-z0-9._-]{1,40})""")
_CELLS = re.compile(r'"?[;,\t|]"?')
_MARKED_UP = re.compile(r"<[A-Za-z/!?][^<>]{0,400}>|&(?:[A-Za-z]{2,8}|#\w{2,8});")
_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)\b(?!\s+html)", re.IGNORECASE)


def pieces(name: str, content: bytes) -> Iterator[Piece]:
    """Raises Unreadable for what is no text."""
    text = decoded(content)
    yield Piece(text)
    yield from more(name, text, content)


def more(name: str, text: str, content: bytes) -> Iterator[Piece]:
    """The same text as other readers see it: cell by cell, without mark-up, with its escapes resolved."""
    first = text[:2000].partition("\n")[0]
    ending = name.lower().rpartition(".")[2]
    if ending in ("csv", "tsv") or (ending not in ("txt", "md") and len(_CELLS.findall(first)) > 1):
        yield Piece(_CELLS.sub("\n", text))
    if _DOCTYPE.search(text):
        raise Unreadable("doctype")
    if text[:1] in ("{", "[") and not isinstance(value := load(content, ""), Unread):
        yield Piece(_said(value))
    if _MARKED_UP.search(text):
        yield Piece(without_markup(text))
        if ending in ("xml", "svg") or text.lstrip()[:5] == "<?xml":
            yield from _elements(content)


def decoded(content: bytes) -> str:
    """By its byte order mark, else by what it says of itself, else as UTF-8, else as Windows writes. Raises Unreadable."""
    for mark, code in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(code)
            except UnicodeDecodeError:
                raise Unreadable("encoding") from None
    if b"\0" in content:
        raise Unreadable("kind")
    told = _DECLARED.search(content[:1024].decode("latin-1"))
    for code in ("utf-8", *([told[1]] if told else []), "cp1252"):
        try:
            return content.decode(code)
        except (UnicodeDecodeError, LookupError):
            continue
    return content.decode("latin-1")


def _said(value: Json) -> str:
    return "\n".join(strings(value))


def _elements(content: bytes) -> Iterator[Piece]:
    """Each text and attribute of XML on a line of its own, comments too."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        raise Unreadable("xml") from None
    lines = []
    for element in root.iter():
        lines += [str(element.text or ""), *map(str, element.attrib.values()), str(element.tail or "")]
    yield Piece("\n".join(lines))
    yield Piece("".join(str(text) for text in root.itertext()))
