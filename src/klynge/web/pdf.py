"""Papers as PDF, drawn by typst: the same facts give the same bytes, whenever and wherever they are drawn.

A layout is a .typ file; it finds what it says in `sys.inputs.said`, as JSON, so that no text can be taken for a command. Only the
fonts that come with typst are used. The files are PDF/UA-1: they can be read aloud.
"""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import typst

TYPE = "application/pdf"


def drawn(layout: Path, said: Mapping[str, Any], on: date) -> bytes:
    """The file. `said` is plain JSON; `on` is the day that the file gives as the one on which it was made."""
    made_at = datetime.combine(on, time(12), UTC)
    content = typst.compile(
        layout.read_bytes(),
        root=str(layout.parent),
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"said": json.dumps(said, ensure_ascii=False, sort_keys=True)},
        pdf_standards=["ua-1"],
        timestamp=made_at,
    )
    if not isinstance(content, bytes):
        raise TypeError(f"{layout.name} gave no single file")
    return content
