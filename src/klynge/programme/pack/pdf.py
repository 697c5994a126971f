"""A report as PDF, from a layout of ours: the same content, the same bytes."""

from pathlib import Path
from typing import Any

from django.utils import translation

from klynge.programme.pack.content import Content
from klynge.web import formats
from klynge.web.pdf import drawn

_LAYOUT = Path(__file__).parent / "pack.typ"


def pdf(content: Content, language: str) -> bytes:
    """What somebody wrote goes in as data, never as markup: nothing of it is read as a command."""
    report = content.reports[language]
    with translation.override(language):
        said: dict[str, Any] = {
            "language": language,
            "title": report.title,
            "lines": report.lines,
            "words": report.words,
            "draft": content.draft,
            "on": formats.long_day(content.on),
            "passages": [{"heading": one.heading, "facts": one.facts, "text": one.text} for one in report.passages],
            "sheets": [
                {
                    "name": one.name,
                    "heads": one.heads,
                    "rows": [[formats.text(value) for value in row] for row in one.rows],
                    "right": [
                        bool(one.rows) and not isinstance(one.rows[0][place], str | None) for place in range(len(one.heads))
                    ],
                }
                for one in report.sheets
            ],
        }
    return drawn(_LAYOUT, said, content.on)
