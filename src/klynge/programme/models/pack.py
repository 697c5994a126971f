"""Report packs: what is handed to a funder for a period."""

from typing import Any, ClassVar, Self

from django.db import models

from klynge.access.guard import Guarded, GuardedManager, GuardedQuerySet
from klynge.access.rules import Access
from klynge.core.errors import Refused
from klynge.ledger.models import Grant
from klynge.ledger.rules import finance, house
from klynge.programme.rules import audits_whole

_FROZEN = "A frozen report never changes. Begin its next version."


class PackQuerySet(GuardedQuerySet):
    def update(self, **values: Any) -> int:
        if self.filter(state=Pack.FROZEN).exists():
            raise Refused(_FROZEN)
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        if self.filter(state=Pack.FROZEN).exists():
            raise Refused(_FROZEN)
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class Packs(GuardedManager.from_queryset(PackQuerySet)):  # type: ignore[misc]  # made by Django
    pass


class Pack(Guarded):
    """A report of a grant for a period. A draft is drawn from the ledger at each look; a frozen one from its file: `hash` is the
    SHA-256 of the file, which lies in the home's `packs` folder under it, and `heads` the last hash of each kind of rows when it was
    frozen. A frozen pack never changes; another report for the same days is the next version. `texts`: language -> heading -> what the
    editor wrote."""

    DRAFT, FROZEN = "draft", "frozen"

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)  # as of a report that is owed: "half-yearly", "yearly", "final"
    from_on = models.DateField()
    to_on = models.DateField()
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=10, choices=[(DRAFT, DRAFT), (FROZEN, FROZEN)], default=DRAFT)
    texts = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField()
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by_id = models.BigIntegerField(null=True, blank=True)  # person
    hash = models.CharField(max_length=64, blank=True)
    heads = models.JSONField(default=dict, blank=True)

    objects: ClassVar[Any] = Packs()

    access = Access(
        read=house() | audits_whole("grant_id", "from_on", "to_on", state=FROZEN),
        change=house(),
        publish=finance(),
        export=house() | audits_whole("grant_id", "from_on", "to_on", state=FROZEN),
    )

    class Meta(Guarded.Meta):
        ordering = ("-to_on", "grant_id", "kind", "-version")
        constraints = [
            models.UniqueConstraint(fields=["grant", "kind", "from_on", "version"], name="one_version_of_a_pack"),
            models.UniqueConstraint(
                fields=["grant", "kind", "from_on"], condition=models.Q(state="draft"), name="one_draft_of_a_pack"
            ),
            models.CheckConstraint(
                condition=models.Q(state="draft", hash="", frozen_at=None)
                | (models.Q(state="frozen", frozen_at__isnull=False) & ~models.Q(hash="")),
                name="a_frozen_pack_has_its_hash",
            ),
        ]

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Self:
        row = super().from_db(*args, **kwargs)
        row.stored = row.__dict__.get("state", "")
        return row

    def save(self, *args: Any, **kwargs: Any) -> None:
        if getattr(self, "stored", "") == self.FROZEN:
            raise Refused(_FROZEN)
        super().save(*args, **kwargs)
        self.stored = self.state

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        if getattr(self, "stored", "") == self.FROZEN:
            raise Refused(_FROZEN)
        return super().delete(*args, **kwargs)

    def __str__(self) -> str:
        return f"{self.kind} {self.from_on}"
