"""A list of participants as a file says it: its columns, and each row as understood."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from klynge.core.errors import Wrong
from klynge.register.imports import values, words
from klynge.register.imports.reading import Column, Columns, Problem, said_in
from klynge.register.imports.table import Table
from klynge.register.texts import tidy

CAPACITIES = {
    "deltager": "participant", "participant": "participant", "deltagende": "participant",
    "dedikeret": "dedicated", "dedikeret virksomhed": "dedicated", "dedicated": "dedicated", "dedicated company": "dedicated",
    "økonomisk partner": "economic", "economic": "economic", "economic partner": "economic",
    "støttemodtager": "recipient", "modtager af statsstøtte": "recipient", "recipient": "recipient",
    "state-aid recipient": "recipient",
}  # fmt: skip
EVIDENCE = {
    "underskrevet liste": "signed list", "deltagerliste": "signed list", "signed list": "signed list",
    "check-in": "check-in", "indtjekning": "check-in", "dokument": "document", "document": "document",
    "liste": "import", "import": "import",
}  # fmt: skip
_CLOCK = r"(?P<hour>[0-9]{1,2})[:.](?P<minute>[0-9]{2})(?:[:.][0-9]{2})?"
_TIME = re.compile(rf"(?:(?P<day>[0-9]{{1,4}}[./\-][0-9]{{1,2}}[./\-][0-9]{{1,4}})[ T]+)?(?:kl\.?\s*)?{_CLOCK}")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day, perhaps with its day."""

    at: time
    on: date | None = None

    def moment(self, day: date) -> datetime:
        return datetime.combine(self.on or day, self.at, timezone.get_current_timezone())

    def __str__(self) -> str:
        return f"{self.on.isoformat()} {self.at:%H:%M}" if self.on else f"{self.at:%H:%M}"


def clock(cell: str) -> Clock:
    """ "9.30", "kl. 09:30", "02.03.2026 9.30"."""
    said = tidy(cell)
    found = _TIME.fullmatch(said)
    try:
        if found:
            return Clock(time(int(found["hour"]), int(found["minute"])), values.day(found["day"]) if found["day"] else None)
    except ValueError:
        pass
    raise Wrong("“%(text)s” is no time of day. Write it as in 09:30 or 23.11.2026 09:30.", text=said[:40])


ROLL = Columns((
    Column("name", _("Name"), "Navn", "Name", values.text(200),
            ("deltager", "participant", "fulde navn", "full name", "deltagernavn", "person")),
    Column("email", _("E-mail"), "E-mail", "E-mail", values.address_of_mail, ("mail", "email", "e-post", "mailadresse")),
    Column("organisation", _("Organisation"), "Organisation", "Organisation", values.text(200),
            ("virksomhed", "firma", "company", "virksomhedsnavn", "company name", "arbejdssted", "organization")),
    Column("cvr", _("CVR number"), "CVR-nummer", "CVR number", values.cvr,
            ("cvr", "cvr-nr", "cvr-nr.", "cvr nr", "cvr nr.", "cvr no", "cvr no.", "cvrnr")),
    Column("foreign_number", _("Foreign number"), "Udenlandsk nummer", "Foreign number", values.text(40),
            ("registreringsnummer", "registration number", "foreign no")),
    Column("country", _("Country"), "Land", "Country", words.country, ("landekode", "country code")),
    Column("capacity", _("Capacity"), "Rolle", "Capacity", values.word(CAPACITIES), ("role", "deltager som", "kapacitet")),
    Column("from_at", _("From"), "Fra", "From", clock, ("kom", "start", "ankomst", "came", "fra kl.", "fra kl")),
    Column("to_at", _("To"), "Til", "To", clock, ("gik", "slut", "afgang", "left", "til kl.", "til kl")),
    Column("evidence", _("Evidence"), "Dokumentation", "Evidence", values.word(EVIDENCE), ("bevis",)),
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class RollLine:
    """One row of a list as understood; "" and None say nothing."""

    row: int
    name: str = ""
    email: str = ""
    organisation: str = ""
    cvr: str = ""
    foreign_number: str = ""
    country: str = ""
    capacity: str = "participant"
    from_at: Clock | None = None
    to_at: Clock | None = None
    evidence: str = "import"

    @property
    def cells(self) -> dict[str, str]:
        """As text, so that reading it again gives the same."""
        said = {column.name: getattr(self, column.name) for column in ROLL.columns}
        return {name: str(value) for name, value in said.items() if value not in ("", None)}


def read_roll_rows(table: Table) -> tuple[list[RollLine], list[Problem]]:
    """Every row and every problem of single cells. Raises Wrong when no column says who took part."""
    columns, problems = ROLL.found(table)
    if not {"organisation", "cvr", "foreign_number"} & {column.name for column in columns if column is not None}:
        raise Wrong(
            "No column says for which organisation people took part. Call it “Organisation” or “CVR”; the first row names the columns.",
            where="file",
        )
    lines = []
    for line in table.lines:
        found: list[Problem] = []
        said: dict[str, Any] = said_in(line, columns, found)
        broken = {problem.column for problem in found if problem.error}
        if said.get("cvr") and said.setdefault("country", "DK") != "DK":
            found.append(Problem(line.number, "country", gettext_noop("Only Danish organisations have a CVR number."), {}))
        if said.get("foreign_number") and not said.get("country") and "country" not in broken:
            found.append(Problem(line.number, "country", gettext_noop("A foreign number needs its country."), {}))
        if not broken & {"organisation", "cvr", "foreign_number"} and not (
            said.get("organisation") or said.get("cvr") or said.get("foreign_number")
        ):
            found.append(Problem(line.number, "organisation", gettext_noop("The organisation is missing."), {}))
        lines.append(RollLine(line.number, **said))
        problems += found
    return lines, problems


def line_of(row: int, cells: dict[str, str]) -> RollLine:
    """A row again, from its cells as they were kept."""
    return RollLine(row, **{name: ROLL.by_name[name].read(text) for name, text in cells.items()})
