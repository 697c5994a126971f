"""A report as PDF. The same content, the same bytes.

A report whose lists are long is drawn in parts, few at a time, so that it takes the memory of these; the parts are bound and numbered.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import translation

from klynge.programme.pack.content import Content, Report, Sheet
from klynge.web import formats
from klynge.web.pdf import bound, drawn

LAYOUT = Path(__file__).parent / "pack.typ"
MOST = 1_000  # rows of tables in one part: some 40 pages
BESIDE = 2  # parts drawn at a time, each in a process of its own


@dataclass(frozen=True, slots=True)
class Slice:
    """Some rows of a table, from `first` on."""

    sheet: Sheet
    first: int
    rows: tuple[tuple[Any, ...], ...]


def pdf(content: Content, language: str) -> bytes:
    report = content.reports[language]
    with translation.override(language):
        parts = list(_parts(report))
        if len(parts) == 1:
            return drawn(LAYOUT, _said(content, language, parts[0], front=True, whole=True), content.on)
        told = (_said(content, language, part, front=place == 0, whole=False) for place, part in enumerate(parts))
        papers = list(_drawn(told, content.on))
    begins = [", ".join(one.sheet.name for one in part if not one.first) for part in parts]
    return bound(zip([report.title, *begins[1:]], papers, strict=True), title=report.title, language=language)


def _drawn(told: Iterable[dict[str, Any]], on: date) -> Iterator[bytes]:
    """One paper after the other: while BESIDE of them are drawn the next is told, and no more than these are held."""
    with ThreadPoolExecutor(BESIDE) as beside:
        waiting: deque[Future[bytes]] = deque()
        for said in told:
            if len(waiting) == BESIDE:
                yield waiting.popleft().result()
            waiting.append(beside.submit(drawn, LAYOUT, said, on, tagged=False))
        yield from (paper.result() for paper in waiting)


def _parts(report: Report) -> Iterator[list[Slice]]:
    """At most so many rows each, the first with the text, too. Short tables share one; a long one has parts of its own."""
    part: list[Slice] = []
    room = MOST
    for sheet in report.sheets:
        if part and len(sheet.rows) > room:
            yield part
            part, room = [], MOST
        if len(sheet.rows) > MOST:
            yield from ([Slice(sheet, first, sheet.rows[first : first + MOST])] for first in range(0, len(sheet.rows), MOST))
        else:
            part.append(Slice(sheet, 0, sheet.rows))
            room -= len(sheet.rows)
    if part or not report.sheets:
        yield part


def _said(content: Content, language: str, part: list[Slice], *, front: bool, whole: bool) -> dict[str, Any]:
    """What somebody wrote goes in as data, never as markup: nothing of it is read as a command."""
    report = content.reports[language]
    return {
        "language": language,
        "title": report.title,
        "lines": report.lines,
        "words": report.words,
        "draft": content.draft,
        "on": formats.long_day(content.on),
        "front": front,
        "whole": whole,
        "passages": [{"heading": one.heading, "facts": one.facts, "text": one.text} for one in report.passages if front],
        "sheets": [_told(one, whole) for one in part],
    }


def _told(one: Slice, whole: bool) -> dict[str, Any]:
    """`goes_on`: it began in the part before. Columns of numbers and days are set to the right, as their first row tells. `widths` are
    their shares of the page in a report of many parts; in a short one typst finds them by setting each cell twice."""
    first = one.sheet.rows[0] if one.sheet.rows else ()
    rows = [[formats.text(value) for value in row] for row in one.rows]
    return {
        "name": one.sheet.name,
        "heads": one.sheet.heads,
        "goes_on": one.first > 0,
        "rows": rows,
        "widths": [] if whole else [_width(column) for column in zip(one.sheet.heads, *rows, strict=True)],
        "right": [bool(first) and not isinstance(first[place], str | None) for place in range(len(one.sheet.heads))],
    }


def _width(texts: Iterable[str]) -> int:
    """Letters that a column needs: room for its longest word, and for its longest text up to a few words."""
    told = list(texts)
    word = max(len(word) for text in told for word in text.split() or [""])
    return max(word, min(30, max(map(len, told)))) + 2
