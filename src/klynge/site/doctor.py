"""What can be wrong with an installation, and what to do about it."""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from klynge.access.journal import first_broken
from klynge.ledger.actions import book
from klynge.ledger.models import BOOKED
from klynge.ops.models import Run


class State(StrEnum):
    OK = "ok"
    LOOK = "look"  # worth knowing, not wrong
    MEND = "mend"


@dataclass(frozen=True, slots=True)
class Finding:
    state: State
    subject: str
    says: str


def examine() -> list[Finding]:
    """All checks; a check that fails to run is itself a finding."""
    findings: list[Finding] = []
    for check in CHECKS:
        try:
            findings += check()
        except (DatabaseError, OSError) as fault:
            findings.append(Finding(State.MEND, check.__name__.replace("_", " "), f"could not be checked: {fault}"))
    return findings


def python() -> Iterator[Finding]:
    version = sys.version.split()[0]
    if sys.version_info < (3, 11, 8):
        yield Finding(
            State.LOOK,
            "Python",
            f"{version}; from 3.11.8 on the zip reader itself refuses overlapping entries (Klynge does so too)",
        )
    else:
        yield Finding(State.OK, "Python", version)


def sqlite() -> Iterator[Finding]:
    if connection.vendor != "sqlite":
        return
    version = sqlite3.sqlite_version_info
    mended = version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    says = sqlite3.sqlite_version
    if mended:
        yield Finding(State.OK, "SQLite", says)
    else:
        says += " has a rare fault when the write-ahead log restarts, mended in 3.51.3, 3.50.7 and 3.44.6. "
        says += "Use a newer Python, or PostgreSQL."
        yield Finding(State.LOOK, "SQLite", says)
    with connection.cursor() as cursor:
        wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
        for pragma, value in wanted.items():
            found = cursor.execute(f"PRAGMA {pragma}").fetchone()[0]
            if found != value:
                yield Finding(State.MEND, "SQLite", f"{pragma} is {found}, wanted {value}: is the database on a local disk?")
        if not cursor.execute("SELECT sqlite_compileoption_used('ENABLE_FTS5')").fetchone()[0]:
            yield Finding(State.MEND, "SQLite", "was built without FTS5, which search needs. Use another build, or PostgreSQL.")


def database() -> Iterator[Finding]:
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing:
        yield Finding(State.MEND, "database", f"{len(missing)} migrations are missing. Run: klynge migrate")
        return
    yield Finding(State.OK, "database", f"{connection.vendor}, up to date")
    broken = first_broken()
    if broken is None:
        yield Finding(State.OK, "journal", "every entry follows from the one before")
    else:
        yield Finding(
            State.MEND, "journal", f"entry {broken} was changed after it was written. Compare with a backup before anything else."
        )
    yield from ledger()
    failed = Run.objects.system_rows("the doctor counts what failed").filter(state=Run.FAILED).count()
    if failed:
        yield Finding(State.LOOK, "runs", f"{failed} failed; the page of runs says why")


def ledger() -> Iterator[Finding]:
    """The chains of the ledger, one for each kind of rows."""
    whole = True
    for model in BOOKED:
        broken = book.first_broken(model)
        if broken is not None:
            whole = False
            says = f"{model._meta.model_name} {broken} or what stood before it was changed behind the ledger's back. "
            yield Finding(State.MEND, "ledger", says + "Compare with a backup before anything else.")
    if whole:
        yield Finding(State.OK, "ledger", f"{len(BOOKED)} chains, every row follows from the one before")


def home() -> Iterator[Finding]:
    folder = settings.HOME
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        yield Finding(State.MEND, "KLYNGE_HOME", f"{folder} cannot be written. Make it, or name another one.")
        return
    yield Finding(State.OK, "KLYNGE_HOME", str(folder))
    key = folder / "secret-key"
    if key.exists() and key.stat().st_mode & 0o077:
        yield Finding(State.MEND, "secret key", f"others can read {key}. Run: chmod 600 {key}")


def deployment() -> Iterator[Finding]:
    if settings.DEMO:
        yield Finding(
            State.LOOK, "demo", "this is the demonstration cluster: no second factor, invented members. Not for the open network."
        )
        return
    if not settings.ENVIRONMENT.https:
        yield Finding(State.MEND, "https", "KLYNGE_HTTPS is off: cookies travel in the clear. Set it once a proxy serves https.")
    if not settings.ENVIRONMENT.mail:
        yield Finding(State.LOOK, "mail", "KLYNGE_MAIL is empty: mails are printed, not sent")
    if settings.ADDRESS.startswith("http://127.0.0.1"):
        yield Finding(State.LOOK, "address", "KLYNGE_ADDRESS is this machine: links in mails will not work elsewhere")
    if not (settings.HOME / "breached.txt").exists():
        yield Finding(
            State.LOOK, "passwords", "no list of stolen passwords (breached.txt in KLYNGE_HOME): only common ones are refused"
        )


def django() -> Iterator[Finding]:
    try:
        call_command("check", verbosity=0, stdout=StringIO())
        yield Finding(State.OK, "settings and models", "every model is guarded or named as open")
    except SystemCheckError as fault:
        yield Finding(State.MEND, "settings and models", str(fault))


CHECKS: tuple[Callable[[], Iterator[Finding]], ...] = (python, home, sqlite, database, deployment, django)
