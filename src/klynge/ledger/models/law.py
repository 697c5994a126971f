"""Law, rates and exchange rates as data: each value has a day from which it holds, a unit, a source, and whether a person confirmed it."""

from django.db import models

from klynge.access.guard import Guarded
from klynge.access.rules import Access, signed_in
from klynge.ledger.rules import finance


class LegalValue(Guarded):
    """A number that a rule needs: “de_minimis.ceiling”, “hour.company”. `to_on` is its last day. While `confirmed` is false, pages
    that use it say so."""

    name = models.CharField(max_length=60)
    amount = models.DecimalField(max_digits=18, decimal_places=4)
    unit = models.CharField(max_length=20)  # "EUR", "DKK/hour", "%", "years", "staff"
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)
    confirmed = models.BooleanField(default=False)
    confirmed_by_id = models.BigIntegerField(null=True, blank=True)  # person
    confirmed_at = models.DateTimeField(null=True, blank=True)

    access = Access(read=signed_in(), change=finance())

    class Meta(Guarded.Meta):
        ordering = ("name", "from_on")
        constraints = [models.UniqueConstraint(fields=["name", "from_on"], name="one_legal_value_a_day")]


class ExchangeRate(Guarded):
    """So many units of the currency for one euro on a day."""

    currency = models.CharField(max_length=3)
    on = models.DateField()
    per_euro = models.DecimalField(max_digits=18, decimal_places=6)
    source = models.CharField(max_length=200)

    access = Access(read=signed_in(), change=finance())

    class Meta(Guarded.Meta):
        ordering = ("currency", "-on")
        constraints = [models.UniqueConstraint(fields=["currency", "on"], name="one_exchange_rate_a_day")]
