"""Report packs: what is handed to a funder for a period."""

from django.db import models

from klynge.access.guard import Guarded
from klynge.access.rules import Access
from klynge.ledger.models import Grant
from klynge.ledger.rules import finance, house
from klynge.programme.rules import audits_whole


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

    def __str__(self) -> str:
        return f"{self.kind} {self.from_on}"
