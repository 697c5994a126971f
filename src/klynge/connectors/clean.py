"""Text from outside made plain: one Unicode form, no control characters, no mark-up, blanks in order."""

import re
import unicodedata
from typing import Any

from lxml import etree

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,400}>|&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_BLANKS = re.compile(r"[^\S\n]{2,}|[^\S\n ]")  # all but the lone space, which is most of any text
_LINES = re.compile(r" ?\n ?(?:\n\s*)?")
_BLOCKS = frozenset(
    (
        "p",
        "div",
        "br",
        "tr",
        "table",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "blockquote",
        "pre",
        "dt",
        "dd",
        "hr",
    )
)
_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})


def clean(text: str) -> str:
    """NFC, mark-up and entities resolved where there are any, control and direction characters dropped, blanks merged.

    Line breaks are kept, at most one empty line in a row.
    """
    if _MARKUP.search(text):
        text = without_markup(text)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _BLANKS.sub(" ", _CONTROL.sub("", text))
    return _LINES.sub(_break, text).strip()


def without_markup(text: str) -> str:
    """The readable words of HTML: blocks on lines of their own, list items with a dash, nothing of scripts and styles."""
    reader: Any = _Reader()  # lxml-stubs asks for more than lxml itself calls
    # libxml2's reader, because the standard library's needs quadratic time for a run of half tags in the Pythons of 2023 to 2025.
    parser: etree.HTMLParser = etree.HTMLParser(target=reader, encoding="utf-8", remove_comments=True, no_network=True)
    try:
        parser.feed(b"<body>" + _CONTROL.sub("", text).encode())
        parser.close()
    except etree.LxmlError:
        return _MARKUP.sub(" ", text)
    return "".join(reader.parts)


def _break(found: re.Match[str]) -> str:
    return "\n\n" if found[0].count("\n") > 1 else "\n"


class _Reader:
    """What lxml tells of tags and text; it reads in one stream, so nesting costs nothing."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._silent = 0

    def start(self, tag: str, attributes: object) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in _BLOCKS:
            self.parts.append("\n")
        elif tag in ("td", "th"):
            self.parts.append(" ")

    def end(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent -= 1
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def data(self, text: str) -> None:
        if not self._silent:
            self.parts.append(text)

    def close(self) -> None:
        """Nothing is left to tell."""
