"""Booking from attendance that a test kills: `python -m tests.ledger.killed STEP...` with the steps prepare, book and rows, in the home
that KLYNGE_HOME names. Each bit of progress is a line on stdout, so that the test can choose its moment."""

import hashlib
import os
import sys
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klynge.site.settings")
ACTIVITIES = 24


class Lines:
    def show(self, done: int, total: int | None, doing: str) -> None:
        print(done, total, doing, flush=True)


def prepare() -> None:
    from klynge.ledger.actions.take_part import take_part
    from tests.cast import make
    from tests.databases import filled
    from tests.ledger.things import DAY, activity, anna, ben, copenhagen, grant, rate

    filled()
    cast = make()
    rate(cast)
    package = grant(cast, attendance_counts=True)[1]
    for n in range(ACTIVITIES):
        day = DAY + timedelta(days=n)
        times = {"from_at": copenhagen(day, "09:00"), "to_at": copenhagen(day, "12:00")}
        made = activity(cast, package, title=f"Day {n}", from_at=copenhagen(day, "09:00"), to_at=copenhagen(day, "12:00"))
        take_part(by=cast.clara, activity_id=made.pk, taken=(anna(cast, **times), ben(cast, **times)))


def book() -> None:
    from klynge.ledger.tasks import attendance

    done = attendance(printer=Lines())
    print("counts", dict(done.counts), flush=True)


def rows() -> None:
    """How many rows of hours there are, what they say but for moments of recording, and whether their chain is whole."""
    from klynge.ledger.actions.book import first_broken
    from klynge.ledger.models import Hours
    from tests.ledger.things import WHY

    names = ("participation_id", "person_id", "organisation_id", "grant_id", "on", "from_at", "to_at", "hours", "amount", "live")
    found = sorted(repr(row) for row in Hours.objects.system_rows(WHY).values_list(*names))
    print(len(found), hashlib.sha256("\n".join(found).encode()).hexdigest(), first_broken(Hours), flush=True)


if __name__ == "__main__":
    django.setup()
    for step in sys.argv[1:]:
        {"prepare": prepare, "book": book, "rows": rows}[step]()
