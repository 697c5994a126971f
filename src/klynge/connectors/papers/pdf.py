"""PDF: the text of every page, what stands at its top and bottom, notes on it, bookmarks, properties, files within."""

import re
from collections.abc import Callable, Iterator
from ctypes import c_ushort

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from klynge.connectors.papers.plain import decoded
from klynge.connectors.papers.shapes import Piece, Unreadable
from klynge.core.marking.look import Place

_PAGES = 2000
_EDGE = 0.15  # of a page's height, at its top and at its bottom: where marks stand
_XMP = re.compile(rb"<x:xmpmeta.{0,200000}?</x:xmpmeta>", re.DOTALL)
_NOTES = (b"Contents", b"T", b"Subj", b"V", b"TU")


def pieces(content: bytes, within: Callable[[str, bytes], Iterator[Piece]]) -> Iterator[Piece]:
    """Raises Unreadable for a locked or broken file, for too many pages, and for a page that shows something but says nothing."""
    try:
        with pdfium.PdfDocument(content) as paper:
            yield from _paper(paper, within)
    except pdfium.PdfiumError:
        raise Unreadable("pdf") from None
    for found in _XMP.finditer(content):
        yield Piece(re.sub(r"<[^<>]*>", "\n", decoded(found[0])), Place.BANNER)


def _paper(paper: pdfium.PdfDocument, within: Callable[[str, bytes], Iterator[Piece]]) -> Iterator[Piece]:
    if len(paper) > _PAGES:
        raise Unreadable("pages")
    yield Piece("\n".join(paper.get_metadata_dict(skip_empty=True).values()), Place.BANNER)
    yield Piece("\n".join(mark.get_title() for mark in paper.get_toc()))
    for n in range(paper.count_attachments()):
        file = paper.get_attachment(n)
        yield from within(file.get_name(), bytes(file.get_data()))
    wordless = False
    for page in paper:
        text = page.get_textpage()
        said = text.get_text_range()
        yield Piece(said)
        width, height = page.get_size()
        for bottom, top in ((height * (1 - _EDGE), height), (0, height * _EDGE)):
            yield Piece(text.get_text_bounded(0, bottom, width, top), Place.BANNER)
        yield Piece("\n".join(_notes(page)))
        wordless = wordless or (not said.strip() and next(iter(page.get_objects(max_depth=1)), None) is not None)
        text.close()
        page.close()
    if wordless:
        raise Unreadable("no-text")


def _notes(page: pdfium.PdfPage) -> Iterator[str]:
    """What is written in comments, stamps and fields of a form."""
    for n in range(raw.FPDFPage_GetAnnotCount(page)):
        note = raw.FPDFPage_GetAnnot(page, n)
        for key in _NOTES:
            size = raw.FPDFAnnot_GetStringValue(note, key, None, 0)
            if size > 2:
                held = (c_ushort * (size // 2 + 1))()
                raw.FPDFAnnot_GetStringValue(note, key, held, size)
                yield bytes(held)[: size - 2].decode("utf-16-le", "replace")
        raw.FPDFPage_CloseAnnot(note)
