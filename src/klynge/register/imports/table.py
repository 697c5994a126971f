"""A table out of a file, before anything is understood of it; and the limits of what is read at all."""

from collections.abc import Iterable
from dataclasses import dataclass

from klynge.core.errors import Wrong

MOST_ROWS = 100_000
MOST_COLUMNS = 100
MOST_BYTES = 60_000_000
PAGE_ROWS, PAGE_BYTES = 500, 5_000_000  # where somebody waits: with all rows changed ten seconds, all new one


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a file. `number` is what a spreadsheet shows (the headings are usually 1); of a CSV file with quoted line breaks
    it is the row, not the line of text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def table_of(rows: Iterable[Iterable[str]], *, pad: bool = False) -> Table:
    """The first row that is not empty holds the headings; empty rows are left out. With `pad` short rows are filled up, as a
    workbook does not keep empty cells. Raises Wrong when there is nothing, or more than is read."""
    headings: tuple[str, ...] | None = None
    lines: list[Line] = []
    for number, row in enumerate(rows, start=1):
        cells = tuple(row)
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > MOST_COLUMNS and any(cell.strip() for cell in cells[MOST_COLUMNS:]):
            raise Wrong(
                "Row %(row)d has more than %(most)d columns. Leave only the columns of the list.",
                where=f"row {number}",
                row=number,
                most=MOST_COLUMNS,
            )
        if headings is None:
            headings = tuple(cell.strip() for cell in cells)
        elif len(lines) == MOST_ROWS:
            raise Wrong("The file has more than %(most)d rows. Split it into several files.", where="file", most=MOST_ROWS)
        else:
            lines.append(Line(number, cells + ("",) * (len(headings) - len(cells)) if pad else cells))
    if headings is None:
        raise Wrong("The file is empty. Its first row must name the columns.", where="file")
    if not lines:
        raise Wrong("The file has headings but no rows. Nothing can be taken in.", where="file")
    return Table(headings, tuple(lines))


def check_rows(rows: int, most: int) -> None:
    if rows > most:
        raise Wrong(
            "The list has %(rows)d rows; here at most %(most)d are taken in. Split it, or have it taken in on the server with "
            "“klynge members import FILE”, which takes any number up to %(limit)d.",
            where="file",
            rows=rows,
            most=most,
            limit=MOST_ROWS,
        )


def check_size(content: bytes, most: int = MOST_BYTES) -> None:
    if not content:
        raise Wrong("The file is empty. Its first row must name the columns.", where="file")
    if len(content) > most:
        raise Wrong(
            "The file has %(size)d MB; at most %(most)d MB are read. Split it, or leave out columns.",
            where="file",
            size=len(content) // 1_000_000,
            most=most // 1_000_000,
        )
