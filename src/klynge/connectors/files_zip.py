"""The members of a zip. Its table of contents is weighed before anything is unpacked, because it may lie."""

import stat
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO

from klynge.connectors.files_limits import DIRECTORY_BYTES, FILE_BYTES, MEMBERS, Budget
from klynge.connectors.files_tar import BROKEN, Member, refusal
from klynge.core.notice import Unread

_LOCAL_HEADER = 30  # bytes before the name, at least
_END = b"PK\5\6"
_END_BYTES = 22 + 65_535  # the end record and the longest comment
_CHUNK = 1 << 20
_IN_MEMORY = 16_000_000
# NotImplementedError: a version or compression that the library does not know, or that never was.
_IMPOSSIBLE = (*BROKEN, NotImplementedError, struct.error, OverflowError, ValueError)


def members(stream: IO[bytes], where: str, budget: Budget, *, is_nested: bool) -> Iterator[Member | Unread]:
    """Each file once; an Unread for the whole archive if its table of contents is impossible, else for each bad member."""
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        if is_nested:  # its table of contents stands at its end, and its stream only goes forward
            size = 0
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > FILE_BYTES:
                    yield Unread("too-large", where, f"A zip within an archive may have {FILE_BYTES:,} bytes at most.")
                    return
                spool.write(chunk)
            stream = spool
        try:
            if _directory_bytes(stream) > DIRECTORY_BYTES:
                yield _too_many(where)
                return
            with zipfile.ZipFile(stream) as archive:
                yield from _members(archive, where, budget)
        except _IMPOSSIBLE as error:
            yield Unread("damaged", where, f"The archive is cut or damaged: {error}.")


def _members(archive: zipfile.ZipFile, where: str, budget: Budget) -> Iterator[Member | Unread]:
    entries = archive.infolist()
    if len(entries) > MEMBERS:
        yield _too_many(where)
        return
    if sum(entry.file_size for entry in entries) > budget.most() - budget.unpacked:
        yield Unread("bomb", where, f"The archive would unpack to more than {budget.most():,} bytes; nothing of it was read.")
        return
    if _overlap(entries):
        yield Unread(
            "overlapping", where, "Files of the archive share the same bytes, as only attacks do; nothing of it was read."
        )
        return
    seen: set[str] = set()
    for entry in entries:
        here = f"{where}!{entry.filename}"
        if entry.filename.endswith("/"):
            continue
        refused = refusal(entry.orig_filename, here, seen) or _refused(entry, here)
        if refused:
            yield refused
            continue
        try:
            with archive.open(entry) as inside:
                budget.spend(entry.file_size)
                yield Member(inside, here, entry.file_size, is_packed=True)
        except _IMPOSSIBLE as error:
            yield Unread("damaged", here, f"The file in the archive is not what the archive says of it: {error}.")


def _refused(entry: zipfile.ZipInfo, where: str) -> Unread | None:
    if entry.flag_bits & 0x1:
        return Unread("encrypted", where, "The file is encrypted. Bring it without a password.")
    if stat.S_ISLNK(entry.external_attr >> 16):
        return Unread("link", where, "Links in an archive are not followed.")
    return None


def _overlap(entries: list[zipfile.ZipInfo]) -> bool:
    """Whether one file's bytes begin before the last one's end (CVE-2024-0450; the library checks from 3.11.8 only)."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            return True
        end = (
            entry.header_offset
            + _LOCAL_HEADER
            + len(entry.orig_filename.encode("utf-8", "surrogateescape"))
            + entry.compress_size
        )
    return False


def _directory_bytes(stream: IO[bytes]) -> int:
    """The size of the table of contents by the end record, 0 when there is none; APPNOTE 4.3.14 to 4.3.16."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END_BYTES))
    tail = stream.read(_END_BYTES)
    stream.seek(0)
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + 22:
        return 0
    (directory,) = struct.unpack_from("<L", tail, at + 12)
    if directory == 0xFFFFFFFF and at >= 20 and tail[at - 20 : at - 16] == b"PK\6\7":
        (offset,) = struct.unpack_from("<Q", tail, at - 20 + 8)
        if offset + 56 <= size:
            stream.seek(offset)
            (directory,) = struct.unpack_from("<Q", stream.read(56), 40)
            stream.seek(0)
    return int(directory)


def _too_many(where: str) -> Unread:
    return Unread("too-many-members", where, f"The archive has more than {MEMBERS:,} files; nothing of it was read.")
