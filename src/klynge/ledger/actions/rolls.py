"""A list of participants from a file: shown first with every problem and every offer, then taken in whole or not at all."""

import hashlib
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.ledger.actions.activities import open_activity
from klynge.ledger.actions.take_part import record_taken
from klynge.ledger.models import Roll
from klynge.ledger.queries.roll_plan import NEW, ORGANISATION, SAME, RollPlan, plan_of
from klynge.ledger.roll import ROLL, line_of, read_roll_rows
from klynge.register.actions.import_new import noted
from klynge.register.actions.imports import file_name
from klynge.register.actions.lock import locked
from klynge.register.actions.organisation import Legal, enter_organisation
from klynge.register.imports.file import read_table
from klynge.register.imports.reading import Problem


def read_roll(*, by: Viewer, activity_id: int, name: str, content: bytes) -> Roll:
    """Reads a CSV or XLSX file and keeps what it says, without recording anybody. Raises Wrong when the file cannot be read at
    all; problems of single cells stand in the list."""
    with transaction.atomic():
        activity = open_activity(by, activity_id)
        lines, problems = read_roll_rows(read_table(content, ROLL))
        plan = plan_of(by, activity, lines, {problem.row for problem in problems if problem.error})
        digest = hashlib.sha256(content).hexdigest()
        rows = Roll.objects.visible_to(by).filter(activity=activity, hash=digest, taken_at=None)
        made = rows.first() or Roll(activity=activity, hash=digest)
        made.name, made.by_id, made.made_at = file_name(name), by.person_id, timezone.now()
        _keep(made, plan, sorted([*problems, *plan.problems], key=lambda one: one.row))
        record(by=by, verb="read participants", what=made, rows=len(lines))
    return made


def take_in_roll(*, by: Viewer, roll_id: int, ticked: Collection[str] = ()) -> Roll:
    """Records everybody on the list; a second time changes nothing. `ticked` are the keys of the offers that somebody took: only
    these organisations are entered (as no members), only these affiliations recorded. Raises Wrong while a problem or an offer is
    left. Whatever happens, all of it is recorded or nothing."""
    try:
        with transaction.atomic():
            made = locked(the(Roll, by, verb="change", pk=roll_id))
            if made.taken_at is not None:
                return made
            activity = open_activity(by, made.activity_id)
            plan = plan_of(by, activity, [line_of(row, cells) for row, _state, cells in made.rows], set())
            if any(kept[-1] for kept in made.problems) or plan.problems_left:
                raise Wrong(
                    "The list has problems, so nobody was recorded. Mend them in the file and read it again.", where="file"
                )
            left = [offer for offer in plan.offers if offer.key not in ticked]
            if left:
                raise Wrong(
                    "%(name)s waits for your tick, so nobody was recorded. Tick it, or mend the file and read it again.",
                    where="ticked",
                    name=left[0].name,
                )
            entered = {one.key: _enter(by, one.legal, made.name) for one in plan.offers if one.kind == ORGANISATION and one.legal}
            booked = record_taken(by, activity, plan.takens(entered, made.name))
            made.taken_at = timezone.now()
            made.counts = {**made.counts, NEW: len(booked)}
            made.save()
            record(by=by, verb="take in participants", what=made, rows=len(booked))
    except IntegrityError:
        raise Conflict("Somebody took one of these numbers meanwhile. Read the list again.") from None
    return made


def _enter(by: Viewer, legal: Legal, file: str) -> int:
    card = replace(legal, cvr_note=noted(legal.cvr, file, by, timezone.localdate()))
    return int(enter_organisation(by=by, legal=card).pk)


def _keep(made: Roll, plan: RollPlan, problems: list[Problem]) -> None:
    wrong = {problem.row for problem in problems if problem.error}
    made.rows = [[one.line.row, one.state, one.line.cells] for one in plan.rows]
    made.problems = [[p.row, p.column, p.template, _facts(p), p.error] for p in problems]
    made.offers = [[one.key, list(one.rows), one.kind, one.name] for one in plan.offers]
    counts = {state: sum(one.state == state and one.line.row not in wrong for one in plan.rows) for state in (NEW, SAME)}
    made.counts = {**counts, "wrong": len(wrong)}
    made.save()


def _facts(problem: Problem) -> dict[str, Any]:
    return {name: value if isinstance(value, int) else str(value) for name, value in problem.facts.items()}
