"""The one door to the ledger's rows: they are added, chained and corrected here, and nowhere else."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone

from klynge.access.chain import hold
from klynge.access.viewer import Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.ledger.actions.beside import keep_sheets, refuse_locked
from klynge.ledger.models import Booked

B = TypeVar("B", bound=Booked)
_WHY = "the chain of a kind of rows continues from its last"
_APART = {"id", "live", "hash"}  # not part of what a row says


def book(by: Viewer, rows: Sequence[B]) -> list[B]:
    """Adds rows of one kind, in their order, inside the caller's transaction. Whether `by` may do so is the caller's to ask. Raises
    Wrong when the month of one is locked."""
    if not rows:
        return []
    model, now = type(rows[0]), timezone.now()
    with transaction.atomic():
        before = _lock_and_last(model)
        refuse_locked(rows)
        for row in rows:
            row.recorded_at, row.recorded_by_id, row.before, row.live = now, by.person_id, before, not row.void
            row.hash = before = digest(row)
        booked = list(model.objects.bulk_create(rows, batch_size=500))
        keep_sheets(by, booked)
        return booked


def correct(by: Viewer, row: B, *, reason: str, **changes: Any) -> B:
    """A new row in the place of `row`, with these changes. Raises Conflict when another correction came first."""
    return _replace(by, row, reason, changes, void=False)


def withdraw(by: Viewer, row: B, *, reason: str) -> B:
    """Takes a row away: it stays in the ledger, and counts no more."""
    return _replace(by, row, reason, {}, void=True)


def _replace(by: Viewer, row: B, reason: str, changes: dict[str, Any], *, void: bool) -> B:
    reason = reason.strip()
    if not reason or len(reason) > 300:
        raise Wrong("A correction says why, in at most 300 characters.", where="reason")
    model = type(row)
    with transaction.atomic():
        _lock_and_last(model)
        refuse_locked([row])
        if not model.objects.system_rows(_WHY).filter(pk=row.pk, live=True).update(live=False):
            raise superseded()
        values = {
            field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields if field.attname not in _APART
        }
        new = model(**{**values, **changes, "corrects_id": row.pk, "reason": reason, "void": void})
        [booked] = book(by, [new])
        keep_sheets(by, [row])
    return booked


def superseded() -> Conflict:
    return Conflict("This row was corrected by somebody else in the meantime. Look at the new one.")


def digest(row: Booked) -> str:
    """What a row says, and the hash of the row before it, in one canonical line."""
    said = {field.attname: _plain(row, field) for field in row._meta.concrete_fields if field.attname not in _APART}
    line = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(row: Booked, field: "models.Field[Any, Any]") -> object:
    value = getattr(row, field.attname)
    if isinstance(field, models.DecimalField) and value is not None:
        return str(Decimal(value).quantize(Decimal(1).scaleb(-field.decimal_places)))
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value


def _lock_and_last(model: type[Booked]) -> str:
    hold(model._meta.db_table)
    last = model.objects.system_rows(_WHY).order_by("-pk").values_list("hash", flat=True).first()
    return last or ""


def first_broken(model: type[Booked]) -> int | None:
    """The id of the first row whose hash does not follow from the one before, or whose `live` is not what the rows say together;
    None when the chain is whole."""
    before, rows = "", model.objects.system_rows("a chain is checked from its beginning")
    corrected = set(rows.exclude(corrects=None).values_list("corrects_id", flat=True))
    for row in rows.order_by("pk").iterator(chunk_size=2000):
        if row.before != before or digest(row) != row.hash or row.live == (row.void or row.pk in corrected):
            return int(row.pk)
        before = row.hash
    return None


def heads(kinds: Iterable[type[Booked]]) -> dict[str, str]:
    """Kind of rows -> the hash of its last row: whoever kept these can show that nothing before was changed or cut off."""
    return {
        model._meta.model_name or "": model.objects.system_rows(_WHY).order_by("-pk").values_list("hash", flat=True).first() or ""
        for model in kinds
    }
