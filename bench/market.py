"""A market of its own in a temporary home, for measuring: the demonstration's 150 members, and notices from files or invented."""

import os
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

MARK = "KLYNGE_BENCH_MARKET"
ROOT = Path(__file__).resolve().parents[1]


def in_new_home(
    module: str, argv: Sequence[str], *, server: bool = False, home: str = "", stages: Sequence[Sequence[str]] = ((),)
) -> int | None:
    """Runs the bench anew in a process with an empty home, or with `home` in that folder, which stays; gives its exit code, and None
    when this is that process. Each of `stages` are more options for a process of its own, so that none is charged with the memory of
    the one before. With `server` they get a database of their own on the server that KLYNGE_DATABASE names, if it names one; else
    SQLite."""
    if MARK in os.environ:
        import django

        django.setup()
        return None
    address = os.environ.get("KLYNGE_DATABASE", "") if server and not home else ""
    with tempfile.TemporaryDirectory(prefix="klynge-bench-") as empty, _database(address) as database:
        told = {"KLYNGE_HOME": home or empty, "KLYNGE_DATABASE": database, "KLYNGE_DEMO": "true", MARK: "1"}
        told["DJANGO_SETTINGS_MODULE"] = "klynge.site.settings"
        for stage in stages:
            done = subprocess.run([sys.executable, "-m", module, *argv, *stage], env={**os.environ, **told}, cwd=ROOT)
            if done.returncode:
                return done.returncode
        return 0


@contextmanager
def _database(address: str) -> Iterator[str]:
    """A new database beside the one at this address, dropped in the end; "" for SQLite in the home."""
    if not address:
        yield ""
        return
    import psycopg

    server, name = address.rpartition("/")[0], f"klynge_bench_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as master:
        master.execute(f'CREATE DATABASE "{name}"')  # type: ignore[arg-type]  # a name cannot be a parameter
        try:
            yield f"{server}/{name}"
        finally:
            master.execute(f'DROP DATABASE "{name}" WITH (FORCE)')  # type: ignore[arg-type]


def prepare(notices: int, files: Sequence[Path] = ()) -> int:
    """Makes the database with 150 members and at least so many open notices, if the files hold them; how many there are."""
    from django.db import transaction
    from django.utils import timezone

    from klynge.demo.dice import SEED
    from klynge.demo.firms import firms
    from klynge.demo.load import LOADER, PASSWORD
    from klynge.demo.members import admit_firms, open_team
    from klynge.demo.people import team
    from klynge.market import tasks
    from klynge.market.models import Notice
    from klynge.market.queries.open import open_rows
    from klynge.register.actions.after import gathering
    from klynge.register.reference_tables import load_reference
    from klynge.site.database import bring_up_to_date

    bring_up_to_date()
    load_reference()
    today = timezone.localdate()
    members = firms(SEED, today)
    with transaction.atomic(), gathering():
        keys = admit_firms(by=LOADER, firms=members, today=today)
        open_team(by=LOADER, team=team(SEED, today, members), keys=keys, password=PASSWORD)
    rows = Notice.objects.system_rows("a bench makes its own market")
    if files:
        tasks.intake("ted-xml", files)
        # Real files are of past years: here they are as open as on their first day, so that all of them are matched.
        rows.update(deadline_at=timezone.now() + timedelta(days=30), kind="competition")
    else:
        for seed in _seeds():
            if open_rows(rows, timezone.now()).count() >= notices:
                break
            _invented(seed)
    return int(open_rows(rows, timezone.now()).count())


def _seeds() -> Iterator[int]:
    yield from range(1, 200)


def _invented(seed: int) -> None:
    """Some 100 notices of one seed; a seed of its own makes notices of its own."""
    from django.utils import timezone

    from klynge.demo.notices import write_notices
    from klynge.market import tasks

    with tempfile.TemporaryDirectory() as folder:
        for name, content in write_notices(seed, timezone.localdate()):
            (Path(folder) / name).write_bytes(content)
        for source, ending in (("ted-xml", "*.xml"), ("ocds", "*.json")):
            tasks.intake(source, sorted(Path(folder).glob(ending)))
