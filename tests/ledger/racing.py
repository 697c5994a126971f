"""Promises at the same moment: `python -m tests.ledger.racing prepare` and then, in as many processes as one likes, `... promise N`
with N threads. Each prints how many of its promises were accepted, and why the others were not."""

import os
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klynge.site.settings")
ON, EACH = date(2026, 3, 2), Decimal(10_000)


def prepare() -> None:
    from tests.databases import filled
    from tests.ledger import aid
    from tests.ledger.aid import money

    filled()
    cast = aid.make()
    aid.promise(cast, money(5_000), on=ON)


def promise(threads: int) -> None:
    from django.db import connection

    from klynge.core.errors import Wrong
    from tests.ledger import aid

    cast = aid.found()

    def one(number: int) -> str:
        try:
            firm = (cast.hawk, cast.kite)[number % 2]  # one group: what the one gets, the other can no more
            aid.promise(cast, aid.money(EACH), on=ON + timedelta(days=number % 3), firm=firm)
        except Wrong as refusal:
            return refusal.template[:30]
        else:
            return "accepted"
        finally:
            connection.close()

    with ThreadPoolExecutor(threads) as pool:
        for answer, count in sorted(Counter(pool.map(one, range(threads))).items()):
            print(count, answer, flush=True)


if __name__ == "__main__":
    django.setup()
    {"prepare": lambda: prepare(), "promise": lambda: promise(int(sys.argv[2]))}[sys.argv[1]]()
