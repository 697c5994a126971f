"""What came in from sources, and what of it could not be read."""

from django.db import models

from klynge.access.guard import Guarded
from klynge.access.rules import Access, holders, nobody, secretariat
from klynge.access.viewer import Role

_OPERATORS = secretariat() | holders(Role.TECH, "Whoever runs the server sees what sources sent.")


class Raw(Guarded):
    """An answer of a source, kept as it came, gzipped under its SHA-256 in `settings.RAW`."""

    source = models.CharField(max_length=20)
    where = models.TextField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    seen_at = models.DateTimeField()

    access = Access(read=_OPERATORS, change=nobody())

    class Meta(Guarded.Meta):
        ordering = ("-pk",)
        constraints = [models.UniqueConstraint(fields=["source", "sha256"], name="one_raw_answer_a_source")]


class Unread(Guarded):
    """A record that could not be read, and why. `key` is the hash of source, reason, place and detail, so that the same fault is
    one row however often it comes."""

    source = models.CharField(max_length=20)
    reason = models.CharField(max_length=60, db_index=True)
    where = models.TextField()
    detail = models.TextField(blank=True)
    key = models.CharField(max_length=64, unique=True)
    run_id = models.BigIntegerField(null=True)
    seen_at = models.DateTimeField()

    access = Access(read=_OPERATORS, change=nobody())

    class Meta(Guarded.Meta):
        ordering = ("-pk",)
