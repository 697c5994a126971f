"""A list of members from a file: shown first with every problem, then taken in whole or not at all."""

import hashlib
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from klynge.access.journal import record
from klynge.access.verbs import require_role, the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.ops.progress import Printer, shown
from klynge.register.actions.after import changed, gathering
from klynge.register.actions.import_changes import change
from klynge.register.actions.import_new import BATCH, write_new
from klynge.register.actions.lock import locked
from klynge.register.imports.columns import BY_NAME, MEMBERS
from klynge.register.imports.compare import CHANGED, NEW, SAME, Plan, compare
from klynge.register.imports.file import read_table
from klynge.register.imports.member import NAMES, Member
from klynge.register.imports.reading import Problem
from klynge.register.imports.rows import Read, read_rows
from klynge.register.imports.table import MOST_ROWS, check_rows
from klynge.register.imports.values import said
from klynge.register.models import Import
from klynge.register.queries.member_list import member_list, taken_numbers
from klynge.register.texts import tidy

TAKING, CHANGING, INDEXING = (
    gettext_noop("Taking in new members"),
    gettext_noop("Changing members"),
    gettext_noop("Making members findable"),
)


def import_members(*, by: Viewer, name: str, content: bytes, today: date, most: int = MOST_ROWS) -> Import:
    """Reads a CSV or XLSX file and keeps what it says and would change, without changing any member. Raises Wrong when the file
    cannot be read at all or has more than `most` rows; problems of single cells stand in the import."""
    require_role(by, Role.SECRETARIAT)
    table = read_table(content, MEMBERS)
    check_rows(len(table.lines), most)
    reading = read_rows(table, today)
    del table  # the file's cells and what was understood of them would be held side by side
    plans, problems = compare(reading.rows, member_list(by, today), taken_numbers())
    problems = sorted([*reading.problems, *problems], key=lambda one: one.row)
    digest = hashlib.sha256(content).hexdigest()
    with transaction.atomic():
        made = Import.objects.visible_to(by).filter(hash=digest, taken_at=None).first() or Import(hash=digest)
        made.name, made.by_id, made.made_at = file_name(name), by.person_id, timezone.now()
        _keep(made, plans, problems)
        record(by=by, verb="read list", what=made, rows=len(plans))
    return made


def take_in(*, by: Viewer, import_id: int, today: date, most: int = MOST_ROWS, printer: Printer | None = None) -> Import:
    """Writes what the list says; a second time changes nothing. What the register says is read anew: raises Wrong while a
    problem is left or when there are more than `most` rows, Conflict when somebody took a number meanwhile. Whatever happens, all
    of it is written or nothing."""
    require_role(by, Role.SECRETARIAT)
    try:
        with transaction.atomic():
            made = locked(the(Import, by, verb="change", pk=import_id))
            if made.taken_at is not None:
                return made
            check_rows(len(made.rows), most)
            rows = [Read(row, _member(cells)) for row, _, cells, _ in made.rows]
            plans, problems = compare(rows, member_list(by, today), taken_numbers())
            if any(kept[-1] for kept in made.problems) or any(problem.error for problem in problems):
                raise Wrong(
                    "The list has problems, so nothing was taken in. Mend them in the file and read it again.", where="file"
                )
            fresh = [plan for plan in plans if plan.state == NEW]
            there = [plan for plan in plans if plan.state == CHANGED]
            new = list(shown(write_new(by, fresh, made.name, today), len(fresh), printer, TAKING))
            with gathering():
                for plan in shown(there, len(there), printer, CHANGING):
                    change(by, plan, made.name, today)
            made.taken_at = timezone.now()
            _count(made, plans)
            record(by=by, verb="take in list", what=made, new=len(new), changed=len(there))
            for start in shown(range(0, len(new), BATCH), len(new), printer, INDEXING, BATCH):
                changed(new[start : start + BATCH])
    except IntegrityError:
        raise Conflict("Somebody took one of these numbers meanwhile. Read the list again.") from None
    return made


def _keep(made: Import, plans: list[Plan], problems: list[Problem]) -> None:
    made.rows = [
        [plan.row, plan.state, _cells(plan.member), [[c.column, said(c.was), said(c.now)] for c in plan.changes]]
        for plan in plans
    ]
    made.problems = [
        [p.row, p.column, p.template, {k: v if isinstance(v, int) else str(v) for k, v in p.facts.items()}, p.error]
        for p in problems
    ]
    _count(made, plans)


def _count(made: Import, plans: list[Plan]) -> None:
    wrong = {row for row, *_, error in made.problems if error}
    counts = {state: sum(plan.state == state and plan.row not in wrong for plan in plans) for state in (NEW, CHANGED, SAME)}
    made.counts = {**counts, "wrong": len(wrong)}
    made.save()


def _cells(member: Member) -> dict[str, str]:
    return {name: text for name in NAMES if (text := said(getattr(member, name)))}


def _member(cells: dict[str, str]) -> Member:
    values: dict[str, Any] = {name: BY_NAME[name].read(text) for name, text in cells.items()}
    return Member(**values)


def file_name(name: str) -> str:
    """The name as people know it, fit to be shown; never used as a path."""
    shown = "".join(c for c in name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1] if c.isprintable())
    return tidy(shown, where="file")[-200:] or "list"
