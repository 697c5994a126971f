"""Pictures: only what is written beside the picture itself. What they show, nobody reads here."""

import re
import zlib
from collections.abc import Iterator

from klynge.connectors.papers.shapes import Piece
from klynge.core.marking.look import Place

_KINDS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"\0\0\1\0", b"\x01\0\0\0")
_PRINTED = re.compile(rb"[\x20-\x7e\x80-\xff]{4,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\0){4,}")
_MOST = 1_000_000  # bytes of notes that are read of one picture


def is_picture(head: bytes) -> bool:
    """By its first bytes."""
    return head.startswith(_KINDS) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or head[4:12] in (b"ftypavif", b"ftypheic")


def pieces(content: bytes) -> Iterator[Piece]:
    """Titles, comments, authors and other notes, each on a line."""
    for part in _notes(content):
        lines = [found[0].decode("utf-8", "replace") for found in _PRINTED.finditer(part)]
        lines += [found[0].decode("utf-16-le") for found in _WIDE.finditer(part)]
        yield Piece(re.sub(r"<[^<>]*>", "\n", "\n".join(lines)), Place.BANNER)


def _notes(content: bytes) -> Iterator[bytes]:
    if content.startswith(b"\x89PNG"):
        yield from _chunks(content)
    elif content.startswith(b"\xff\xd8"):
        yield from _segments(content)
    else:  # the notes of the others stand in front or behind
        yield content[:65_536]
        yield content[65_536:][-65_536:]


def _chunks(content: bytes) -> Iterator[bytes]:
    at = 8
    while at + 8 <= len(content):
        size, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        held = content[at + 8 : at + 8 + size][:_MOST]
        if kind in (b"tEXt", b"eXIf", b"iTXt", b"zTXt"):
            yield held.replace(b"\0", b"\n") if kind == b"tEXt" else held
            yield _unpacked(held)
        at += 12 + size


def _unpacked(held: bytes) -> bytes:
    """What a compressed note says; it begins behind a keyword and a few short fields."""
    for found in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", held[:400]):
        try:
            return zlib.decompressobj().decompress(held[found.start() :], _MOST)
        except zlib.error:
            continue
    return b""


def _segments(content: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] not in (0xDA, 0xD9):
        size = int.from_bytes(content[at + 2 : at + 4], "big")
        if content[at + 1] == 0xFE or 0xE1 <= content[at + 1] <= 0xEF:
            yield content[at + 4 : at + 2 + size]
        at += 2 + max(size, 2)
