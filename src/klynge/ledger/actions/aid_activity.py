"""Promising aid to all who take part in an activity: those who fit get it, and the others are named with the reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from klynge.access.viewer import Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.core.money import Money
from klynge.ledger.actions.aid import promise_aid
from klynge.ledger.models import Aid
from klynge.ledger.queries.aid_activity import asked_activity, positive


@dataclass(frozen=True, slots=True)
class Promised:
    """`refused`: (firm, why) for those who got no promise."""

    rows: tuple[Aid, ...]
    refused: tuple[tuple[int, Wrong], ...]


def promise_for_activity(
    *,
    by: Viewer,
    activity_id: int,
    organisation_ids: Iterable[int],
    each: Money,
    on: date,
    grant_id: int,
    work_package_id: int | None,
    expected: Iterable[int] = (),
) -> Promised:
    """So much for each person of each of these firms, recorded or `expected` (a firm as often as it sends people). Each firm's promise
    stands or falls by itself, one after the other."""
    positive(each)
    asked = asked_activity(by, activity_id).with_expected(expected)
    rows, refused = [], []
    for firm in dict.fromkeys(organisation_ids):
        if firm not in asked.heads:
            continue
        try:
            rows.append(
                _one(
                    by,
                    firm,
                    Money(each.amount * asked.heads[firm], each.currency),
                    on,
                    asked.title,
                    asked.id,
                    grant_id,
                    work_package_id,
                )
            )
        except Wrong as wrong:
            refused.append((firm, wrong))
    return Promised(tuple(rows), tuple(refused))


def _one(
    by: Viewer, firm: int, money: Money, on: date, what: str, activity_id: int, grant_id: int, work_package_id: int | None
) -> Aid:
    with transaction.atomic():
        made = promise_aid(
            by=by,
            organisation_id=firm,
            money=money,
            on=on,
            what=what,
            grant_id=grant_id,
            work_package_id=work_package_id,
            activity_id=activity_id,
        )
        rows = Aid.objects.system_rows("an activity is promised once to a firm").filter(
            activity_id=activity_id, live=True, ours=True
        )
        if rows.filter(organisation_id=made.organisation_id).exclude(pk=made.pk).exists():
            raise Conflict("Aid for this activity is promised to the firm already.")
    return made
