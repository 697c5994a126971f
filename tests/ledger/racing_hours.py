"""Hours and locks at the same moment: `python -m tests.ledger.racing_hours prepare`, then in as many processes as one likes `... rush N`
with N threads, of which one locks the month while the others record, and `... moment N`, in which all want the same moment of one
person. Each prints how many were accepted, and why the others were not; `... report` what stands in the ledger then."""

import os
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from decimal import Decimal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klynge.site.settings")


def prepare() -> None:
    from tests import cast as standing
    from tests.databases import filled
    from tests.ledger.things import grant, rate

    filled()
    cast = standing.make()
    rate(cast)
    grant(cast)


def rush(number: int) -> None:
    from klynge.ledger.actions.locks import lock_month
    from tests.ledger.things import DAY, annas, finance, spent

    def one(cast: object, package: object, n: int) -> None:
        if n == number // 2:
            lock_month(by=finance(cast), grant_id=package.grant_id, month=DAY)
        else:
            annas(cast, spent(package, DAY + timedelta(days=n), hours=Decimal("0.25"), note=f"{os.getpid()} {n}"))

    _at_once(number, one)


def moment(number: int) -> None:
    from tests.ledger.things import DAY, annas, spent

    def one(cast: object, package: object, n: int) -> None:
        annas(cast, spent(package, DAY.replace(month=4), begins="09:00", ends="12:00", note=f"{os.getpid()} {n}"))

    _at_once(number, one)


def report() -> None:
    from klynge.ledger import models
    from klynge.ledger.actions.book import first_broken
    from tests.ledger.things import WHY, hours

    locks = models.Lock.objects.system_rows(WHY)
    for lock in locks:
        late = hours().filter(on__month=lock.month.month, recorded_at__gt=lock.locked_at)
        print(late.count(), "late")
    print(hours().count(), "rows")
    print(locks.count(), "locks")
    print(int(first_broken(models.Hours) or 0), "broken")
    print(models.Sheet.objects.system_rows(WHY).count(), "sheets")


def _at_once(number: int, one: Callable[..., None]) -> None:
    from django.db import connection

    from klynge.core.errors import Wrong
    from klynge.ledger import models
    from tests.ledger import aid
    from tests.ledger.things import WHY

    cast = aid.found()
    package = models.WorkPackage.objects.system_rows(WHY).get()

    def run(n: int) -> str:
        try:
            one(cast, package, n)
        except Wrong as refusal:
            return refusal.template[:30]
        else:
            return "accepted"
        finally:
            connection.close()

    with ThreadPoolExecutor(number) as pool:
        for answer, count in sorted(Counter(pool.map(run, range(number))).items()):
            print(count, answer, flush=True)


if __name__ == "__main__":
    django.setup()
    {
        "prepare": lambda: prepare(),
        "rush": lambda: rush(int(sys.argv[2])),
        "moment": lambda: moment(int(sys.argv[2])),
        "report": lambda: report(),
    }[sys.argv[1]]()
