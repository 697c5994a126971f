"""What the firms bring to a grant in hours, against what they have to bring. Only hours that two people have signed count."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from klynge.access.viewer import Viewer
from klynge.ledger.models import Activity, Funding, Grant, Hours
from klynge.ledger.queries.law import law
from klynge.ledger.queries.locks import locked_months
from klynge.ledger.queries.sheet_rows import key_of
from klynge.ledger.queries.signed import Holds, signatures
from klynge.ledger.queries.working import rate_name

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class CoFinancing:
    """`signed` and `unsigned` are worth of professional hours; secretariat work is cost and brings nothing. `need`: what has to be
    brought for the whole grant, None where the grant does not say. `rate_missing`: no rate per hour holds today."""

    grant_id: int
    grant: str
    currency: str
    signed: Decimal
    unsigned: Decimal
    hours_signed: Decimal
    hours_unsigned: Decimal
    need: Decimal | None
    rate: str
    rate_missing: bool


def cofinancing(viewer: Viewer, today: date) -> list[CoFinancing]:
    """Every grant that the viewer may see, over its whole period, the newest first. Four queries."""
    grants = list(Grant.objects.visible_to(viewer).order_by("-from_on", "pk"))
    rows = Hours.objects.visible_to(viewer).filter(live=True, secretariat=False, grant_id__in=[one.pk for one in grants])
    held = list(rows.only("person_id", "organisation_id", "grant_id", "on", "hours", "amount").order_by("pk"))
    found = signatures(key_of(row) for row in held)
    sums: defaultdict[tuple[int, bool], list[Decimal]] = defaultdict(lambda: [Decimal(0), Decimal(0)])
    for row in held:
        total = sums[row.grant_id, found[key_of(row)] is Holds.BOTH]
        total[0] += row.amount
        total[1] += row.hours
    known = law()
    return [
        CoFinancing(
            grant_id=one.pk,
            grant=one.name,
            currency=one.currency,
            signed=sums[one.pk, True][0],
            unsigned=sums[one.pk, False][0],
            hours_signed=sums[one.pk, True][1],
            hours_unsigned=sums[one.pk, False][1],
            need=need(one.amount, one.own),
            rate=rate_name(one.rules, professional=True),
            rate_missing=one.from_on <= today <= one.to_on and known.find(rate_name(one.rules, professional=True), today) is None,
        )
        for one in grants
    ]


def need(amount: Decimal, own: Decimal) -> Decimal | None:
    """What goes beside a grant of this amount where `own` percent of all cost is not the funder's."""
    return None if own >= 100 else (amount * own / (100 - own)).quantize(_CENT, ROUND_HALF_UP)


def ended(viewer: Viewer, now: datetime) -> list[tuple[int, str]]:
    """Id and title of the activities that were over by then, whose attendance counts by the rules of a grant that pays for them, and
    whose month that grant has not closed. The oldest first; four queries, however many."""
    counts = set(Grant.objects.visible_to(viewer).filter(attendance_counts=True).values_list("pk", flat=True))
    rows = Funding.objects.visible_to(viewer).filter(grant_id__in=counts).order_by("-pk")
    payer = dict(rows.values_list("activity_id", "grant_id"))  # of several the first pays
    closed = locked_months(counts)
    over = Activity.objects.visible_to(viewer, verb="change").filter(to_at__lt=now, cancelled_at=None).order_by("pk")
    told = over.filter(pk__in=Funding.objects.visible_to(viewer).filter(grant_id__in=counts).values("activity_id"))
    return [
        (pk, title) for pk, title, on in told.values_list("pk", "title", "on") if (payer[pk], on.replace(day=1)) not in closed
    ]


def attended(viewer: Viewer, grant_id: int, month: date) -> list[int]:
    """The activities of a month that a grant pays for and whose attendance counts by its rules, by day."""
    if not Grant.objects.visible_to(viewer).filter(pk=grant_id, attendance_counts=True).exists():
        return []
    paid = Funding.objects.visible_to(viewer).filter(grant_id=grant_id).values("activity_id")
    rows = Activity.objects.visible_to(viewer, verb="change").filter(pk__in=paid, cancelled_at=None)
    rows = rows.filter(on__year=month.year, on__month=month.month)
    return list(rows.order_by("on", "pk").values_list("pk", flat=True))
