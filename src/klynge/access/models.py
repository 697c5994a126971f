"""Audiences, and the journal of what was done."""

from typing import Any

from django.db import models

from klynge.access.guard import Guarded
from klynge.access.rules import Access, nobody, own, secretariat
from klynge.core.errors import Refused


class Circle(Guarded):
    """An audience: who is named stands in the register. Those named do not see each other, nor the circle's name."""

    name = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    access = Access(read=secretariat(), change=secretariat())

    class Meta(Guarded.Meta):
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Entry(Guarded):
    """One line of the journal: who did what to what, when. Append-only; each line holds the hash of the one before.

    A person stands in it by number only; `who` is for those that are none: "system", "the schedule", "account 5". `facts` are words
    and numbers that help to understand the act; never a value that only some may see. The chain holds their `seal` (a hash of `salt`
    and facts), not the facts themselves: so facts that name somebody who is erased can be taken out, and the chain stays whole.
    """

    at = models.DateTimeField(db_index=True)
    person_id = models.BigIntegerField(null=True, db_index=True)
    who = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=40)
    kind = models.CharField(max_length=60)
    object_id = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)
    salt = models.CharField(max_length=32, blank=True)  # "" once the facts were taken out
    seal = models.CharField(max_length=64)
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    access = Access(read=secretariat() | own("person_id"), change=nobody())

    class Meta(Guarded.Meta):
        ordering = ("-pk",)
        indexes = [models.Index(fields=["kind", "object_id"])]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise Refused("The journal is append-only: an entry cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise Refused("The journal is append-only: an entry cannot be deleted.")


class Stopped(Guarded):
    """Something that the guard against protective marks did not let in. Of the text itself only its hash is kept: `sha256` is to know the
    same thing again. `where` is the name of the door, `rule` of what was found."""

    at = models.DateTimeField(db_index=True)
    person_id = models.BigIntegerField(null=True)
    who = models.CharField(max_length=200)
    where = models.CharField(max_length=100)
    outcome = models.CharField(max_length=10)
    rule = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)

    access = Access(read=secretariat() | own("person_id"), change=nobody())

    class Meta(Guarded.Meta):
        ordering = ("-pk",)
