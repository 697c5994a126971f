"""The one door through which XML comes in: bytes to a tree, or an Unread that says why and where.

The parser is locked: no DTD, no entities, no network, no repair of broken files, libxml2's own limits on. A DOCTYPE is refused
outright, because with entities merely unexpanded the file would be accepted with holes in it. What decodes in two ways is
refused too: a wrong letter in the database is worse than a notice on the list of unread ones.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from lxml import etree

from klynge.connectors.shapes import Answer
from klynge.core.notice import Unread

MOST_BYTES = (
    32_000_000  # TED's largest notices (thousands of lots) stay under a third of this; the tree takes some 8 x as much memory
)
MOST_DEPTH = 100  # the deepest real notice has 23 levels; recursion of any later reader stays far from its limit
MOST_IN_ATTRIBUTE = 65_536  # the longest real one is an address of some 2,000 letters

# What notices are written in. Others (UTF-7, EBCDIC, UTF-32) have only been used to hide something from a check.
_ENCODINGS = re.compile(r"utf-?8|us-ascii|ascii|utf-?16(le|be)?|iso[-_]8859-\d{1,2}|latin-?\d|windows-125\d|cp125\d", re.I)
_DECLARED = re.compile(rb"""<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_TOO_DEEP = etree.XPath("boolean(" + "/*" * (MOST_DEPTH + 1) + ")")
_TOO_LONG = etree.XPath(f"boolean(//@*[string-length(.) > {MOST_IN_ATTRIBUTE}])")

Element = etree._Element


def tree(answer: Answer) -> Element | Unread:
    """The root element of an answer's XML, without comments and processing instructions. Never raises for bad input."""
    body, where = answer.body, answer.where
    if not body.strip(b" \t\r\n\0"):
        return Unread("empty", where, "The file is empty.")
    if len(body) > MOST_BYTES:
        return Unread("too-large", where, f"The file has {len(body):,} bytes; more than {MOST_BYTES:,} is no notice.")
    wrong = _wrongly_encoded(body, where)
    if wrong:
        return wrong
    if not _prolog_rest(body).startswith(b"<"):
        return Unread("not-xml", where, "The file does not begin like XML. Perhaps it is a web page or a cut download.")
    if _prolog_rest(body)[:9].upper() == b"<!DOCTYPE":
        return Unread("doctype", where, "The file has a DOCTYPE, which no notice needs and which can hide an attack.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        return _unread(error, body, where)
    if root.getroottree().docinfo.internalDTD is not None:
        return Unread("doctype", where, "The file has a DOCTYPE, which no notice needs and which can hide an attack.")
    if _TOO_DEEP(root):
        return Unread("too-deep", where, f"Elements are nested more than {MOST_DEPTH} deep.")
    if _TOO_LONG(root):
        return Unread("too-large", where, f"An attribute is longer than {MOST_IN_ATTRIBUTE:,} letters.")
    return root


def _wrongly_encoded(body: bytes, where: str) -> Unread | None:
    """Says the byte at which the encoding fails, which libxml2 does not."""
    wide = body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    declared = _DECLARED.match(body.removeprefix(codecs.BOM_UTF8).lstrip())
    name = "utf-16" if wide else declared.group(1).decode("ascii") if declared else "utf-8"
    if not _ENCODINGS.fullmatch(name) or (name.lower().startswith(("utf-16", "utf16")) and not wide):
        return Unread("encoding", where, f"The file says that it is written in “{name}”, and it is not, or that is not accepted.")
    try:
        text = codecs.decode(body, name)
    except LookupError:
        return Unread("encoding", where, f"The file is written in “{name}”, which is unknown.")
    except UnicodeDecodeError as error:
        return Unread("encoding", f"{where}, byte {error.start}", f"The byte {error.start} cannot be read as {name}.")
    if "\0" in text:
        at = 2 * text.index("\0") + 2 if wide else body.index(0)
        return Unread("nul", f"{where}, byte {at}", "The file has a NUL byte, so it is damaged or no text.")
    if not wide and not re.fullmatch(r"utf-?8|us-ascii|ascii", name, re.I) and not body.isascii():
        try:
            body.decode("utf-8")
        except UnicodeDecodeError:
            return None
        first = next(at for at, byte in enumerate(body) if byte > 127)
        return Unread(
            "encoding", f"{where}, byte {first}", f"The file says that it is written in {name}, but its bytes are UTF-8."
        )
    return None


def _prolog_rest(body: bytes) -> bytes:
    """What begins at the first thing that is neither blank, comment nor processing instruction. At most 16 bytes of it."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        body = body.decode("utf-16").encode("utf-8")
    at = len(codecs.BOM_UTF8) if body.startswith(codecs.BOM_UTF8) else 0
    while True:
        while body[at : at + 1] in (b" ", b"\t", b"\r", b"\n"):
            at += 1
        for opening, closing in ((b"<?", b"?>"), (b"<!--", b"-->")):
            if body.startswith(opening, at):
                end = body.find(closing, at + len(opening))
                if end < 0:
                    return b"<"  # cut within its prolog: the parser says so with the line
                at = end + len(closing)
                break
        else:
            return body[at : at + 16]


def _unread(error: etree.XMLSyntaxError, body: bytes, where: str) -> Unread:
    message = (error.msg or "").strip()
    line, column = error.position
    where = f"{where}, line {line}"
    if "xcessive depth" in message or "too deep" in message:
        return Unread("too-deep", where, f"Elements are nested more than {MOST_DEPTH} deep.")
    if "too long" in message or "too big" in message or "huge" in message.lower() or "exceeds" in message:
        return Unread("too-large", where, "One text or attribute is larger than any notice needs.")
    if "Entity" in message and "not defined" in message:
        return Unread("entity", where, "The file uses an entity that it does not define.")
    ends_early = "Premature end" in message or "EndTag" in message or "Couldn't find end" in message
    if ends_early or (line > body.count(b"\n") and not body.rstrip().endswith(b">")):
        return Unread("cut", where, f"The file ends too early: {message}.")
    return Unread("not-well-formed", where, f"{message} (column {column}).")


# Walking: paths are local names joined by "/", whatever the namespaces, so that every edition of a schema reads alike.


@cache
def _path(path: str) -> str:
    return "/".join(step if step in (".", "", "*") else "{*}" + step for step in path.split("/"))


def first(element: Element, path: str) -> Element | None:
    """The first element at `path` ("A/B", ".//C") below this one."""
    # One step is the common case, and iterchildren takes half of find's time.
    return element.find(_path(path)) if "/" in path else next(element.iterchildren(_path(path)), None)


def every(element: Element, path: str) -> list[Element]:
    """All elements at `path`, in the order of the file."""
    return element.findall(_path(path)) if "/" in path else list(element.iterchildren(_path(path)))


def deep(element: Element, *names: str) -> Iterator[Element]:
    """All elements of these names anywhere below, in the order of the file."""
    return element.iter(*("{*}" + name for name in names))


def is_inside(element: Element, *names: str) -> bool:
    """Whether an element of one of these names stands anywhere above."""
    return next(element.iterancestors(*("{*}" + name for name in names)), None) is not None


def text(element: Element | None, path: str = "") -> str:
    """The tidy text of one line at `path`, "" when there is none."""
    found = first(element, path) if path and element is not None else element
    return " ".join((found.text or "").split()) if found is not None else ""


def within(element: Element) -> str:
    """All text below an element, as it stands in the file."""
    return "".join(str(part) for part in element.itertext())


def name(element: Element) -> str:
    """The local name of an element."""
    tag = str(element.tag)
    return tag[tag.rfind("}") + 1 :]


def tidy(words: str) -> str:
    """Text for people: composed letters (NFC), one blank between words, one line a paragraph, no empty ones."""
    lines = (" ".join(line.split()) for line in words.splitlines())
    clean = "\n".join(line for line in lines if line)
    return clean if unicodedata.is_normalized("NFC", clean) else unicodedata.normalize("NFC", clean)
