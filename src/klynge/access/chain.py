"""Rows that are chained by their hashes are added one writer at a time."""

from django.db import connection


def hold(chain: str) -> None:
    """Keeps other writers of the chain of this name out until the transaction ends. SQLite's transactions do so from their
    beginning (they are immediate)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [chain])
