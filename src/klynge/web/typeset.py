"""One paper in a process of its own: `python -m klynge.web.typeset`, told as JSON on standard input, gives the PDF (or, of one page, a
PNG) on standard output.

Typst keeps what it laid out for the next time, some 8 kB for each cell of a table, as long as its process lives. A worker that drew a
long list would never give that memory back; here it goes with the process.
"""

import json
import resource
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

MEMORY = 3_000_000_000  # bytes of addresses


def typeset(told: dict[str, Any]) -> bytes:
    """`layout`: the path of the .typ file; `said`: what it says; `made_at`: the moment that the file gives, in ISO form; `tagged`: whether
    it is PDF/UA-1. With `png` a picture, a point of the page a pixel, that may take so many `seconds` of processor time and MEMORY."""
    if told.get("png"):
        resource.setrlimit(resource.RLIMIT_CPU, (told["seconds"], told["seconds"] + 1))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    import typst

    layout = Path(told["layout"])
    said = {"said": json.dumps(told["said"], ensure_ascii=False, sort_keys=True)}
    if told.get("png"):
        return bytes(
            typst.compile(
                layout.read_bytes(), root=str(layout.parent), ignore_system_fonts=True, format="png", ppi=72.0, sys_inputs=said
            )
        )
    made = typst.compile(
        layout.read_bytes(),
        root=str(layout.parent),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=said,
        pdf_standards=["ua-1"] if told["tagged"] else [],
        pdf_tags=told["tagged"],
        timestamp=datetime.fromisoformat(told["made_at"]),
    )
    if not isinstance(made, bytes):
        raise TypeError(f"{layout.name} gave no single file")
    return made


if __name__ == "__main__":
    sys.stdout.buffer.write(typeset(json.load(sys.stdin.buffer)))
