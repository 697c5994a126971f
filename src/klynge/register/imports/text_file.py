"""CSV as it is met: comma, semicolon, tab or bar between the cells; UTF-8 with or without a mark, UTF-16, or Windows' CP1252."""

import codecs
import csv
import io

from klynge.core.errors import Wrong
from klynge.register.imports.reading import Columns
from klynge.register.imports.table import Table, table_of

_DELIMITERS = (";", ",", "\t", "|")
csv.field_size_limit(1_000_000)


def decoded(content: bytes) -> str:
    """The text of a file. Raises Wrong that names the byte where it breaks, rather than guess at letters."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _strict(content, "utf-16")
    if content.startswith(codecs.BOM_UTF8):
        return _strict(content, "utf-8-sig")
    head = content[:2000]
    if b"\x00" in head:  # UTF-16 without a mark: every other byte of plain letters is nothing
        even, odd = head[0::2].count(0), head[1::2].count(0)
        if max(even, odd) > len(head) // 5:
            return _strict(content, "utf-16-le" if odd > even else "utf-16-be")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if _looks_like_utf8(content, error.start):
            raise Wrong(
                "The file breaks at byte %(byte)d: it was cut off or mixes two encodings. Save it again as UTF-8.",
                where="file",
                byte=error.start,
            ) from None
    return _strict(content, "cp1252")


def _looks_like_utf8(content: bytes, at: int) -> bool:
    """Whether letters beyond ASCII before the fault were good UTF-8, or the file ends within a letter."""
    if not content[:at].isascii():
        return True
    rest = content[at + 1 :]
    return 0 < len(rest) < 3 and content[at] >= 0xC2 and all(0x80 <= byte < 0xC0 for byte in rest)


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise Wrong(
            "The file breaks at byte %(byte)d: it was cut off or mixes two encodings. Save it again as UTF-8.",
            where="file",
            byte=error.start,
        ) from None


def read_csv(content: bytes, columns: Columns) -> Table:
    """The table of a CSV file. The cells' separator is the one by which most headings are known."""
    text = decoded(content)
    if "\x00" in text:
        raise Wrong("The file holds a NUL character, so it is no table of text. Save it as CSV or XLSX.", where="file")
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep="):
        text, first = rest, rest.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=lambda one: (_known_headings(text, one, columns), first.count(one)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        return table_of(reader)
    except csv.Error as error:
        raise Wrong(
            "The file breaks at line %(line)d of its text (%(fault)s). Look for a quotation mark that is not closed.",
            where=f"line {reader.line_num}",
            line=reader.line_num,
            fault=str(error),
        ) from None


def _known_headings(text: str, delimiter: str, columns: Columns) -> int:
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if any(cell.strip() for cell in row):
                return sum(1 for cell in row if columns.known(cell))
    except csv.Error:
        return 0
    return 0
