"""A table of members read row by row: what each says, and every problem by row and column."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext_noop

from klynge.core import identifiers
from klynge.core.codes import Tree
from klynge.core.errors import Wrong
from klynge.core.words import fold, plain
from klynge.register.imports.columns import MEMBERS
from klynge.register.imports.member import Member
from klynge.register.imports.reading import Column, Problem, said_in
from klynge.register.imports.table import Table
from klynge.register.reference_tables import trees


@dataclass(frozen=True, slots=True)
class Read:
    """One row of the file as understood. `row` is its number."""

    row: int
    member: Member


@dataclass(frozen=True, slots=True)
class Reading:
    rows: tuple[Read, ...]
    problems: tuple[Problem, ...]

    @property
    def wrong(self) -> bool:
        return any(problem.error for problem in self.problems)


def read_rows(table: Table, today: date) -> Reading:
    """Reads every row. `today` is only used for the year of figures that name none. Raises Wrong when no column is known."""
    columns, problems = _columns(table)
    codes = trees()
    rows = []
    for line in table.lines:
        found: list[Problem] = []
        member = Member(**said_in(line, columns, found))
        member = _coded(line.number, member, codes, found)
        rows.append(Read(line.number, _whole(line.number, member, found, today)))
        problems += found
    problems += _twice(rows)
    return Reading(tuple(rows), tuple(sorted(problems, key=lambda one: one.row)))


def _columns(table: Table) -> tuple[list[Column | None], list[Problem]]:
    columns, problems = MEMBERS.found(table)
    if not any(column is not None and column.name == "name" for column in columns):
        raise Wrong(
            "No column holds the members' names. Call it “Name” or “Navn”; the first row of the file must name the columns.",
            where="file",
        )
    return columns, problems


def _coded(row: int, member: Member, codes: Mapping[str, Tree], problems: list[Problem]) -> Member:
    """Codes must stand in their tables, or below a code that does; a field of work may be written by its name."""
    for system, known_codes in codes.items():
        unknown = [code for code in getattr(member, system) if not known_codes.nearest(code)]
        template = gettext_noop("There is no code “%(code)s” in this table.")
        problems.extend(Problem(row, system, template, {"code": code}) for code in unknown)
    if not member.field:
        return member
    said, own = plain(member.field), codes["own"]
    for code in own.children():
        if said in (plain(code), *(plain(label) for label in own.labels(code).values())):
            return replace(member, field=code)
    facts = {"text": member.field, "words": ", ".join(own.children())}
    problems.append(Problem(row, "field", gettext_noop("“%(text)s” is no field of work. Write one of: %(words)s."), facts))
    return member


def _whole(row: int, member: Member, problems: list[Problem], today: date) -> Member:
    """What only several cells together tell."""
    broken = {problem.column for problem in problems if problem.error}
    if not member.name and "name" not in broken:
        problems.append(Problem(row, "name", gettext_noop("The name is missing."), {}))
    if member.cvr:
        if member.country not in ("", "DK"):
            problems.append(Problem(row, "country", gettext_noop("Only Danish organisations have a CVR number."), {}))
        if identifiers.cvr(member.cvr).warnings:
            template = gettext_noop("The CVR number %(cvr)s fails the check digit. Look it up; taken in as it is, this is noted.")
            problems.append(Problem(row, "cvr", template, {"cvr": member.cvr}, error=False))
        member = replace(member, country="DK")
    if member.foreign_number and not member.country and "country" not in broken:
        problems.append(Problem(row, "country", gettext_noop("A foreign number needs its country."), {}))
    if member.staff is not None or member.turnover is not None or member.balance is not None:
        if member.figures_year is None and "figures_year" not in broken:
            year = today.year - 1
            problems.append(
                Problem(
                    row,
                    "figures_year",
                    gettext_noop("No year is given; the figures are taken as of %(year)d."),
                    {"year": year},
                    error=False,
                )
            )
            member = replace(member, figures_year=year)
        if (member.turnover is not None or member.balance is not None) and not member.currency and "currency" not in broken:
            if member.country in ("", "DK"):
                member = replace(member, currency="DKK")
            else:
                problems.append(
                    Problem(row, "currency", gettext_noop("An amount needs its currency in three letters, as in DKK."), {})
                )
    return member


def _twice(rows: list[Read]) -> Iterator[Problem]:
    """Rows that are the same organisation twice."""
    numbers: dict[tuple[str, str], int] = {}
    names: dict[str, tuple[int, bool]] = {}
    for read in rows:
        number, name = read.member.number, fold(read.member.name)
        if number is not None and number in numbers:
            column = "cvr" if read.member.cvr else "foreign_number"
            yield Problem(read.row, column, gettext_noop("The same number stands in row %(other)d."), {"other": numbers[number]})
        elif name and name in names:
            other, numbered = names[name]
            both = numbered and number is not None
            yield Problem(
                read.row, "name", gettext_noop("The same name stands in row %(other)d."), {"other": other}, error=not both
            )
        if number is not None:
            numbers.setdefault(number, read.row)
        names.setdefault(name, (read.row, number is not None))
