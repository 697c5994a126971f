"""The members of a tar, as a stream: in the order of the archive, in constant memory, nothing written to disk."""

import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from klynge.connectors.files_limits import HEADER_BYTES, MEMBERS
from klynge.core.notice import Unread

# What a cut or damaged archive makes the standard library raise while its members are read.
BROKEN = (EOFError, OSError, zlib.error, lzma.LZMAError, tarfile.TarError, zipfile.BadZipFile)
_READ_AT_ONCE = (tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE)


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: to be read before the next one is asked for."""

    stream: IO[bytes]
    where: str
    size: int  # as the archive says
    is_packed: bool = False  # on its own, so that it can be damaged on its own


class _Header(tarfile.TarInfo):
    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> "_Header":
        header = super().frombuf(buf, encoding, errors)
        if header.type in _READ_AT_ONCE and header.size > HEADER_BYTES:
            raise tarfile.TarError(f"a header of {header.size:,} bytes")
        return header

    @classmethod
    def fromtarfile(cls, tarfile: "_Tar") -> "_Header":  # type: ignore[override]  # always called by _Tar
        """As the library's, but remembers why there was no further header: it takes a broken one for the end."""
        try:
            return super().fromtarfile(tarfile)
        except _HEADER_ERROR as error:
            tarfile.ended_by = error
            raise


_HEADER_ERROR = tarfile.HeaderError
_END_HEADER = tarfile.EOFHeaderError  # type: ignore[attr-defined]  # public, but not in the stubs: the zeros after the last file


class _Tar(tarfile.TarFile):
    tarinfo = _Header
    members: list[tarfile.TarInfo]
    ended_by: tarfile.HeaderError | None = None


def members(stream: IO[bytes], where: str) -> Iterator[Member | Unread]:
    """Each file once; an Unread for links, devices, unsafe and repeated names, and one at the end if the archive is cut."""
    seen: set[str] = set()
    try:
        with _Tar.open(fileobj=stream, mode="r|") as archive:
            for count, header in enumerate(iter(archive.next, None)):
                archive.members.clear()  # it keeps every header otherwise
                if count >= MEMBERS:
                    yield Unread(
                        "too-many-members", where, f"The archive has more than {MEMBERS:,} files; the rest was not read."
                    )
                    return
                here = f"{where}!{header.name}"
                refused = None if header.isdir() else refusal(header.name, here, seen) or _refused(header, here)
                if refused:
                    yield refused
                elif header.isreg() and (inside := archive.extractfile(header)):
                    yield Member(inside, here, header.size)
            ended_by = archive.ended_by
            if ended_by is not None and not isinstance(ended_by, _END_HEADER):
                yield Unread("damaged", where, f"The archive is cut or damaged after its last readable file: {ended_by}.")
    except (*BROKEN, struct.error, ValueError, OverflowError) as error:
        yield Unread("damaged", where, f"The archive is cut or damaged: {error}.")


def _refused(header: tarfile.TarInfo, where: str) -> Unread | None:
    if header.issym() or header.islnk():
        return Unread("link", where, "Links in an archive are not followed.")
    if not header.isreg():
        return Unread("not-a-file", where, "A device or pipe in an archive is not read.")
    return None


def refusal(name: str, where: str, seen: set[str]) -> Unread | None:
    """Why a member of this name is not read: it points out of the archive, or the archive has had the name before."""
    if not name or name.startswith("/") or "\\" in name or "\0" in name or ".." in name.split("/") or re.match("[A-Za-z]:", name):
        return Unread("unsafe-name", where, "The name points out of the archive.")
    if name in seen:
        return Unread("duplicate-name", where, "The archive has two files of this name; the first one was read.")
    seen.add(name)
    return None
