"""A list of coverage as a file says it, and as it leaves the house again: the same columns both ways."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from klynge.core.errors import Wrong
from klynge.register.imports import values
from klynge.register.imports.reading import Column, Columns, Problem, said_in
from klynge.register.imports.table import Table, check_rows
from klynge.register.texts import website

KINDS = {
    "web": "web", "net": "web", "online": "web", "webavis": "web",
    "tryk": "print", "trykt": "print", "print": "print", "avis": "print", "blad": "print", "magasin": "print",
    "radio": "radio", "podcast": "radio",
    "tv": "tv", "fjernsyn": "tv", "television": "tv",
}  # fmt: skip
LANGUAGES = {
    "da": "da", "dansk": "da", "danish": "da", "en": "en", "engelsk": "en", "english": "en", "de": "de", "tysk": "de",
    "german": "de", "fr": "fr", "fransk": "fr", "french": "fr", "sv": "sv", "svensk": "sv", "swedish": "sv", "no": "no",
    "norsk": "no", "norwegian": "no",
}  # fmt: skip
MOST = 500  # rows of a file


def _address(cell: str) -> str:
    said = website(values.text(500)(cell))
    if len(said) > 500:
        raise Wrong("It has %(length)d characters; at most %(most)d are kept. Shorten it.", length=len(said), most=500)
    return said


COVERAGE = Columns((
    Column("outlet", _("Outlet"), "Medie", "Outlet", values.text(200), ("avis", "medium", "media", "publication", "source")),
    Column("title", _("Title"), "Overskrift", "Title", values.text(300), ("titel", "rubrik", "headline")),
    Column("address", _("Address"), "Adresse", "Address", _address, ("link", "url", "web")),
    Column("on", _("Day"), "Dato", "Day", values.day, ("dag", "date", "published", "offentliggjort")),
    Column("language", _("Language"), "Sprog", "Language", values.word(LANGUAGES), ()),
    Column("kind", _("Kind"), "Type", "Kind", values.word(KINDS), ("art", "medietype", "type of media")),
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """One row as understood."""

    outlet: str
    on: date
    title: str = ""
    address: str = ""
    language: str = "da"
    kind: str = "web"


def read_coverage_rows(table: Table, today: date) -> tuple[list[CoverageLine], list[Problem]]:
    """The rows that can be taken, and every problem. Raises Wrong when no column names outlet or day, or there are too many rows."""
    columns, problems = COVERAGE.found(table)
    named = {column.name for column in columns if column is not None}
    if not {"outlet", "on"} <= named:
        raise Wrong("A list of coverage needs the columns “Outlet” and “Day”; the first row names the columns.", where="file")
    check_rows(len(table.lines), MOST)
    lines = []
    for line in table.lines:
        found: list[Problem] = []
        said: dict[str, Any] = said_in(line, columns, found)
        for name, template in (
            ("outlet", gettext_noop("The outlet is missing.")),
            ("on", gettext_noop("The day is missing.")),
        ):
            if name not in said and name not in {problem.column for problem in found if problem.error}:
                found.append(Problem(line.number, name, template, {}))
        if said.get("on") and said["on"] > today:
            found.append(Problem(line.number, "on", gettext_noop("This day has not come yet."), {}))
        problems += found
        if not any(problem.error for problem in found):
            lines.append(CoverageLine(**said))
    return lines, problems
