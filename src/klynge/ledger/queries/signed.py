"""Which signatures stand under which hours."""

from collections.abc import Iterable
from enum import StrEnum

from klynge.ledger.models import Sheet
from klynge.ledger.queries.sheet_rows import Key

_WHY = "hours count or not by their signatures, whoever counts them"


class Holds(StrEnum):
    """Only hours that two people have signed count as co-financing."""

    NONE = "none"
    ONE = "one"
    BOTH = "both"


def holds(row: Sheet) -> Holds:
    if row.signed_at is None:
        return Holds.NONE
    return Holds.ONE if row.approved_at is None else Holds.BOTH


def signatures(keys: Iterable[Key]) -> dict[Key, Holds]:
    """For each of these sheets. One query."""
    asked = set(keys)
    rows = Sheet.objects.system_rows(_WHY).filter(person_id__in={key[0] for key in asked}, grant_id__in={key[2] for key in asked})
    found = {(row.person_id, row.organisation_id, row.grant_id, row.month): holds(row) for row in rows.order_by("pk")}
    return {key: found.get(key, Holds.NONE) for key in asked}
