"""What only one may do at a time: adding rows that are chained by their hashes, giving aid, locking a month."""

from django.db import connection

JOURNAL = "journal"


def hold(name: str = JOURNAL) -> None:
    """Keeps others who hold the same name out until the transaction ends. The journal is always held first: whoever changes
    something writes there, and two that took the journal and something else in different order would wait for each other.
    SQLite's transactions hold the whole database from their beginning (they are immediate)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for each in dict.fromkeys((JOURNAL, name)):
                cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [each])
