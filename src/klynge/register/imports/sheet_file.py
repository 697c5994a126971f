"""XLSX: the first sheet of a workbook, as text. Formulas are not worked out: their own text is what one gets, and is said."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import pairwise
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from klynge.core.errors import Wrong
from klynge.register.imports.table import MOST_COLUMNS, Table, table_of

_MOST_UNPACKED = 300_000_000
_MOST_MEMBERS = 2_000
_DECLARATIONS = tuple(word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be"))
_NO_BOOK = "This is no workbook that can be read. Open it in a spreadsheet and save it again as XLSX or CSV."


def read_xlsx(content: bytes) -> Table:
    """Raises Wrong for what is no workbook, would unpack to more than is read, or holds document type declarations."""
    _check_archive(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheets = book.worksheets
        if not sheets:
            raise Wrong(_NO_BOOK, where="file")
        sheet = sheets[0]
        sheet.reset_dimensions()
        return table_of(_rows(sheet), pad=True)
    except (KeyError, ValueError, TypeError, AttributeError, OSError, EOFError, IndexError, OverflowError) as error:
        raise Wrong(_NO_BOOK, where="file") from error
    except (zipfile.BadZipFile, zlib.error, struct.error, ParseError, InvalidFileException, NotImplementedError) as error:
        raise Wrong(_NO_BOOK, where="file") from error


def _rows(sheet: object) -> Iterator[list[str]]:
    for row in sheet.iter_rows(max_col=MOST_COLUMNS + 1, values_only=True):  # type: ignore[attr-defined]  # openpyxl's sheet
        yield [_text(value) for value in row]


def _text(value: object) -> str:
    """A cell as somebody would have typed it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _check_archive(content: bytes) -> None:
    """What is in the archive, before anything of it is unpacked further than a piece at a time."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_UNPACKED:
                raise Wrong(
                    "The workbook would unpack to more than %(most)d MB. Save only the list.",
                    where="file",
                    most=_MOST_UNPACKED // 1_000_000,
                )
            names = [member.filename for member in members]
            places = sorted((member.header_offset, member.compress_size) for member in members)
            laps = any(at + size > after for (at, size), (after, _) in pairwise(places))
            if laps or len(set(names)) < len(names) or any(member.flag_bits & 1 for member in members):
                raise Wrong(_NO_BOOK, where="file")
            for member in members:
                if member.filename.endswith((".xml", ".rels")):
                    _no_declarations(archive, member)
    except (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, OSError, EOFError) as error:
        raise Wrong(_NO_BOOK, where="file") from error


def _no_declarations(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """No workbook has document type declarations; bombs and foreign entities need them."""
    before = b""
    with archive.open(member) as part:
        while piece := part.read(1 << 20):
            seen = before + piece
            if any(word in seen for word in _DECLARATIONS):
                raise Wrong(_NO_BOOK, where="file")
            before = piece[-20:]
