"""The press kit as one ZIP file: its texts, and each picture and document under a name that says what it is. The same kit is the same
bytes."""

import shutil
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import override

from klynge.website.queries.press_kit import Kit, contents

_PACKED = (".jpg", ".jpeg", ".png", ".webp", ".gif", ".zip", ".docx", ".xlsx", ".pptx", ".odt")
_PART = 64 * 1024  # bytes
_DAY = (1980, 1, 1, 0, 0, 0)  # the first that a ZIP file can say


def zipped(kit: Kit, language: str) -> Iterator[bytes]:
    """In parts, so that no file is open before the first is asked for, and none is whole in memory."""
    with override(language), TemporaryFile() as out:
        _fill(out, kit, language)
        out.seek(0)
        while part := out.read(_PART):
            yield part


def _fill(out: IO[bytes], kit: Kit, language: str) -> None:
    names = _names(kit)
    with ZipFile(out, "w") as archive:
        for name, lines in (
            (_("about"), _about(kit, language)),
            (_("contacts"), _contacts(kit)),
            (_("files"), _files(kit, names)),
        ):
            text = "\r\n".join(lines).strip()
            if text:
                archive.writestr(_info(f"{name}.txt"), f"{text}\r\n")
        for key, opened in contents(language):
            if key in names:
                with archive.open(_info(names[key]), "w", force_zip64=True) as inside:
                    shutil.copyfileobj(opened, inside)


def _names(kit: Kit) -> dict[int, str]:
    """By the number of the piece; two of one title get numbers."""
    given: dict[int, str] = {}
    for piece in kit.pieces:
        if piece.ending:
            stem = slugify(piece.title.translate(_LETTERS))[:60] or piece.kind
            name, n = f"{stem}{piece.ending}", 2
            while name in given.values():
                name, n = f"{stem}-{n}{piece.ending}", n + 1
            given[piece.id] = name
    return given


_LETTERS = {ord(one): other for one, other in zip("æøåÆØÅ", ("ae", "oe", "aa", "Ae", "Oe", "Aa"), strict=True)}


def _about(kit: Kit, language: str) -> Iterator[str]:
    yield settings.CLUSTER
    if kit.room and kit.room.boilerplate:
        yield from ("", *kit.room.boilerplate.splitlines())
    for fact in kit.story.facts.values():
        yield from ("", fact.said(language), *([_("Source: %(source)s") % {"source": fact.source}] if fact.source else ()))
    for fact in kit.story.milestones:
        yield from ("", f"{fact.year}: {fact.said(language)}")


def _contacts(kit: Kit) -> Iterator[str]:
    for one in kit.contacts:
        yield from (line for line in (one.name, one.role, one.about, one.phone, one.email) if line)
        yield ""


def _files(kit: Kit, names: dict[int, str]) -> Iterator[str]:
    for piece in kit.pieces:
        yield from (line for line in (names.get(piece.id, ""), piece.title, piece.lead) if line)
        if piece.credit:
            yield _("Credit: %(who)s") % {"who": piece.credit}
        yield from (f"{settings.ADDRESS}{piece.path}", "")


def _info(name: str) -> ZipInfo:
    info = ZipInfo(name, _DAY)
    info.compress_type = ZIP_STORED if name.lower().endswith(_PACKED) else ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info
