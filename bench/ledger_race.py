"""Promises at the same moment: `python -m bench.ledger_race N FIRM,FIRM,... EURO DAY GRANT`, in as many processes as one likes.

N threads promise so many euro each, to these firms by turns. Prints how many were accepted, and how many were refused for want of room.
"""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def race(processes: int, threads: int, firms: Sequence[int], euro: int, on: date, grant_id: int) -> dict[str, int]:
    """All of them at once, in this home; answer -> how many got it."""
    told = [str(threads), ",".join(map(str, firms)), str(euro), on.isoformat(), str(grant_id)]
    command = [sys.executable, "-m", "bench.ledger_race", *told]
    racers = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(processes)]
    counts: Counter[str] = Counter()
    for racer in racers:
        said = racer.communicate(timeout=600)[0]
        if racer.returncode:
            raise RuntimeError(f"a racer ended with {racer.returncode}: {said}")
        for line in said.splitlines():
            number, _, answer = line.partition(" ")
            counts[answer] += int(number)
    return dict(counts)


def main(argv: Sequence[str]) -> int:
    import django

    django.setup()
    threads, firms, euro, on, grant = argv
    ids = [int(firm) for firm in firms.split(",")]
    with ThreadPoolExecutor(int(threads)) as pool:
        answers = pool.map(
            lambda number: _promise(ids[number % len(ids)], Decimal(euro), date.fromisoformat(on), int(grant)),
            range(int(threads)),
        )
        for answer, count in sorted(Counter(answers).items()):
            print(count, answer, flush=True)
    return 0


def _promise(firm: int, euro: Decimal, on: date, grant_id: int) -> str:
    from django.db import connection

    from bench.ledger import BY
    from klynge.core.errors import Wrong
    from klynge.core.money import Money
    from klynge.ledger.actions.aid import promise_aid

    try:
        promise_aid(by=BY, organisation_id=firm, money=Money(euro, "EUR"), on=on, what="Rådgivning", grant_id=grant_id)
    except Wrong as refusal:
        if refusal.where != "amount":
            raise
        return "refused"
    else:
        return "accepted"
    finally:
        connection.close()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klynge.site.settings")
    sys.exit(main(sys.argv[1:]))
