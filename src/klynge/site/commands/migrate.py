"""Prepares the database, or brings it up to date. An SQLite database is copied beside itself first."""

import argparse
import shutil
from datetime import UTC, datetime
from pathlib import Path

from klynge.site.output import Out

HELP = "prepare the database, or bring it up to date"


def arguments(parser: argparse.ArgumentParser) -> None:
    pass


def run(args: argparse.Namespace, out: Out) -> int:
    out.counts({"migrations applied": migrate(out)})
    return 0


def migrate(out: Out) -> int:
    """Applies what is missing, and adds the legal values and the indicators that came with it; says how many migrations that were."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from klynge.ledger import tasks
    from klynge.programme.actions.indicator import load_indicators

    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if missing and connection.vendor == "sqlite":
        database = Path(connection.settings_dict["NAME"])
        if database.exists() and database.stat().st_size and executor.loader.applied_migrations:
            connection.close()
            copy = database.with_suffix(f".before-{datetime.now(UTC):%Y%m%d%H%M%S}.sqlite3")
            shutil.copy2(database, copy)
            out.fact(f"Copied the database to {copy} first.")
    if missing:
        call_command("migrate", verbosity=0, interactive=False)
    tasks.load_law()
    load_indicators()
    return len(missing)
