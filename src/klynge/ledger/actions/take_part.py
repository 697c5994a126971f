"""Who took part: recorded once, with the organisation as it was on that day, checked in and out, corrected and withdrawn."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from klynge.access.chain import hold
from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Wrong
from klynge.ledger.actions import book
from klynge.ledger.actions.activities import open_activity
from klynge.ledger.models import Activity, Participation
from klynge.ledger.queries.standing import standings
from klynge.ledger.queries.taking import Facts, Taken, closed, facts, faults
from klynge.register.actions.lock import locked
from klynge.register.actions.people import add_person, affiliate, end_affiliation
from klynge.register.texts import email as checked_email
from klynge.register.texts import tidy

LEFT = gettext_noop("Checked out.")
_KEPT = frozenset(
    {"id", "live", "before", "hash", "recorded_at", "recorded_by_id", "corrects_id", "reason", "void", "activity_id"}
)


def take_part(*, by: Viewer, activity_id: int, taken: Sequence[Taken]) -> list[Participation]:
    """Records all of these or none. People who are new to the register are entered as working there from that day. Raises Wrong
    with the first fault, Conflict when somebody is recorded already."""
    with transaction.atomic():
        return record_taken(by, open_activity(by, activity_id), taken)


def record_taken(by: Viewer, activity: Activity, taken: Sequence[Taken]) -> list[Participation]:
    """`take_part` for whoever may record on this activity, which is held by the caller."""
    said = [_tidied(one) for one in taken]
    hold(Participation._meta.db_table)  # what is checked here stays so until it is booked
    known = facts(by, activity, said)
    booked = book.book(by, stand([_row(by, activity, one, known) for one in said]))
    if booked:
        record(by=by, verb="record participation", what=activity, rows=len(booked))
    return booked


def check_in(*, by: Viewer, activity_id: int, organisation_id: int, person_id: int) -> Participation:
    """Somebody is here now. Whoever is recorded on the activity already stays as recorded."""
    with transaction.atomic():
        activity = open_activity(by, activity_id)
        there = Participation.objects.visible_to(by).filter(activity=activity, live=True, person_id=person_id).first()
        if there is not None:
            return there
        from_at = max(_now(), activity.from_at)
        taken = Taken(organisation_id, person_id, from_at=from_at, evidence="check-in")
        [row] = record_taken(by, activity, [taken])
    return row


def check_out(*, by: Viewer, participation_id: int) -> Participation:
    """Somebody leaves now, or left when the activity ended. Whoever left already stays as recorded."""
    with transaction.atomic():
        row, activity = _held(by, participation_id)
        if row.to_at is not None:
            return row
        from_at = row.from_at or activity.from_at
        to_at = max(from_at, min(_now(), activity.to_at))
        taken = replace(of_row(row), from_at=from_at, to_at=to_at)
        return correct_participation(by=by, participation_id=row.pk, reason=LEFT, taken=taken)


def correct_participation(*, by: Viewer, participation_id: int, reason: str, taken: Taken) -> Participation:
    """A new row in the place of this one. Raises Wrong as `take_part` does, Conflict when somebody corrected it first."""
    with transaction.atomic():
        row, activity = _held(by, participation_id)
        said = _tidied(taken)
        known = facts(by, activity, [said, of_row(row)])
        _raise_first(closed(row.on, known))
        [new] = stand([_row(by, activity, said, known, instead_of=row.pk)])
        changes = {f.attname: getattr(new, f.attname) for f in new._meta.concrete_fields if f.attname not in _KEPT}
        booked = book.correct(by, row, reason=tidy(reason, where="reason"), **changes)
        record(by=by, verb="correct participation", what=booked, activity=activity.pk)
    return booked


def withdraw_participation(*, by: Viewer, participation_id: int, reason: str) -> Participation:
    """Takes a row away, with its reason; it stays to be read."""
    with transaction.atomic():
        row, activity = _held(by, participation_id)
        _raise_first(closed(row.on, facts(by, activity, [])))
        gone = book.withdraw(by, row, reason=tidy(reason, where="reason"))
        record(by=by, verb="withdraw participation", what=gone, activity=activity.pk)
    return gone


def of_row(row: Participation) -> Taken:
    """What a row says, in the form in which it was said."""
    return Taken(
        organisation_id=row.organisation_id,
        person_id=row.person_id,
        capacity=row.capacity,
        from_at=row.from_at,
        to_at=row.to_at,
        value=row.value,
        currency=row.currency,
        evidence=row.evidence,
        evidence_at=row.evidence_at,
    )


def stand(rows: Sequence[Participation]) -> list[Participation]:
    """The rows with their organisations as they were on that day."""
    found = standings((row.organisation_id, row.on) for row in rows)
    for row in rows:
        for name, value in asdict(found[row.organisation_id, row.on]).items():
            setattr(row, name, value)
    return list(rows)


def _held(by: Viewer, participation_id: int) -> tuple[Participation, Activity]:
    """The row and its activity, which is held: nobody corrects the row meanwhile."""
    row: Participation = the(Participation, by, verb="change", pk=participation_id)
    activity = open_activity(by, row.activity_id)
    if not locked(row).live:
        raise book.superseded()
    return row, activity


def _row(by: Viewer, activity: Activity, taken: Taken, known: Facts, instead_of: int | None = None) -> Participation:
    _raise_first(faults(activity, taken, known, timezone.localdate(), instead_of))
    firm, day = known.firm(taken), taken.day(activity)
    assert firm is not None  # or there was a fault
    person_id = known.person(taken, day)
    if taken.named and person_id is None:
        new = add_person(by=by, organisation_id=firm.id, name=taken.name, from_on=day, email=taken.email)
        person_id = new.pk
    elif person_id is not None and taken.affiliate:
        _affiliate(by, person_id, firm.id, day, known)
    known.note(taken, person_id, firm.id, day)
    said: dict[str, Any] = {
        name: getattr(taken, name)
        for name in ("capacity", "from_at", "to_at", "hours", "value", "currency", "evidence", "evidence_at")
    }
    return Participation(activity=activity, organisation_id=firm.id, person_id=person_id, on=day, **said)


def _affiliate(by: Viewer, person_id: int, firm_id: int, day: date, known: Facts) -> None:
    """The person works there from the day, until the day before the register knows of it again."""
    works = [one for one in known.works.get(firm_id, ()) if one.person_id == person_id]
    if any(one.holds(day) for one in works):
        return
    made = affiliate(by=by, person_id=person_id, organisation_id=firm_id, from_on=day)
    later = min((one.from_on for one in works if one.from_on > day), default=None)
    if later is not None:
        end_affiliation(by=by, affiliation_id=made.pk, on=date.fromordinal(later.toordinal() - 1))


def _tidied(taken: Taken) -> Taken:
    email = tidy(taken.email, where="email")
    return replace(
        taken,
        name=tidy(taken.name, where="name"),
        email=checked_email(email) if email else "",
        evidence_at=tidy(taken.evidence_at, where="evidence_at"),
    )


def _raise_first(found: Iterable[Wrong]) -> None:
    for fault in found:
        raise fault


def _now() -> Any:
    return timezone.now().replace(microsecond=0)
