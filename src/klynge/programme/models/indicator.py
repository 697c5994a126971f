"""Indicators as data, and what was promised of them."""

from django.db import models

from klynge.access.guard import Guarded
from klynge.access.rules import Access
from klynge.ledger.models import Grant
from klynge.ledger.rules import audits, finance, house
from klynge.programme.rules import asked_of_audited


class Indicator(Guarded):
    """A version of an indicator: what counts (`rule`, read by core.indicators), from when to when. It belongs to a set of rules
    ("ufs") or to one grant. While `confirmed` is false, pages that show it say so."""

    key = models.SlugField(max_length=60)
    version = models.PositiveIntegerField(default=1)
    place = models.PositiveIntegerField(default=0)  # its order in the report
    name_da = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    rule = models.JSONField()
    unit = models.CharField(max_length=30)
    source = models.CharField(max_length=300)
    confirmed = models.BooleanField(default=False)
    confirmed_by_id = models.BigIntegerField(null=True, blank=True)  # person
    confirmed_at = models.DateTimeField(null=True, blank=True)
    made_by_id = models.BigIntegerField(null=True, blank=True)  # person
    made_at = models.DateTimeField(null=True, blank=True)  # None: it came with Klynge
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)  # its last day
    rules = models.CharField(max_length=40, blank=True)
    grant = models.ForeignKey(Grant, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    access = Access(read=house() | asked_of_audited(), change=finance())

    class Meta(Guarded.Meta):
        ordering = ("place", "key", "version")
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="one_version_of_an_indicator"),
            models.CheckConstraint(
                condition=models.Q(to_on=None) | models.Q(to_on__gte=models.F("from_on")),
                name="an_indicator_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(rules="", grant__isnull=False) | (~models.Q(rules="") & models.Q(grant=None)),
                name="an_indicator_is_of_a_rule_set_or_a_grant",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Target(Guarded):
    """What was promised of an indicator for days of a grant. It names the indicator by its key, so that a new version of how it is
    counted keeps what was promised."""

    key = models.SlugField(max_length=60)
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField()
    value = models.DecimalField(max_digits=18, decimal_places=2)

    access = Access(read=house() | audits("grant_id"), change=finance())

    class Meta(Guarded.Meta):
        ordering = ("grant_id", "from_on", "key")
        constraints = [
            models.UniqueConstraint(fields=["key", "grant", "from_on", "to_on"], name="one_target_a_period"),
            models.CheckConstraint(condition=models.Q(to_on__gte=models.F("from_on")), name="a_target_ends_after_it_begins"),
        ]
