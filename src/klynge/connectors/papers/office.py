"""Documents, workbooks and slides of today's office programs (DOCX, XLSX, PPTX, ODF): every text part, also headers, footers, notes,
comments, deleted text, text boxes, properties and labels."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator

from lxml import etree

from klynge.connectors.files import open_content
from klynge.connectors.papers import picture
from klynge.connectors.papers.shapes import Piece, Unreadable
from klynge.connectors.shapes import Answer
from klynge.core.marking.look import Place

_BANNERS = re.compile(r"(?:^|/)(?:header|footer)\d*\.xml$|^docProps/|^docMetadata/|^meta\.xml$|^customXml/")
_SILENT = re.compile(r"printerSettings|\.(?:odttf|ttf|fntdata|rdf|wmf\.rels)$|^mimetype$|manifest\.xml$|/theme/|fontTable\.xml$")
_ENDS = frozenset(
    (
        *("p", "h", "si", "is", "br", "tab", "comment", "text", "annotation", "sheet", "definedName"),
        *("title", "subject", "creator", "keywords", "description", "caption", "desc", "lpwstr", "value", "user-defined"),
        *("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"),
    )
)
_TOLD = frozenset(
    ("string", "descr", "title", "name", "alt", "author", "label", "tooltip", "display", "content", "caption", "val", "text")
)
_CODES = re.compile(r'&(?:"[^"]{0,80}"|[LCRBIUEXYSPNDTFAGZ]|\d{1,3})')  # how a workbook writes headers


def is_office(content: bytes) -> bool:
    """Whether a zip is one of these."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    return "[Content_Types].xml" in names or ({"mimetype", "content.xml"} <= names)


def pieces(content: bytes, within: Callable[[str, bytes], Iterator[Piece]]) -> Iterator[Piece]:
    """Raises Unreadable for a broken part, macros and embedded files of old kinds, and for pictures without any text beside them."""
    said = pictures = False
    for part in open_content("document.zip", content):
        if not isinstance(part, Answer):
            raise Unreadable(part.reason)
        name = part.where.removeprefix("document.zip!")
        if _SILENT.search(name):
            continue
        if name.endswith((".xml", ".rels", ".vml")):
            for piece in _part(name, part.body):
                said = said or (piece.place is Place.TEXT and not piece.text.isspace() and bool(piece.text))
                yield piece
        elif picture.is_picture(part.body[:1024]) or re.search(r"\.(?:emf|wmf)$", name, re.IGNORECASE):
            pictures = True
            yield from picture.pieces(part.body)
        else:
            yield from within(name, part.body)
    if pictures and not said:
        raise Unreadable("no-text")


def _part(name: str, body: bytes) -> Iterator[Piece]:
    """A part's text: the pieces of a paragraph put together, each paragraph on a line. Told attributes stand on lines of their own."""
    place = Place.BANNER if _BANNERS.search(name) else Place.TEXT
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError:
        raise Unreadable("xml") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise Unreadable("doctype")
    text, told = [], []
    for step, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if step in ("comment", "pi"):
            told.append(str(element.text or ""))
            continue
        local = etree.QName(element).localname
        if step == "start":
            if not (local == "v" and element.getparent().get("t") != "str"):  # numbers, and places in the table of strings
                text.append(str(element.text or ""))
            told += [value for key, value in element.attrib.items() if etree.QName(key).localname in _TOLD]
        else:
            if local in _ENDS:
                text.append("\n")
            text.append(str(element.tail or ""))
    whole = "".join(text)
    heads = "\n".join(line for line in whole.split("\n") if "&" in line)
    yield Piece(whole, place)
    yield Piece("\n".join(told), place)
    if heads:
        yield Piece(_CODES.sub("\n", heads), Place.BANNER)
