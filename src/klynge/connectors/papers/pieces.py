"""The texts of a file, whatever kind it is, told by what it holds and not by its name.

What cannot be read raises Unreadable: then a person must look, because "no text found" is not "no mark".
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator

from klynge.connectors.files import open_content
from klynge.connectors.papers import mail, office, pdf, picture, plain
from klynge.connectors.papers.shapes import Piece, Unreadable
from klynge.connectors.shapes import Answer
from klynge.core.marking.look import Place

_DEEP = 4  # files within files: a letter in a mail in a zip in a zip
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ARCHIVES = re.compile(r"\.(?:tar|tgz|zip|gz)$", re.IGNORECASE)
_PACKED = {b"PK\x03\x04": ".zip", b"PK\x05\x06": ".zip", b"\x1f\x8b": ".gz"}
_TAR_AT = 257
# Kinds that no reader here knows: packed otherwise, or programs' own.
_CLOSED = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"BZh", b"\xfd7zXZ", b"{\\rtf", b"\x7fELF", b"MZ")


def pieces(name: str, content: bytes, depth: int = 0) -> Iterator[Piece]:
    """Every text in the file, its own name first. Raises Unreadable at the first part that cannot be read."""
    yield named(name)
    if not content:
        return
    if depth > _DEEP:
        raise Unreadable("nested-too-deep")

    def within(inner: str, held: bytes) -> Iterator[Piece]:
        return pieces(inner, held, depth + 1)

    yield from _read(name, content, within)


def named(name: str) -> Piece:
    """The name of a file or of a member as a text: without its ending, folders on lines of their own."""
    return Piece(re.sub(r"[/\\!]", "\n", re.sub(r"\.[A-Za-z0-9]{1,5}$", "", name)), Place.BANNER)


def _read(name: str, content: bytes, within: Callable[[str, bytes], Iterator[Piece]]) -> Iterator[Piece]:
    head = content[:1024]
    if b"%PDF-" in head:
        yield from pdf.pieces(content, within)
    elif head.startswith(b"PK\x03\x04") and office.is_office(content):
        yield from office.pieces(content, within)
    elif (ending := next((end for start, end in _PACKED.items() if head.startswith(start)), "")) or _is_tar(content):
        yield from _archive(name, content, ending or ".tar", within)
    elif head.startswith(_OLD_OFFICE):
        raise Unreadable("old-office")
    elif picture.is_picture(head):
        yield from picture.pieces(content)
        raise Unreadable("picture")
    elif head.startswith(_CLOSED):
        raise Unreadable("kind")
    elif mail.is_mail(name, head):
        yield from mail.pieces(content, within)
    else:
        yield from plain.pieces(name, content)


def _archive(name: str, content: bytes, ending: str, within: Callable[[str, bytes], Iterator[Piece]]) -> Iterator[Piece]:
    if ending == ".zip":
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                yield Piece(archive.comment.decode("utf-8", "replace"), Place.BANNER)
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise Unreadable("damaged") from None
    known = name if _ARCHIVES.search(name) else f"{name}{'.tar.gz' if ending == '.gz' and b'ustar' in content[:512] else ending}"
    for one in open_content(known, content):
        if not isinstance(one, Answer):
            raise Unreadable(one.reason)
        yield from within(one.where.removeprefix(f"{known}!"), one.body)


def _is_tar(content: bytes) -> bool:
    return content[_TAR_AT : _TAR_AT + 5] == b"ustar"
