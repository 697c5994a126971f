"""An invented ledger of ten years, written through its own door: two grants at a time, activities, and all five kinds of rows."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, timedelta
from datetime import time as clock
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from bench.ledger_firms import FIRST, LAST, Scale, day_of

if TYPE_CHECKING:
    from klynge.access.viewer import Viewer

CHUNK = 250  # activities that are booked together
WHOLE = "ufs-whole"  # the rules of the grant that pays for everything in all ten years
RATE = Decimal("7.46")  # kroner for a euro, on every day of these years
_KINDS = ("event",) * 8 + ("course",) * 4 + ("group",) * 4 + ("visit", "advice", "introduction", "project")
_CAPACITIES = ("participant",) * 16 + ("dedicated",) * 2 + ("economic", "recipient")
_RESULTS = ("knowledge", "knowledge", "collaboration", "product", "process", "service", "turnover")
_WHY = "a bench looks at its own grants"
_HOURS_OF, _AID_OF, _COST_OF, _RESULTS_OF = 4, 20, 40, 20  # one row for so many participations


@dataclass(frozen=True, slots=True)
class Payer:
    grant_id: int
    rules: str
    packages: tuple[int, ...]
    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True)
class _Held:
    """An activity with those who pay for it: (grant id, work package id)."""

    id: int
    on: date
    from_at: datetime
    payers: tuple[tuple[int, int], ...]


def open_grants(by: "Viewer") -> list[Payer]:
    """One funder's grants run four years, the other's two: on each day two grants pay. A third runs all ten years."""
    from klynge.ledger.actions.grants import Terms, add_work_package, open_grant

    made = []
    for rules, months in (("ufs", 48), ("deb", 24), (WHOLE, 120)):
        begin = FIRST
        while begin <= LAST:
            end = _months_on(begin, months) - timedelta(days=1)
            terms = Terms(f"Opdigtet fond {rules}", f"{rules} {begin.year}", rules, begin, end, Decimal(20_000_000))
            grant = open_grant(by=by, terms=terms)
            packages = [
                add_work_package(by=by, grant_id=grant.pk, number=str(n), name=f"Arbejdspakke {n}").pk for n in range(1, 5)
            ]
            made.append(Payer(grant.pk, rules, tuple(packages), begin, end))
            begin = end + timedelta(days=1)
    return made


def opened_grants() -> list[Payer]:
    """Those that `open_grants` made, in their order."""
    from klynge.ledger.models import Grant, WorkPackage

    packages: dict[int, list[int]] = {}
    for pk, grant in WorkPackage.objects.system_rows(_WHY).order_by("pk").values_list("pk", "grant_id"):
        packages.setdefault(grant, []).append(pk)
    rows = Grant.objects.system_rows(_WHY).order_by("pk").values_list("pk", "rules", "from_on", "to_on")
    return [Payer(pk, rules, tuple(packages[pk]), first, last) for pk, rules, first, last in rows]


def fill_ledger(
    by: "Viewer", scale: Scale, works: Mapping[int, Sequence[int]], payers: Sequence[Payer], chance: random.Random
) -> None:
    """All rows, in the order of their days."""
    from django.db import transaction

    firms, taken = list(works), 0
    days = sorted(day_of(chance) for _ in range(scale.activities))
    for start in range(0, scale.activities, CHUNK):
        stop = min(start + CHUNK, scale.activities)
        wanted = scale.participations * stop // scale.activities - taken
        with transaction.atomic():
            held = _activities(days[start:stop], start, payers, chance)
            taken += _booked(by, held, wanted, firms, works, chance)


def _activities(days: Sequence[date], start: int, payers: Sequence[Payer], chance: random.Random) -> list[_Held]:
    from django.utils import timezone

    from klynge.ledger.models import Activity, Funding

    rows = []
    for place, on in enumerate(days, start):
        begin = timezone.make_aware(datetime.combine(on, clock(chance.choice((9, 10, 13)))))
        kind = chance.choice(_KINDS)
        end = begin + timedelta(hours=3)
        rows.append(
            Activity(kind=kind, title=f"Opdigtet aktivitet {place}", from_at=begin, to_at=end, on=on, label="green", demo=True)
        )
    held, paid = [], []
    whole = [payer for payer in payers if payer.rules == WHOLE]
    for row in Activity.objects.bulk_create(rows, batch_size=500):
        both = [payer for payer in payers if payer.rules != WHOLE and payer.from_on <= row.on <= payer.to_on]
        some = [*(both if chance.random() < 0.1 else [chance.choice(both)]), *whole]
        said = tuple((payer.grant_id, chance.choice(payer.packages)) for payer in some)
        paid += [Funding(activity_id=row.pk, grant_id=grant, work_package_id=package) for grant, package in said]
        held.append(_Held(row.pk, row.on, row.from_at, said))
    Funding.objects.bulk_create(paid, batch_size=500)
    return held


def _booked(
    by: "Viewer",
    held: Sequence[_Held],
    wanted: int,
    firms: Sequence[int],
    works: Mapping[int, Sequence[int]],
    chance: random.Random,
) -> int:
    """Books so many participations over these activities, and the rows of the other kinds that go with them."""
    from klynge.ledger.actions.book import book
    from klynge.ledger.models import Participation
    from klynge.ledger.queries.standing import standings

    each, more = divmod(wanted, len(held))
    seats = [(one, firm) for place, one in enumerate(held) for firm in chance.sample(firms, each + (place < more))]
    found = standings((firm, one.on) for one, firm in seats)
    rows = []
    for one, firm in seats:
        known = chance.random() < 0.7
        rows.append(
            Participation(
                **asdict(found[firm, one.on]), on=one.on, activity_id=one.id, person_id=chance.choice(works[firm]),
                capacity=chance.choice(_CAPACITIES), from_at=one.from_at if known else None,
                to_at=one.from_at + timedelta(hours=3) if known else None, hours=Decimal(3 if known else 0), evidence="signed list",
            )
        )  # fmt: skip
    booked = book(by, rows)
    at = {one.id: one for one in held}
    for make, each in ((_hours, _HOURS_OF), (_aid, _AID_OF), (_cost, _COST_OF), (_result, _RESULTS_OF)):
        book(by, [make(row, at[row.activity_id], chance) for row in chance.sample(booked, len(booked) // each)])
    return len(booked)


def _stood(row: Any) -> dict[str, Any]:
    from klynge.ledger.queries.standing import Standing

    return {"on": row.on, **{field.name: getattr(row, field.name) for field in fields(Standing)}}


def _hours(row: Any, at: _Held, chance: random.Random) -> Any:
    from klynge.ledger.models import Hours

    grant, package = at.payers[0]
    return Hours(
        **_stood(row), person_id=row.person_id, grant_id=grant, work_package_id=package, activity_id=at.id, participation_id=row.pk,
        source="attendance", hours=Decimal(3), rate="hour", amount=Decimal(750),
    )  # fmt: skip


def _aid(row: Any, at: _Held, chance: random.Random) -> Any:
    """Some thousand euro: a group of ten comes to about half of the ceiling in three years."""
    from klynge.ledger.models import Aid

    grant, package = at.payers[0]
    euro = Decimal(chance.randrange(1_000, 24_000))
    return Aid(
        **_stood(row), grant_id=grant, work_package_id=package, activity_id=at.id, step="promised", basis="de-minimis",
        what="Rådgivning", amount=euro * RATE, euro=euro,
    )  # fmt: skip


def _cost(row: Any, at: _Held, chance: random.Random) -> Any:
    from klynge.ledger.models import Cost

    grant, package = at.payers[0]
    amount = Decimal(chance.randrange(1_000, 90_000))
    kind = chance.choice(("wage", "external", "travel"))
    return Cost(**_stood(row), grant_id=grant, work_package_id=package, activity_id=at.id, cost=kind, amount=amount, what="Timer")


def _result(row: Any, at: _Held, chance: random.Random) -> Any:
    from klynge.ledger.models import Result

    said = chance.choice(_RESULTS)
    amount = Decimal(chance.randrange(10_000, 900_000)) if said == "turnover" else None
    return Result(
        **_stood(row),
        activity_id=at.id,
        grant_id=at.payers[0][0],
        result=said,
        amount=amount,
        unit="DKK" if amount else "",
        source="by hand",
    )


def rates() -> Iterator[tuple[date, Decimal]]:
    """A rate of the krone for every fourth week."""
    day = FIRST - timedelta(days=30)
    while day <= LAST + timedelta(days=400):
        yield day, RATE
        day += timedelta(days=28)


def _months_on(day: date, months: int) -> date:
    place = day.year * 12 + day.month - 1 + months
    return date(place // 12, place % 12 + 1, 1)
