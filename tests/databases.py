"""The databases of the tests. All migrations run once in a test run, on a database that is then copied for each process of the run:
tables, triggers, search tables and rows as the migrations leave them."""

import fcntl
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

from klynge.site.database import bring_up_to_date

RUN = "KLYNGE_TESTS_RUN"  # the folder that all processes of a run share; see tests/early.py
MEMORY = "file:klynge-{}?mode=memory&cache=shared"


@contextmanager
def one_at_a_time() -> Iterator[Path]:
    """The folder of the run, for one process of it at a time."""
    folder = Path(os.environ[RUN])
    with (folder / "databases.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield folder


def use(name: str) -> None:
    BaseDatabaseWrapper.close(connection)  # Django's own leaves a database in memory open
    settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name


def made() -> None:
    """A database for this process is there, and in use."""
    (on_sqlite if connection.vendor == "sqlite" else on_postgresql)()


def template() -> Path:
    """The file of which each process has a copy; there when `made` was asked for once in the run."""
    return Path(os.environ[RUN]) / "template.sqlite3"


def on_sqlite() -> None:
    with one_at_a_time():
        if not template().exists():
            use(MEMORY.format("template"))
            bring_up_to_date()
            half = template().with_suffix(".half")
            with sqlite3.connect(half) as file:
                connection.connection.backup(file)
            file.close()
            half.rename(template())
    use(MEMORY.format("tests"))
    connection.ensure_connection()
    file = sqlite3.connect(template())
    file.backup(connection.connection)
    file.close()


def filled() -> None:
    """For a process of a test that has a home of its own: its database, with all that the migrations leave."""
    if connection.vendor == "sqlite" and RUN in os.environ and template().exists():
        connection.ensure_connection()
        file = sqlite3.connect(template())
        file.backup(connection.connection)
        file.close()
    else:
        bring_up_to_date()


def name_of(what: str) -> str:
    """A name that no other run on the same server has."""
    return "test_" + re.sub(r"\W", "", Path(os.environ[RUN]).name).lower() + "_" + what


def on_postgresql() -> None:
    first, ours = name_of("template"), name_of(os.environ.get("PYTEST_XDIST_WORKER", "main"))
    with one_at_a_time() as folder:
        done = folder / "template.postgresql"
        if not done.exists():
            server(f"CREATE DATABASE {first}")
            use(first)
            bring_up_to_date()
            connection.close()
            done.touch()
        server(f"CREATE DATABASE {ours} TEMPLATE {first}")
    use(ours)


def server(command: str) -> None:
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(command)


def dropped(*names: str) -> None:
    """Nothing of the run stays on the server; what is in memory goes with its process."""
    if connection.vendor == "postgresql":
        connection.close()
        for name in names:
            server(f"DROP DATABASE IF EXISTS {name_of(name)} WITH (FORCE)")
