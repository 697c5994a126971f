"""A ledger of ten years: `klynge bench ledger [--activities 20000] [--participations 400000] [--organisations 5000] [--groups 500]
[--times 300] [--home FOLDER] [--json]`.

Makes it in a new home (on PostgreSQL when KLYNGE_DATABASE names a server) through the ledger's own door, and measures on it what people
wait for: figures, reports, the room for aid, promises at the same moment, and whether the chains are whole. It is made in a process of
its own, so `peak_mb` is what measuring took: of this process, and of the largest that it started. With a home that is kept it is made
once.
"""

import argparse
import json
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench import Memory, Result, Row, Watch, peak_mb, show
from bench.ledger_count import measured_figures, measured_packs
from bench.ledger_firms import LAST, Scale, settle_firms
from bench.ledger_race import race
from bench.ledger_rows import Payer, fill_ledger, open_grants, opened_grants, rates
from bench.market import in_new_home
from klynge.access.viewer import Role, Viewer

BY = Viewer(name="bench", roles=frozenset({Role.SECRETARIAT, Role.FINANCE}))
SEED = 1
EACH = 10_000  # euro that each of the racing promises is for
_WHY = "a bench looks at its own ledger"


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.ledger", description=(__doc__ or "").split("\n\n")[0])
    for name, value in (("activities", 20_000), ("participations", 400_000), ("organisations", 5_000), ("groups", 500)):
        parser.add_argument(f"--{name}", type=int, default=value)
    parser.add_argument("--times", type=int, default=300)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--home", default="")
    parser.add_argument("--build", action="store_true", help=argparse.SUPPRESS)
    told = list(sys.argv[1:] if argv is None else argv)
    args = parser.parse_args(told)
    if (code := in_new_home("bench.ledger", told, server=True, home=args.home, stages=(["--build"], []))) is not None:
        return code
    scale = Scale(args.activities, args.participations, args.organisations, args.groups)
    if args.build:
        build(scale)
        return 0
    started = time.perf_counter()
    with Memory() as memory:
        rows = list(measured(scale, args.times))
    took = round(time.perf_counter() - started, 2)
    show(Result("ledger", args.times, scale.participations, took, memory.mb, tuple(rows)), args.json)
    return 0


def build(scale: Scale) -> None:
    """Makes the ledger, if the home has none, and leaves beside it what that took."""
    from django.conf import settings

    from klynge.site.database import bring_up_to_date

    told = Path(settings.HOME) / "build.json"
    if told.exists():
        return
    bring_up_to_date()
    chance = random.Random(SEED)
    watch = Watch()
    fill_ledger(BY, scale, *_prepared(scale, chance), chance)
    row = {"method": "build", **watch.read(), "rows": sum(_counts().values()), "mb": _size(), "peak_mb": peak_mb()}
    told.write_text(json.dumps(row))


def measured(scale: Scale, times: int) -> Iterator[Row]:
    from django.conf import settings

    from klynge.ledger.models import Declaration

    yield json.loads((Path(settings.HOME) / "build.json").read_text())
    firms = list(Declaration.objects.system_rows(_WHY).order_by("organisation_id").values_list("organisation_id", flat=True))
    payers, chance, counts = opened_grants(), random.Random(SEED), _counts()
    yield from measured_figures(BY, payers)
    yield from measured_packs(BY, payers)
    yield from _room(firms, times, chance)
    yield _raced(firms, scale.groups, payers)
    yield from _chains(counts)


def _prepared(scale: Scale, chance: random.Random) -> tuple[Mapping[int, Sequence[int]], list[Payer]]:
    """Firms with their declarations, grants, and what the law says."""
    from django.db import transaction
    from django.utils import timezone

    from klynge.ledger.actions.law import enter_rate, load_values
    from klynge.ledger.models import Declaration
    from klynge.programme.actions.indicator import load_indicators

    now = timezone.now()
    with transaction.atomic():
        load_values()
        load_indicators()
        for day, rate in rates():
            enter_rate(by=BY, currency="DKK", on=day, per_euro=rate, source="invented")
        works = settle_firms(scale, chance)
        signed = [
            Declaration(organisation_id=firm, asked_at=now, until_on=LAST, signed_at=now, signed_by_id=people[0])
            for firm, people in works.items()
        ]
        Declaration.objects.bulk_create(signed, batch_size=500)
        return works, open_grants(BY)


def _room(firms: Sequence[int], times: int, chance: random.Random) -> Iterator[Row]:
    """How long it takes to ask whether a firm may be promised aid."""
    from klynge.core.money import Money
    from klynge.ledger.queries.aid import headroom, room_for

    asked: dict[str, Callable[[int], Any]] = {
        "headroom": lambda firm: headroom(BY, firm, LAST),
        "headroom check": lambda firm: room_for(BY, firm, Money(Decimal(EACH), "EUR"), LAST),
    }
    for name, ask in asked.items():
        took, watch = [], Watch()
        for firm in chance.choices(firms, k=times):
            started = time.perf_counter()
            ask(firm)
            took.append((time.perf_counter() - started) * 1000)
        cpu = watch.read()["cpu_s"] * 1000 / times
        took.sort()
        yield {"method": name, "p50_ms": statistics.median(took), "p95_ms": took[int(times * 0.95)], "cpu_ms": cpu}


def _raced(firms: Sequence[int], groups: int, payers: Sequence[Payer]) -> Row:
    """Fifty promises for one group with room for some of them. `above` is by how much the ceiling was passed, in euro; `lost` the
    promises that would have had room and were refused."""
    from klynge.ledger.queries.aid import headroom

    group = next(tree for tree in (firms[n::groups] for n in range(groups)) if headroom(BY, tree[0], LAST).room >= 3 * EACH)
    last = max((payer for payer in payers if payer.from_on <= LAST), key=lambda payer: payer.to_on)
    room = headroom(BY, group[0], LAST).room
    started = time.perf_counter()
    answers = race(2, 25, group[:2], EACH, LAST, last.grant_id)
    took = time.perf_counter() - started
    accepted = answers.get("accepted", 0)
    return {
        "method": "50 promises at once", "seconds": took, "room": float(room), "accepted": accepted,
        "above": max(0.0, float(accepted * EACH - room)), "lost": int(room // EACH) - accepted,
    }  # fmt: skip


def _chains(counts: Mapping[Any, int]) -> Iterator[Row]:
    from klynge.ledger.actions.book import first_broken

    for model, rows in counts.items():
        watch = Watch()
        broken = first_broken(model) or 0
        yield {"method": f"chain of {model._meta.model_name}", **watch.read(), "rows": rows, "broken": broken}


def _counts() -> dict[Any, int]:
    from klynge.ledger.models import BOOKED

    return {model: model.objects.system_rows(_WHY).count() for model in BOOKED}


def _size() -> float:
    """The database's size in MB."""
    from django.conf import settings
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_database_size(current_database())")
            return round(cursor.fetchone()[0] / 1_000_000, 1)
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return round(Path(settings.DATABASES["default"]["NAME"]).stat().st_size / 1_000_000, 1)


if __name__ == "__main__":
    sys.exit(main())
