"""Files that a person or a package brings: one Answer for each document in files, folders and archives, read lazily.

Known by their endings: .tar, .tar.gz, .tgz, .zip, .gz, .jsonl and .jsonl.gz (one document a line); anything else is one document.
An archive may hold archives (a month of days), those may not. Nothing is ever unpacked to disk under the archive's own names.
What is dangerous, broken or too large becomes an Unread and the rest is read.
"""

import gzip
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from klynge.connectors import files_tar, files_zip
from klynge.connectors.files_limits import FILE_BYTES, NESTED, Bomb, Budget
from klynge.connectors.shapes import Answer
from klynge.core.notice import Unread

_CHUNK = 1 << 16
_TAR = (".tar", ".tar.gz", ".tgz")
_ARCHIVES = (*_TAR, ".zip", ".gz")
_LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")


@dataclass(frozen=True, slots=True)
class _Found:
    """A stream with the name that people know it by, what may still be unpacked, and how many archives lie around it."""

    stream: IO[bytes]
    where: str
    budget: Budget
    depth: int
    size: int | None = None  # as its archive says


def open_files(paths: Iterable[str | Path]) -> Iterator[Answer | Unread]:
    """One Answer for each document, in the order of `paths`, folders sorted by name; hidden files in folders are passed over.

    Memory is that of one document whatever the size of the archive. A cut archive gives its good members and then one Unread.
    """
    for path in paths:
        yield from _path(Path(path))


def open_content(name: str, content: bytes) -> Iterator[Answer | Unread]:
    """The same for one file that is in memory, known by the ending of its name."""
    try:
        yield from _read(_Found(io.BytesIO(content), name, Budget(len(content)), 0))
    except Bomb as bomb:
        yield Unread("bomb", name, str(bomb))
    except OSError as error:
        yield Unread("unreadable", name, f"The file cannot be read: {error.strerror or error}.")


def _path(path: Path) -> Iterator[Answer | Unread]:
    where = path.as_posix()
    try:
        if path.is_dir():
            children = sorted(child for child in path.iterdir() if not child.name.startswith("."))
        elif not path.is_file():
            yield Unread("absent", where, "There is no such file.")
            return
        else:
            size = path.stat().st_size
            if size > FILE_BYTES and not where.lower().endswith((*_ARCHIVES, *_LINES)):
                yield _too_large(where)
                return
            with path.open("rb") as stream:
                yield from _read(_Found(stream, where, Budget(size), 0))
            return
    except Bomb as bomb:
        yield Unread("bomb", where, str(bomb))
        return
    except OSError as error:
        yield Unread("unreadable", where, f"The file cannot be read: {error.strerror or error}.")
        return
    for child in children:
        if child.is_symlink():
            yield Unread("link", child.as_posix(), "A link in a folder is not followed. Name its target instead.")
        else:
            yield from _path(child)


def _read(found: _Found) -> Iterator[Answer | Unread]:
    """What one stream holds, by the ending of its name."""
    lower = found.where.lower()
    if lower.endswith(_ARCHIVES) and found.depth > NESTED:
        yield Unread("nested-too-deep", found.where, "Archives within archives within archives are not opened.")
    elif lower.endswith(_TAR):
        inside = _Found(found.stream if lower.endswith(".tar") else _gunzip(found), found.where, found.budget, found.depth)
        yield from _guarded(_within(files_tar.members(inside.stream, inside.where), inside), inside.where)
    elif lower.endswith(".zip"):
        yield from _within(files_zip.members(found.stream, found.where, found.budget, is_nested=found.depth > 0), found)
    elif lower.endswith(_LINES):
        yield from _guarded(_lines(_gunzip(found) if lower.endswith(".gz") else found.stream, found.where), found.where)
    elif lower.endswith(".gz"):
        inside = _Found(_gunzip(found), found.where[:-3], found.budget, found.depth + 1)
        yield from _guarded(_read(inside) if inside.where.lower().endswith(_ARCHIVES) else _document(inside), found.where)
    else:
        yield from _document(found)


def _within(members: Iterator[files_tar.Member | Unread], archive: _Found) -> Iterator[Answer | Unread]:
    """The documents of an archive's members; archives and lists of lines among them are opened in their turn."""
    for member in members:
        if isinstance(member, Unread):
            yield member
            continue
        lower = member.where.lower()
        if member.size > FILE_BYTES and not lower.endswith((*_ARCHIVES, *_LINES)):
            yield _too_large(member.where)
            continue
        inside = _Found(member.stream, member.where, archive.budget, archive.depth + 1, member.size)
        # A plain file in a tar only breaks where the tar does: then the tar is what is cut.
        may_break_alone = member.is_packed or lower.endswith(_ARCHIVES)
        yield from _guarded(_read(inside), member.where) if may_break_alone else _read(inside)


def _guarded(reading: Iterator[Answer | Unread], where: str) -> Iterator[Answer | Unread]:
    """A stream that breaks off while it is read ends as one Unread."""
    try:
        yield from reading
    except files_tar.BROKEN as error:
        yield Unread("damaged", where, f"The file is cut or damaged: {error}.")


def _document(found: _Found) -> Iterator[Answer | Unread]:
    chunks, size = [], 0
    while chunk := found.stream.read(_CHUNK):
        size += len(chunk)
        if size > FILE_BYTES:
            yield _too_large(found.where)
            return
        chunks.append(chunk)
    if found.size is not None and size != found.size:
        yield Unread("lying-size", found.where, f"The archive promises {found.size:,} bytes, and the file has {size:,}.")
        return
    yield Answer(found.where, b"".join(chunks))


def _lines(stream: IO[bytes], where: str) -> Iterator[Answer | Unread]:
    number = 0
    while line := stream.readline(FILE_BYTES + 1):
        number += 1
        here = f"{where}:{number}"
        if len(line) > FILE_BYTES:
            yield _too_large(here)
            while line and not line.endswith(b"\n"):
                line = stream.readline(_CHUNK)
        elif line.strip():
            yield Answer(here, line.rstrip(b"\r\n"))


def _too_large(where: str) -> Unread:
    return Unread("too-large", where, f"The file is larger than {FILE_BYTES:,} bytes, so it was not read.")


class _Counted(io.RawIOBase):
    """Unpacked bytes on their way out, charged to the budget."""

    def __init__(self, unpacking: gzip.GzipFile, budget: Budget) -> None:
        self._unpacking = unpacking
        self._budget = budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "memoryview | bytearray") -> int:  # type: ignore[override]  # the stub knows no Buffer in 3.11
        data = self._unpacking.read(len(buffer))
        self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)


def _gunzip(found: _Found) -> IO[bytes]:
    return io.BufferedReader(_Counted(gzip.GzipFile(fileobj=found.stream, mode="rb"), found.budget))
