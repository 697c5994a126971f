"""Work that a test kills: `python -m tests.market.killed STEP...` with the steps prepare, intake, match and rows, in the home that
KLYNGE_HOME names. Each bit of progress is a line on stdout, so that the test can choose its moment."""

import hashlib
import os
import sys
from datetime import UTC, datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "klynge.site.settings")
NOTICES = 160
AT = datetime(2126, 11, 23, 12, tzinfo=UTC)  # a day of its own, so that every run sees the same notices open


class Lines:
    def show(self, done: int, total: int | None, doing: str) -> None:
        print(done, total, doing, flush=True)


def prepare() -> None:
    from tests.cast import make
    from tests.databases import filled
    from tests.market.firms import skilled

    filled()
    skilled(make())


def said_notices() -> list[object]:
    from klynge.core.notice import Text
    from tests.market import said

    fixed = {"published_on": AT.date(), "deadline_at": AT.replace(month=12)}
    return [
        said.drones(
            f"k{n:03d}",
            title=Text({"da": f"Radar nummer {n} til droner", "en": f"Drone radar {n}"}),
            cpv=("35613000", "35722000")[n % 2 :],
            description=Text({"da": f"Sensor {n}. " * (n % 40)}),
            version=f"{1 + n % 3:02d}",
            **fixed,
        )
        for n in range(NOTICES)
    ]


def intake() -> None:
    from klynge.connectors.shapes import Answer
    from klynge.market.actions import intake as work
    from klynge.ops.runs import running

    work.BATCH, work.PAUSE = 8, 0.001
    notices = said_notices()

    def reads(answer: Answer):
        yield notices[int(answer.body)]

    incoming = [work.Incoming(str(n + 1), Answer(f"file {n}", str(n).encode())) for n in range(NOTICES)]
    with running("intake", "ted-xml", printer=Lines()) as run:
        passed = int(run.earlier_mark or 0)
        print("mark", passed, flush=True)
        work.take_in("ted-xml", reads, incoming, run, passed=passed)


def match() -> None:
    from klynge.market.actions import match as work
    from klynge.ops.runs import running

    work.BATCH = 8
    with running("match", printer=Lines()) as run:
        work.match(run, now=AT)


def rows() -> None:
    """The hash of all rows, but for keys of their own, moments and runs."""
    from klynge.market import models
    from klynge.search.models import Passage

    told = hashlib.sha256()
    for model in (*(getattr(models, name) for name in models.__all__), Passage):
        names = [
            f.attname for f in model._meta.fields if f.attname not in ("id", "taken_at", "seen_at", "run_id", "suggested_at")
        ]
        if "notice_id" in names:
            names[names.index("notice_id")] = "notice__number"
        if model is Passage:
            names.remove("object_id")
        for line in sorted(repr(values) for values in model.objects.system_rows("a test compares all rows").values_list(*names)):
            told.update(f"{model.__name__} {line}\n".encode())
        told.update(f"{model.__name__} {model.objects.system_rows('a test compares all rows').count()}\n".encode())
    print(told.hexdigest(), flush=True)


if __name__ == "__main__":
    django.setup()
    for step in sys.argv[1:]:
        {"prepare": prepare, "intake": intake, "match": match, "rows": rows}[step]()
