"""Correcting who an organisation was on a day, by what the register says now."""

from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Refused, Wrong
from klynge.ledger.actions import book
from klynge.ledger.models import Booked
from klynge.ledger.queries.locks import locked_months, payers
from klynge.ledger.queries.otherwise import KINDS, differences
from klynge.ledger.queries.standing import standings
from klynge.register.actions.lock import locked

REASON = gettext_noop("The register was corrected since.")


def stand_anew(*, by: Viewer, kind: str, row_id: int) -> Booked:
    """A new row in the place of this one, with the organisation as the register knows it now of that day; the row itself where
    nothing differs. Raises Conflict when somebody corrected it first, Wrong in a locked month."""
    if kind not in KINDS:
        raise Refused("There is no such kind of row.")
    with transaction.atomic():
        row: Any = the(KINDS[kind], by, verb="change", pk=row_id)
        if not locked(row).live:
            raise book.superseded()
        now = standings([(row.organisation_id, row.on)]).get((row.organisation_id, row.on))
        if now is None or not differences(row, now):
            return row  # type: ignore[no-any-return]
        month, grants = row.on.replace(day=1), payers([row])[row.pk]
        if any((grant, month) in locked_months(grants) for grant in grants):
            raise Wrong(
                "%(month)s is locked. Somebody with the money right can open it again, with a reason.",
                month=month.strftime("%Y-%m"),
            )
        new = book.correct(by, row, reason=REASON, **asdict(now))
        record(by=by, verb="correct by the register", what=new)
    return new  # type: ignore[no-any-return]
