"""What a list of participants would record: who and for whom each row means, what is recorded already, what is wrong, and what is
only recorded when somebody ticks it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop

from klynge.access.viewer import Viewer
from klynge.core import identifiers
from klynge.core.errors import Wrong
from klynge.core.words import fold
from klynge.ledger.models import Activity
from klynge.ledger.queries.taking import Facts, Firm, Taken, facts, faults
from klynge.ledger.roll import RollLine
from klynge.register.actions.organisation import Legal
from klynge.register.imports.compare import compare
from klynge.register.imports.member import Member
from klynge.register.imports.reading import Problem
from klynge.register.imports.rows import Read
from klynge.register.queries.member_list import known_names, taken_numbers

NEW, SAME = "new", "same"
ORGANISATION, AFFILIATION = "organisation", "affiliation"
_COLUMNS = {"affiliate": "organisation", "activity": "", "evidence_at": "evidence"}


@dataclass(frozen=True, slots=True)
class Offer:
    """Done only when ticked: an organisation is entered as no member (`legal`), or it is recorded that somebody works there."""

    key: str
    kind: str
    name: str
    rows: tuple[int, ...]
    legal: Legal | None = None


@dataclass(frozen=True, slots=True)
class RollRow:
    """`taken` names an unknown organisation by a number below 0; `affiliates`: the offer to record the affiliation is needed."""

    line: RollLine
    state: str
    taken: Taken | None = None
    affiliates: bool = False
    enters: str = ""


@dataclass(frozen=True, slots=True)
class RollPlan:
    rows: tuple[RollRow, ...]
    problems: tuple[Problem, ...]
    offers: tuple[Offer, ...]

    @property
    def problems_left(self) -> bool:
        return any(problem.error for problem in self.problems)

    def takens(self, entered: Mapping[str, int], file: str) -> list[Taken]:
        """What is to be recorded, when all offers were taken. `entered`: key of an offer -> the organisation that was made."""
        found = []
        for row in self.rows:
            if row.state == NEW and row.taken is not None:
                firm = entered[row.enters] if row.enters else row.taken.organisation_id
                found.append(replace(row.taken, organisation_id=firm, affiliate=row.affiliates, evidence_at=file))
        return found


def plan_of(viewer: Viewer, activity: Activity, lines: Sequence[RollLine], broken: set[int]) -> RollPlan:
    """`broken` are the rows that could not be read; they are shown and not looked at any further. The same number of queries for
    any number of rows."""
    whole = [line for line in lines if line.row not in broken]
    reads = [Read(line.row, _member(line)) for line in whole]
    plans, problems = compare(reads, known_names(viewer), taken_numbers())
    problems = [replace(one, column="organisation" if one.column == "name" else one.column) for one in problems]
    wrong = {problem.row for problem in problems if problem.error}
    meant = {plan.row: plan.id for plan in plans}
    unknown: dict[str, list[RollLine]] = {}
    firms: dict[int, int] = {}
    for line in whole:
        if line.row in wrong:
            continue
        if (id := meant[line.row]) is None:
            beside = unknown.setdefault(_key(line), [])
            beside.append(line)
            firms[line.row] = -1 - list(unknown).index(_key(line))
        else:
            firms[line.row] = id
    takens = {line.row: _taken(line, firms[line.row], activity) for line in whole if line.row in firms}
    known = facts(viewer, activity, takens.values())
    firms_new = {-1 - n: Firm(-1 - n, said[0].organisation or said[0].cvr, None, None) for n, said in enumerate(unknown.values())}
    known = replace(known, firms={**known.firms, **firms_new})
    rows, offers, more = _rows(lines, takens, activity, known, {-1 - n: key for n, key in enumerate(unknown)})
    entered = [
        Offer(key, ORGANISATION, said[0].organisation or said[0].cvr, tuple(one.row for one in said), _legal(said))
        for key, said in unknown.items()
    ]
    nameless = [
        Problem(one.rows[0], "organisation", gettext_noop("The organisation is not in the register. Write its name, too."), {})
        for one in entered
        if one.legal is not None and not one.legal.name
    ]
    template = gettext_noop("The CVR number %(cvr)s fails the check digit. Look it up; taken in as it is, this is noted.")
    odd = [
        Problem(one.rows[0], "cvr", template, {"cvr": one.legal.cvr}, error=False)
        for one in entered
        if one.legal is not None and one.legal.cvr and identifiers.cvr(one.legal.cvr).warnings
    ]
    return RollPlan(tuple(rows), (*problems, *more, *nameless, *odd), (*entered, *offers))


def _rows(
    lines: Sequence[RollLine], takens: Mapping[int, Taken], activity: Activity, known: Facts, entered: Mapping[int, str]
) -> tuple[list[RollRow], list[Offer], list[Problem]]:
    rows, offers, problems = [], [], []
    today, seen = timezone.localdate(), dict[Any, int]()
    for line in lines:
        taken = takens.get(line.row)
        if taken is None:
            rows.append(RollRow(line, NEW))
            continue
        found = list(faults(activity, taken, known, today))
        offered = any(fault.where == "affiliate" for fault in found)
        said = _already(activity, taken, known)
        who = said[0] or (fold(taken.name), taken.email, taken.organisation_id, "" if taken.named else taken.capacity)
        if who in seen:
            template = gettext_noop("The same person stands in row %(other)d.")
            problems.append(Problem(line.row, "name", template, {"other": seen[who]}))
        elif said[1]:
            rows.append(RollRow(line, SAME))
            seen[who] = line.row
            continue
        seen.setdefault(who, line.row)
        problems += [
            Problem(line.row, _COLUMNS.get(fault.where, fault.where), fault.template, fault.facts)
            for fault in found
            if fault.where != "affiliate"
        ]
        if offered:
            firm = known.firm(taken)
            name = f"{known.people[said[0]][0] if said[0] else taken.name} · {firm.name if firm else ''}"
            offers.append(Offer(f"works:{line.row}", AFFILIATION, name, (line.row,)))
        rows.append(RollRow(line, NEW, taken, offered, entered.get(taken.organisation_id, "")))
    return rows, offers, problems


def _already(activity: Activity, taken: Taken, known: Facts) -> tuple[int | None, bool]:
    """Who is meant, and whether just this is recorded."""
    firm, day = known.firm(taken), taken.day(activity)
    try:
        person = known.person(taken, day)
    except Wrong:  # several are meant, which `faults` says
        return None, False
    there = {(who, known.kept.get(where, where), capacity) for who, where, capacity in known.there.values()}
    exact = firm is not None and (person is not None or not taken.named) and (person, firm.id, taken.capacity) in there
    return person, exact


def _member(line: RollLine) -> Member:
    return Member(name=line.organisation, cvr=line.cvr, country=line.country, foreign_number=line.foreign_number)


def _key(line: RollLine) -> str:
    number = line.cvr or (f"{line.country}:{line.foreign_number}" if line.foreign_number else "")
    return f"firm:{number or fold(line.organisation)}"


def _legal(said: Iterable[RollLine]) -> Legal:
    lines = list(said)
    name = next((line.organisation for line in lines if line.organisation), "")
    first = lines[0]
    return Legal(name, country=first.country or "DK", cvr=first.cvr, foreign_number=first.foreign_number)


def _taken(line: RollLine, firm: int, activity: Activity) -> Taken:
    return Taken(
        organisation_id=firm,
        name=line.name,
        email=line.email,
        capacity=line.capacity,
        from_at=line.from_at.moment(activity.on) if line.from_at else None,
        to_at=line.to_at.moment(line.from_at.on or activity.on if line.from_at else activity.on) if line.to_at else None,
        evidence=line.evidence,
    )
