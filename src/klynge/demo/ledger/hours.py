"""Hours: a few people work on the grants month by month and sign; somebody has not signed yet."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from klynge.access.viewer import Viewer
from klynge.demo.ledger.done import Done, Worker
from klynge.demo.ledger.grants import Paying
from klynge.ledger.actions.attendance import hours_from_attendance
from klynge.ledger.actions.hours import correct_hours, record_hours
from klynge.ledger.actions.locks import lock_month
from klynge.ledger.actions.sheets import approve_sheet, open_sheet, sign_sheet
from klynge.ledger.models import Sheet
from klynge.ledger.queries.sheets import one_sheet
from klynge.ledger.queries.spent import Spent
from klynge.register.queries.people import managers_of
from klynge.register.viewers import viewer_of_person

_NOTES = (
    "Krav til prøveopstillingen",
    "Samling af den første model",
    "Prøver på land",
    "Møde om grænseflader",
    "Beregning af vægt og balance",
    "Udkast til den fælles rapport",
)


def live_hours(
    by: Viewer, grant: Paying, activity_id: int, workers: Sequence[Worker], first: date, today: date, throw: Random
) -> None:
    """`workers` work on a project's activity, twice a month until the last one that is over; all months but the last are signed
    twice, and one person's sheet is missing."""
    months = _months(first, today)
    for one in workers:
        for month in months:
            open_sheet(by=by, person_id=one.person_id, organisation_id=one.organisation_id, grant_id=grant.grant_id, month=month)
        said = [_spent(grant, activity_id, month, place, throw) for month in months for place in range(2)]
        rows = record_hours(
            by=viewer_of_person(one.person_id), person_id=one.person_id, organisation_id=one.organisation_id, spent=said
        )
        if one is workers[0]:
            less = Spent(grant.packages["2"], rows[1].on, Decimal(3), activity_id=activity_id, note=rows[1].note)
            correct_hours(by=by, hours_id=rows[1].pk, reason="En time var skrevet på det forkerte projekt.", spent=less)
    _sign(by, [grant], workers[-1].person_id)


def live_attendance(by: Viewer, grant: Paying, done: Sequence[Done]) -> None:
    """Of two working groups the attendance counts as co-financing, and those who were there sign."""
    for one in [one for one in done if one.activity.kind == "group" and one.pays == "agency"][:2]:
        hours_from_attendance(by=by, activity_id=one.activity.pk)
    _sign(by, [grant], 0)


def close_month(by: Viewer, grants: Sequence[Paying], first: date) -> None:
    for grant in grants:
        lock_month(by=by, grant_id=grant.grant_id, month=first)


def _spent(grant: Paying, activity_id: int, month: date, place: int, throw: Random) -> Spent:
    day = month + timedelta(days=throw.randrange(3, 12) + 13 * place)
    day -= timedelta(days=max(0, day.weekday() - 4))
    hours = Decimal(throw.choice(("3.5", "4", "5", "6", "7.5")))
    return Spent(grant.packages["2"], day, hours, activity_id=activity_id, note=throw.choice(_NOTES))


def _sign(by: Viewer, grants: Sequence[Paying], missing: int) -> None:
    """The person, then whoever looks after the firm, or the secretariat where that is the same person."""
    sheets = list(
        Sheet.objects.visible_to(by).filter(grant_id__in=[one.grant_id for one in grants], signed_at=None).order_by("pk")
    )
    heads = managers_of(by, {sheet.organisation_id for sheet in sheets})
    last = max((sheet.month for sheet in sheets), default=None)
    for sheet in sheets:
        if sheet.person_id == missing and sheet.month == last:
            continue
        who = viewer_of_person(sheet.person_id)
        sign_sheet(by=who, sheet_id=sheet.pk, seen=one_sheet(who, sheet.pk).line.seen)
        head = heads.get(sheet.organisation_id)
        second = by if head in (None, sheet.person_id) else viewer_of_person(head)
        approve_sheet(by=second, sheet_id=sheet.pk, seen=one_sheet(second, sheet.pk).line.seen)


def _months(first: date, today: date) -> list[date]:
    """The first days of the months that are over, five at the most."""
    found, month = [], first
    while (month + timedelta(days=32)).replace(day=1) <= today:
        found.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    return found[-5:]
