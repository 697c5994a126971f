"""Papers as PDF, drawn by typst: the same facts give the same bytes, whenever and wherever they are drawn.

A layout is a .typ file; it finds what it says in `sys.inputs.said`, as JSON, so that no text can be taken for a command. Only the
fonts that come with typst are used. The files are PDF/UA-1: they can be read aloud.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject, TextStringObject

from klynge.web import typeset

TYPE = "application/pdf"
_SECONDS = 300
_SIZE, _MARGIN, _FOOT = 8.5, 56.7, 34.2  # points: the number of a page, its distance from the right and from below
_WIDTHS = {" ": 0.278, "/": 0.278}  # of Helvetica, as shares of its size; a digit takes 0.556


def drawn(layout: Path, said: Mapping[str, Any], on: date, *, tagged: bool = True) -> bytes:
    """The file. `said` is plain JSON; `on` is the day that the file gives as the one on which it was made. Without `tagged` it is no
    PDF/UA-1: for a part of what `bound` puts together."""
    told = {"layout": str(layout), "said": said, "made_at": datetime.combine(on, time(12), UTC).isoformat(), "tagged": tagged}
    command = [sys.executable, "-P", "-m", typeset.__name__]
    told_json = json.dumps(told, ensure_ascii=False).encode()
    done = subprocess.run(command, input=told_json, capture_output=True, timeout=_SECONDS)  # noqa: S603  # our own module, told as data
    if done.returncode:
        raise RuntimeError(f"{layout.name} could not be drawn: {done.stderr.decode(errors='replace')[-1000:]}")
    return done.stdout


def bound(parts: Iterable[tuple[str, bytes]], *, title: str, language: str) -> bytes:
    """Several papers as one, in their order, each under its name in the list of contents ("" is not named there), with the number of each
    page at its foot. It is no PDF/UA-1: what the parts know of their headings and tables does not survive the binding."""
    whole = PdfWriter()
    for name, paper in parts:
        whole.append(BytesIO(paper), outline_item=name or None, import_outline=False)
    _numbered(whole)
    whole.metadata = {"/Title": title}
    whole.root_object[NameObject("/Lang")] = TextStringObject(language)
    made = BytesIO()
    whole.write(made)
    return made.getvalue()


def _numbered(whole: PdfWriter) -> None:
    """Each page gets "12 / 34". What a page draws is closed in, so that what it does to the axes ends before the number is set."""
    face = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    font = whole._add_object(DictionaryObject({NameObject(key): NameObject(value) for key, value in face.items()}))
    opened = _stream(whole, "q")
    for place, page in enumerate(whole.pages, start=1):
        said = f"{place} / {len(whole.pages)}"
        left = float(page.mediabox.right) - _MARGIN - _SIZE * sum(_WIDTHS.get(letter, 0.556) for letter in said)
        number = _stream(whole, f"Q BT 0.357 0.404 0.451 rg /Number {_SIZE} Tf {left:.2f} {_FOOT} Td ({said}) Tj ET")
        drawn_ = page.raw_get("/Contents")
        page[NameObject("/Contents")] = ArrayObject([opened, drawn_, number])
        fonts = page["/Resources"].setdefault(NameObject("/Font"), DictionaryObject()).get_object()
        fonts[NameObject("/Number")] = font


def _stream(whole: PdfWriter, operators: str) -> IndirectObject:
    stream = StreamObject()
    stream.set_data(operators.encode("ascii"))
    return whole._add_object(stream)
