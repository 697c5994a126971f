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
    """Applies what is missing, adds the legal values and indicators that came with it, and plants the site where there is none; says
    how many migrations that were."""
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from klynge.access.viewer import Role, Viewer
    from klynge.ledger import tasks
    from klynge.programme.actions.indicator import load_indicators
    from klynge.site.database import bring_up_to_date, missing
    from klynge.website.actions.tree import plant

    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    executor = MigrationExecutor(connection)
    if missing(executor) and connection.vendor == "sqlite":
        database = Path(connection.settings_dict["NAME"])
        if database.exists() and database.stat().st_size and executor.loader.applied_migrations:
            connection.close()
            copy = database.with_suffix(f".before-{datetime.now(UTC):%Y%m%d%H%M%S}.sqlite3")
            shutil.copy2(database, copy)
            out.fact(f"Copied the database to {copy} first.")
    applied = bring_up_to_date()
    tasks.load_law()
    load_indicators()
    plant(by=Viewer(name="klynge migrate", roles=frozenset({Role.SECRETARIAT})), name=settings.CLUSTER)
    return applied
