"""Notices in their versions, and who won what.

The text of a notice stands once, in `Version.content`. All other columns are made from it by `klynge.market.plain.columns`
and can be made again.
"""

from django.db import models

from klynge.access.guard import Guarded, Labelled
from klynge.access.rules import Access, follows, labelled, secretariat
from klynge.core.notice import Kind


def of_notice() -> Access:
    """Rows that belong to a notice are open with it."""
    return Access(read=follows("notice_id", lambda: Notice), change=follows("notice_id", lambda: Notice, "change"))


class Notice(Labelled):
    """A notice as its newest version has it. Notices of public sources are TLP:CLEAR; of hand-entered ones the writer says.

    `cpv` and `countries` hold codes between blanks (" 35613000 35120000 "), so that one of them can be looked for. `buyer_key`
    is the same for one buyer in every notice. Amounts are as published in `currency`; `value_eur` is for comparing only.
    """

    source = models.CharField(max_length=20)
    number = models.CharField(max_length=200)
    published_as = models.CharField(max_length=40, blank=True, db_index=True)
    version = models.CharField(max_length=120)
    hash = models.CharField(max_length=64)  # of the newest version's content
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    form = models.CharField(max_length=60, blank=True)
    procedure_id = models.CharField(max_length=200, blank=True, db_index=True)
    legal_basis = models.CharField(max_length=60, blank=True)
    defence = models.BooleanField(default=False)
    title = models.JSONField(default=dict)
    cpv_main = models.CharField(max_length=8, blank=True, db_index=True)
    cpv = models.TextField(blank=True)
    countries = models.CharField(max_length=300, blank=True)
    buyer_name = models.CharField(max_length=300, blank=True)
    buyer_country = models.CharField(max_length=2, blank=True)
    buyer_key = models.CharField(max_length=120, blank=True, db_index=True)
    value = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    value_eur = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    published_on = models.DateField(null=True, db_index=True)
    deadline_at = models.DateTimeField(null=True, db_index=True)
    withdrawn_at = models.DateTimeField(null=True)
    taken_at = models.DateTimeField()  # when its newest version came in
    matched = models.CharField(max_length=64, blank=True)  # what it was last matched with; see klynge.market.actions.match

    access = Access(
        read=labelled() | secretariat("label"),
        change=secretariat("label"),
        publish=secretariat("label"),
        export=labelled() | secretariat("label"),
    )

    class Meta(Labelled.Meta):
        ordering = ("-published_on", "-pk")
        constraints = [models.UniqueConstraint(fields=["source", "number"], name="one_notice_a_number")]
        # All that lists filter and facets count by, so that counting reads no notice.
        indexes = [
            models.Index(
                fields=["kind", "deadline_at", "published_on", "withdrawn_at", "label", "cpv_main", "buyer_country", "defence"],
                name="market_facets",
            )
        ]


class Version(Guarded):
    """What a source published under one version. `content` is a klynge.core.notice.Notice as JSON; `hash` is its SHA-256."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="versions")
    version = models.CharField(max_length=120)
    hash = models.CharField(max_length=64)
    content = models.BinaryField()
    published_on = models.DateField(null=True)
    taken_at = models.DateTimeField()

    access = of_notice()

    class Meta(Guarded.Meta):
        ordering = ("notice_id", "pk")
        constraints = [models.UniqueConstraint(fields=["notice", "version", "hash"], name="one_version_a_content")]


class Award(Guarded):
    """A contract that a notice's newest version says was given. `winner_key` is "DK:12345678" where the number is known;
    `ends_on` is the day on which the contract ends by its published length, else None."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="awards")
    place = models.PositiveIntegerField()  # its place in the notice, from 0
    lot_id = models.CharField(max_length=60, blank=True)
    title = models.JSONField(default=dict)
    cpv = models.CharField(max_length=8, blank=True, db_index=True)
    winner_name = models.CharField(max_length=300, blank=True)
    winner_country = models.CharField(max_length=2, blank=True)
    winner_key = models.CharField(max_length=120, blank=True, db_index=True)
    value = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    currency = models.CharField(max_length=3, blank=True)
    value_eur = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    tenders = models.PositiveIntegerField(null=True)
    awarded_on = models.DateField(null=True)
    months = models.DecimalField(max_digits=6, decimal_places=1, null=True)
    ends_on = models.DateField(null=True, db_index=True)

    access = of_notice()

    class Meta(Guarded.Meta):
        ordering = ("-awarded_on", "-pk")
        constraints = [models.UniqueConstraint(fields=["notice", "place"], name="one_award_a_place")]


class Earlier(Guarded):
    """The number of a notice that this one changes or follows: its own number, or the journal's."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="earlier")
    number = models.CharField(max_length=200, db_index=True)

    access = of_notice()

    class Meta(Guarded.Meta):
        constraints = [models.UniqueConstraint(fields=["notice", "number"], name="one_earlier_a_number")]
