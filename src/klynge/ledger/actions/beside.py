"""What holds for every row that is booked, whoever books it: not in a locked month, and hours stand on a sheet that is signed."""

from collections.abc import Iterable, Sequence

from django.utils import timezone

from klynge.access.journal import record
from klynge.access.viewer import Viewer
from klynge.core.errors import Wrong
from klynge.ledger.models import Booked, Grant, Hours, Result, Sheet
from klynge.ledger.queries.locks import locked_months, paid_by
from klynge.ledger.queries.sheet_rows import Key, key_of, rows_of, said

_WHY = "what holds for every booked row holds whoever books it"


def refuse_locked(rows: Sequence[Booked]) -> None:
    """Raises Wrong when the month of one of the rows is locked for a grant that pays. Results come when people answer, so no month
    closes them out. The caller holds the chain of these rows, as whoever locks a month does."""
    if not rows or isinstance(rows[0], Result):
        return
    paid = paid_by(rows)
    locked = locked_months({grant for grants in paid for grant in grants})
    for row, grants in zip(rows, paid, strict=True):
        shut = sorted(grant for grant in grants if (grant, row.on.replace(day=1)) in locked)
        if shut:
            raise Wrong(
                "%(month)s is locked for %(grant)s. Somebody with the money right can open it again, with a reason.",
                where="on",
                month=row.on.strftime("%Y-%m"),
                grant=Grant.objects.system_rows(_WHY).get(pk=shut[0]).name,
            )


def keep_sheets(by: Viewer, rows: Iterable[Booked]) -> None:
    """Each row of hours stands on a sheet; where the sheet was signed and says something else now, its signatures fall."""
    keys = {key_of(row) for row in rows if isinstance(row, Hours)}
    if not keys:
        return
    there = _sheets(keys)
    made = [
        Sheet(person_id=person, organisation_id=firm, grant_id=grant, month=month)
        for person, firm, grant, month in sorted(keys - there.keys())
    ]
    Sheet.objects.bulk_create(made, batch_size=500)
    signed = {key: sheet for key, sheet in there.items() if sheet.signed_at is not None}
    found = rows_of(signed)
    for key, sheet in signed.items():
        if said(found[key]) != sheet.rows:
            let_fall(by, sheet)


def let_fall(by: Viewer, sheet: Sheet) -> None:
    """Both signatures go; who had signed stays in the journal."""
    facts = {"signed_by": sheet.signed_by_id, "approved_by": sheet.approved_by_id}
    sheet.signed_by = sheet.signed_at = sheet.approved_by = sheet.approved_at = sheet.asked_at = None
    sheet.rows, sheet.fell_at = "", timezone.now()
    sheet.save()
    record(by=by, verb="signatures fall", what=sheet, **facts)


def _sheets(keys: Iterable[Key]) -> dict[Key, Sheet]:
    asked = set(keys)
    rows = Sheet.objects.system_rows(_WHY).filter(
        person_id__in={key[0] for key in asked}, grant_id__in={key[2] for key in asked}, month__in={key[3] for key in asked}
    )
    found = {(row.person_id, row.organisation_id, row.grant_id, row.month): row for row in rows.select_for_update()}
    return {key: row for key, row in found.items() if key in asked}
