"""Hours: recorded by the person, by whoever looks after the firm, or by the secretariat for them; corrected and withdrawn."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from klynge.access.chain import hold
from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Refused, Wrong
from klynge.ledger.actions import book
from klynge.ledger.models import Hours
from klynge.ledger.queries.hour_faults import faults
from klynge.ledger.queries.spent import Spent
from klynge.ledger.queries.standing import standings
from klynge.ledger.queries.working import Known, known_of, rate_of
from klynge.register.actions.lock import locked
from klynge.register.texts import tidy

KEPT = frozenset({"id", "live", "before", "hash", "recorded_at", "recorded_by_id", "corrects_id", "reason", "void"})


def record_hours(*, by: Viewer, person_id: int, organisation_id: int, spent: Sequence[Spent]) -> list[Hours]:
    """Records all of these or none; work past midnight becomes a row for each day. The journal says who recorded it for whom. Raises
    Wrong with the first fault, Conflict where a moment is taken or a line is there already."""
    with transaction.atomic():
        _may_record(by, person_id, organisation_id)
        hold(Hours._meta.db_table)
        said = [part for one in spent for part in _tidied(one).split()]
        known = known_of(by, person_id, organisation_id, said)
        rows = book.book(by, stand([_row(one, known) for one in said]))
        if rows:
            facts = {"person": person_id, "rows": len(rows), "on_behalf": by.person_id != person_id}
            record(by=by, verb="record hours", what=rows[0], **facts)
    return rows


def correct_hours(*, by: Viewer, hours_id: int, reason: str, spent: Spent) -> Hours:
    """A new row in the place of this one; where the month was signed, its signatures fall. Raises as `record_hours` does, and Wrong
    for hours that come from attendance: they follow who was there."""
    with transaction.atomic():
        row = _held(by, hours_id)
        said = _tidied(spent)
        if len(said.split()) > 1:
            raise Wrong("The work runs past midnight. Correct this day, and record the other one.", where="to_at")
        known = known_of(by, row.person_id, row.organisation_id, [said], besides=row.pk)
        [new] = stand([_row(said, known)])
        booked = book.correct(by, row, reason=tidy(reason, where="reason"), **changes_of(new))
        record(by=by, verb="correct hours", what=booked, person=row.person_id, on_behalf=by.person_id != row.person_id)
    return booked


def withdraw_hours(*, by: Viewer, hours_id: int, reason: str) -> Hours:
    """Takes a row away, with its reason; it stays to be read."""
    with transaction.atomic():
        row = _held(by, hours_id)
        gone = book.withdraw(by, row, reason=tidy(reason, where="reason"))
        record(by=by, verb="withdraw hours", what=gone, person=row.person_id, on_behalf=by.person_id != row.person_id)
    return gone


def stand(rows: Sequence[Hours]) -> list[Hours]:
    """The rows with their organisations as they were on that day."""
    found = standings((row.organisation_id, row.on) for row in rows)
    for row in rows:
        for name, value in asdict(found[row.organisation_id, row.on]).items():
            setattr(row, name, value)
    return list(rows)


def changes_of(new: Hours) -> dict[str, Any]:
    """What a new row says, for the correction of an old one."""
    return {field.attname: getattr(new, field.attname) for field in new._meta.concrete_fields if field.attname not in KEPT}


def row_of(spent: Spent, known: Known, **more: Any) -> Hours:
    """The row, priced at the rate of its day. Raises Wrong with its first fault."""
    _raise_first(faults(spent, known, timezone.localdate()))
    package, grant = known.packages[spent.work_package_id]
    rate = rate_of(known.law, grant, package, spent.on)
    assert rate is not None  # or there was a fault
    known.note(spent)
    return Hours(
        person_id=known.person_id,
        organisation_id=known.firm.id,
        grant=grant,
        work_package=package,
        activity_id=spent.activity_id,
        on=spent.on,
        from_at=spent.from_at,
        to_at=spent.to_at,
        hours=spent.time,
        rate=rate.name,
        amount=(spent.time * rate.amount).quantize(Decimal("0.01"), ROUND_HALF_UP),
        currency=grant.currency,
        secretariat=not package.professional,
        note=spent.note,
        **more,
    )


def _row(spent: Spent, known: Known) -> Hours:
    return row_of(spent, known, source="sheet")


def _may_record(by: Viewer, person_id: int, organisation_id: int) -> None:
    house = by.secretariat or Role.FINANCE in by.roles
    own = by.person_id is not None and by.person_id == person_id
    if not (house or own or organisation_id in by.managed):
        raise Refused("There is no such thing here, or it is not open to you.")


def _held(by: Viewer, hours_id: int) -> Hours:
    row: Hours = the(Hours, by, verb="change", pk=hours_id)
    hold(Hours._meta.db_table)
    if not locked(row).live:
        raise book.superseded()
    if row.source == "attendance":
        raise Wrong("These hours follow from attendance. Correct when the person was there, and they are counted anew.")
    return row


def _tidied(spent: Spent) -> Spent:
    return replace(spent, note=tidy(spent.note, where="note"))


def _raise_first(found: Iterable[Wrong]) -> None:
    for fault in found:
        raise fault
