"""Sheets of hours and their two signatures: by the person, then by somebody else who looks after the firm or leads the project."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from klynge.access.chain import hold
from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict, Refused, Wrong
from klynge.ledger.models import Grant, Hours, Sheet
from klynge.ledger.queries.locks import locked as month_locked
from klynge.ledger.queries.same_person import same_person
from klynge.ledger.queries.sheet_rows import rows_of, said
from klynge.people import links
from klynge.register.actions.lock import locked
from klynge.register.models import Affiliation, Organisation, Person

PURPOSE = "sign-hours"
_ABSENT = "There is no such thing here, or it is not open to you."


def open_sheet(*, by: Viewer, person_id: int, organisation_id: int, grant_id: int, month: date) -> Sheet:
    """Asks for a person's hours on a grant: from now on they see the grant and may record on it. Again changes nothing."""
    with transaction.atomic():
        require_house(by)
        person: Person = the(Person, by, pk=person_id, erased_at=None)
        organisation: Organisation = the(Organisation, by, pk=organisation_id)
        grant = locked(the(Grant, by, pk=grant_id))
        if not Affiliation.objects.visible_to(by).filter(person=person, organisation=organisation).exists():
            raise Wrong("%(name)s does not work there.", where="person", name=person.name)
        first = month.replace(day=1)
        key = {"person": person, "organisation": organisation, "grant": grant, "month": first}
        row = Sheet.objects.visible_to(by).filter(**key).first()
        if row is None:
            row = Sheet.objects.create(**key)
            record(by=by, verb="open sheet", what=row, person=person_id, grant=grant_id, month=first.strftime("%Y-%m"))
    return row  # type: ignore[no-any-return]


def sign_sheet(*, by: Viewer, sheet_id: int, seen: str) -> Sheet:
    """The person signs their own hours. `seen` is the hash of the rows that they read. Raises Conflict when the hours are others by
    now; signed already, it stays as it is."""
    with transaction.atomic():
        row, now = _read(by, sheet_id, seen)
        if by.person_id is None or by.person_id != row.person_id:
            raise Refused(_ABSENT)
        if row.signed_at is None:
            row.signed_by_id, row.signed_at, row.rows, row.fell_at, row.asked_at = by.person_id, timezone.now(), now, None, None
            row.save()
            record(by=by, verb="sign hours", what=row, hash=now)
            _spend(row)
    return row


def approve_sheet(*, by: Viewer, sheet_id: int, seen: str) -> Sheet:
    """The second signature: of whoever looks after the firm, or of the secretariat that leads the project. Raises Wrong before the
    first one, and for the person themselves, whichever account or link they come by."""
    with transaction.atomic():
        row, now = _read(by, sheet_id, seen)
        if by.person_id is None or not (by.secretariat or Role.FINANCE in by.roles or row.organisation_id in by.managed):
            raise Refused(_ABSENT)
        if same_person(by.person_id, row.person_id):
            raise Wrong(
                "The two signatures are of two people. Somebody else who looks after the firm, or the secretariat, signs second."
            )
        if row.signed_at is None:
            raise Wrong("The person signs first. Ask them, and sign afterwards.")
        if row.approved_at is None:
            row.approved_by_id, row.approved_at, row.asked_at = by.person_id, timezone.now(), None
            row.save()
            record(by=by, verb="approve hours", what=row, hash=now)
            _spend(row)
    return row


def require_house(by: Viewer) -> None:
    if not (by.secretariat or Role.FINANCE in by.roles):
        raise Refused(_ABSENT)


def _read(by: Viewer, sheet_id: int, seen: str) -> tuple[Sheet, str]:
    """The sheet, held together with its hours, and the hash of what it says."""
    the(Sheet, by, verb="change", pk=sheet_id)
    hold(Hours._meta.db_table)
    row: Sheet = locked(the(Sheet, by, verb="change", pk=sheet_id))
    key = (row.person_id, row.organisation_id, row.grant_id, row.month)
    hours = rows_of([key])[key]
    if not hours:
        raise Wrong("There are no hours on this sheet, so there is nothing to sign.")
    if month_locked(row.grant_id, row.month):
        raise Wrong("This month is locked. Somebody with the money right can open it again, with a reason.")
    now = said(hours)
    if now != seen:
        raise Conflict("The hours were changed while you were reading them. Look at them again, and then sign.")
    return row, now


def _spend(row: Sheet) -> None:
    """Links about the sheet end with the signature that they asked for."""
    links.withdraw(PURPOSE, str(row.pk))
