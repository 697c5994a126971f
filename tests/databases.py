"""The databases of the tests. All migrations run once in a test run, on a database that is then copied for each process of the run:
tables, triggers, search tables and rows as the migrations leave them."""

import fcntl
import os
import pickle
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
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


T = TypeVar("T")


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
            keep(template())
    use(MEMORY.format("tests"))
    bring_back(template())


def keep(path: Path) -> None:
    """What is in the database, in a file that is there only when it is whole."""
    half = path.with_suffix(".half")
    with sqlite3.connect(half) as file:
        connection.connection.backup(file)
    file.close()
    half.rename(path)


def bring_back(path: Path) -> None:
    connection.ensure_connection()
    file = sqlite3.connect(path)
    file.backup(connection.connection)
    file.close()


def filled() -> None:
    """For a process of a test that has a home of its own: its database, with all that the migrations leave."""
    if connection.vendor == "sqlite" and RUN in os.environ and template().exists():
        bring_back(template())
    else:
        bring_up_to_date()


@contextmanager
def furnished(name: str, furnish: Callable[[], T]) -> Iterator[T]:
    """The database and the home with what `furnish` puts there, and what it gives; gone afterwards. On SQLite that is done once in a
    run: the others take what the first has kept, which `furnish` must give in a form that can be pickled."""
    if connection.vendor != "sqlite":
        with transaction.atomic():
            yield furnish()
            transaction.set_rollback(True)
        return
    with one_at_a_time() as folder:
        kept, given, home = folder / f"{name}.sqlite3", folder / f"{name}.pickle", folder / f"{name}-home"
        if kept.exists():
            bring_back(kept)
            shutil.copytree(home, settings.HOME, dirs_exist_ok=True)
            told: T = pickle.loads(given.read_bytes())  # noqa: S301  # of this very run
        else:
            told = furnish()
            given.write_bytes(pickle.dumps(told))
            shutil.copytree(settings.HOME, home, ignore=lambda *_: [path.name for path in folder.iterdir()])
            keep(kept)
    yield told
    bring_back(template())
    cache.clear()  # Wagtail's, of where its sites begin


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
