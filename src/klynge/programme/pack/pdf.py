"""A report as PDF, set by typst from a template of ours. No clock, no system font and no address: the same content, the same bytes."""

import json
from importlib.resources import files
from typing import Any

import typst
from django.utils import translation

from klynge.programme.pack.content import Content
from klynge.web import formats


def pdf(content: Content, language: str) -> bytes:
    """What somebody wrote goes in as data, never as markup: nothing of it is read as a command."""
    report = content.reports[language]
    with translation.override(language):
        told: dict[str, Any] = {
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
    template = (files(__package__) / "pack.typ").read_bytes()
    told_json = json.dumps(told, ensure_ascii=False)
    made: bytes = typst.compile(template, format="pdf", sys_inputs={"told": told_json}, ignore_system_fonts=True, timestamp=0)
    return made
