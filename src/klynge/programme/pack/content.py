"""What goes into a report: everything that its files are made from, in plain data of both languages. Frozen, it is the report."""

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from klynge.core.errors import Wrong
from klynge.core.indicators.evidence import Evidence, freeze, recounted, sha256, thaw

FORMAT, VERSION = "klynge pack", 1
LANGUAGES = ("da", "en")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of the report. `key` is the same in both languages."""

    key: str
    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, what the ledger says under it in sentences, and what the editor wrote."""

    key: str
    heading: str
    facts: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    """The report in one language. `words`: what the printed form needs beside the tables."""

    title: str
    lines: tuple[tuple[str, str], ...]
    words: dict[str, str]
    passages: tuple[Passage, ...]
    sheets: tuple[Sheet, ...]


@dataclass(frozen=True, slots=True)
class Content:
    """`on` is the day that the files carry; `heads` kind of rows -> the last hash of the ledger then."""

    on: date
    draft: bool
    evidence: Evidence
    heads: dict[str, str]
    reports: dict[str, Report]


def packed(content: Content) -> bytes:
    """The canonical bytes: sorted keys, no spaces, numbers as text, UTF-8."""
    told = {
        "format": FORMAT,
        "version": VERSION,
        "on": content.on.isoformat(),
        "draft": content.draft,
        "evidence": freeze(content.evidence).decode(),
        "heads": content.heads,
        "reports": {language: _told(report) for language, report in content.reports.items()},
    }
    return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def unpacked(bytes_: bytes) -> Content:
    """Raises Wrong when these bytes are not what `packed` wrote, or when the figures do not follow from the rows beside them."""
    try:
        told = json.loads(bytes_)
        if (told["format"], told["version"]) != (FORMAT, VERSION):
            raise Wrong("This report was written by another version of Klynge. Open it with that one.")
        evidence = thaw(told["evidence"].encode())
        reports = {language: _report(one) for language, one in told["reports"].items()}
        content = Content(date.fromisoformat(told["on"]), told["draft"], evidence, told["heads"], reports)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise Wrong(
            "This is no whole report (%(why)s). Take the file that was frozen, unchanged.", why=str(fault)[:200]
        ) from fault
    if packed(content) != bytes_ or recounted(evidence) != evidence:
        raise Wrong("This is no whole report (%(why)s). Take the file that was frozen, unchanged.", why="not canonical")
    return content


def _told(report: Report) -> dict[str, Any]:
    return {
        "title": report.title,
        "lines": report.lines,
        "words": report.words,
        "passages": [[one.key, one.heading, one.facts, one.text] for one in report.passages],
        "sheets": [[one.key, one.name, one.heads, [[_cell(cell) for cell in row] for row in one.rows]] for one in report.sheets],
    }


def _report(told: dict[str, Any]) -> Report:
    return Report(
        told["title"],
        tuple((name, value) for name, value in told["lines"]),
        told["words"],
        tuple(Passage(key, heading, tuple(facts), text) for key, heading, facts, text in told["passages"]),
        tuple(
            Sheet(key, name, tuple(heads), tuple(tuple(_back(cell) for cell in row) for row in rows))
            for key, name, heads, rows in told["sheets"]
        ),
    )


def _cell(value: Any) -> Any:
    if isinstance(value, Decimal):
        return {"number": format(value, "f")}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    return value


def _back(told: Any) -> Any:
    if isinstance(told, dict):
        return Decimal(told["number"]) if "number" in told else date.fromisoformat(told["day"])
    return told


__all__ = ["LANGUAGES", "Content", "Passage", "Report", "Sheet", "packed", "sha256", "unpacked"]
