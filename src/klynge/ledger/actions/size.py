"""The SME self-test: filled in, worked out by the law of today, and signed by the firm."""

import hashlib
import json
from datetime import UTC, date
from typing import Any

from django.db import transaction
from django.utils import timezone

from klynge.access.journal import record
from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.aid.declared import declared_class
from klynge.core.errors import Conflict, Refused
from klynge.ledger import sizing
from klynge.ledger.models import SizeTest
from klynge.ledger.queries.aid import may_ask
from klynge.ledger.queries.law import law
from klynge.register.actions.lock import locked
from klynge.register.models import Organisation


def work_out_size(*, by: Viewer, organisation_id: int, given: dict[str, Any], on: date) -> SizeTest:
    """Works out the class and keeps it with all its reasons, not signed yet. Raises Wrong when the figures give none."""
    with transaction.atomic():
        may_ask(by, organisation_id)
        firm: Organisation = the(Organisation, by, pk=organisation_id)
        said = {**given, "name": firm.name}
        found = declared_class(sizing.declared(said), law())
        made: SizeTest = SizeTest.objects.create(
            organisation=firm, on=on, given=said, size=found.size.value, steps=sizing.kept(found), made_at=timezone.now()
        )
        record(by=by, verb="test size", what=made, organisation=organisation_id, size=made.size)
    return made


def sign_size_test(*, by: Viewer, test_id: int) -> SizeTest:
    """Whoever looks after the firm signs what stands there: figures, class and reasons."""
    with transaction.atomic():
        row: SizeTest = locked(the(SizeTest, by, verb="change", pk=test_id))
        if by.person_id is None or row.organisation_id not in by.managed:
            raise Refused("A self-test is signed by somebody who looks after the firm.")
        if row.signed_at is not None:
            raise Conflict("This self-test was signed already. Fill in a new one when something has changed.")
        row.signed_at, row.signed_by_id = timezone.now(), by.person_id
        row.hash = digest(row)
        row.save()
        record(by=by, verb="sign size test", what=row, organisation=row.organisation_id)
    return row


def digest(row: SizeTest) -> str:
    """The hash of what was signed, by whom and when."""
    signed_at = row.signed_at.astimezone(UTC).isoformat() if row.signed_at else ""
    said = [row.organisation_id, row.on.isoformat(), row.given, row.size, row.steps, signed_at, row.signed_by_id]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")).hexdigest()
