"""What is deleted leaves the disk, too."""

from django.db import connection


def leave_no_remains() -> None:
    """Once a transaction has ended that took something away for good. SQLite overwrites what is deleted (secure_delete), but its log
    keeps the pages as they were until it is written back and cut off. PostgreSQL frees them by itself (autovacuum)."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
