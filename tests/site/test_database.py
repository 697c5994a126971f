"""A database of an earlier day becomes one of today."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

from tests.databases import RUN

BEFORE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", "people", "0001", verbosity=0)
call_command("migrate", "register", verbosity=0)
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute("INSERT INTO people_account (email, password, is_active, joined_at) VALUES ('old@example.org', '!', 1, '2026-01-01')")
"""
DATABASE = "klynge.sqlite3"


def run(home: Path, code: str = "") -> None:
    environment = {"KLYNGE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "klynge.site.settings", "PYTHONPATH": ":".join(sys.path)}
    command = [sys.executable, "-c", code] if code else [sys.executable, "-m", "klynge.site.cli", "migrate"]
    subprocess.run(command, env=environment, check=True, capture_output=True)


def asked(file: Path, sql: str) -> list[tuple]:
    base = sqlite3.connect(file)
    rows = base.execute(sql).fetchall()
    base.close()
    return rows


def schema(file: Path) -> set[tuple[str, str, str]]:
    rows = asked(file, "SELECT type, name, sql FROM sqlite_master")
    return {(kind, name, " ".join((sql or "").split())) for kind, name, sql in rows if not name.startswith("sqlite_")}


def test_an_old_database_is_brought_up_to_date_and_keeps_its_accounts(tmp_path, db):
    """And what it then is made of is what an empty one is made of: the copy that the tests of this run begin with."""
    run(tmp_path, BEFORE)
    run(tmp_path)
    assert asked(tmp_path / DATABASE, "SELECT email, is_superuser FROM people_account") == [("old@example.org", 0)]
    pages = asked(tmp_path / DATABASE, "SELECT url_path FROM wagtailcore_page ORDER BY path")
    assert pages == [("/",), ("/da/",), ("/en/",)]
    assert schema(tmp_path / DATABASE) == schema(Path(os.environ[RUN]) / "template.sqlite3")
