"""The workbook of a management label: its criteria as versioned data, one workbook a renewal, proofs, and frozen binders."""

from django.db import models

from klynge.access.guard import Guarded
from klynge.access.rules import Access, follows
from klynge.ledger.rules import house
from klynge.programme.models.survey import board
from klynge.register.models import Person


class CriterionSet(Guarded):
    """The criteria of a label in a version: key "gold", version "2013"."""

    key = models.CharField(max_length=20)
    version = models.CharField(max_length=20)
    name = models.CharField(max_length=200)

    access = Access(read=house() | board(), change=house())

    class Meta(Guarded.Meta):
        ordering = ("key", "-version")
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="one_criterion_set_a_version")]


class Criterion(Guarded):
    """`number` as the label has it ("4.6.1"). `silver`: also in the silver audit. While `confirmed` is false, the page says so."""

    set = models.ForeignKey(CriterionSet, on_delete=models.PROTECT, related_name="criteria")
    place = models.PositiveSmallIntegerField()
    number = models.CharField(max_length=12)
    group_da = models.CharField(max_length=100)
    group_en = models.CharField(max_length=100)
    name_da = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    silver = models.BooleanField(default=False)
    source = models.CharField(max_length=300)
    confirmed = models.BooleanField(default=False)

    access = Access(read=follows("set_id", lambda: CriterionSet), change=house())

    class Meta(Guarded.Meta):
        ordering = ("set_id", "place")
        constraints = [models.UniqueConstraint(fields=["set", "number"], name="one_criterion_a_number")]


class Workbook(Guarded):
    """One round for a label. The label is held `from_on`-`expires_on` (None: not held yet), and applied for from `window_from_on` to
    `window_to_on`. `threshold` is the least share of all points, in percent, as somebody entered it."""

    label = models.CharField(max_length=200)
    set = models.ForeignKey(CriterionSet, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    window_from_on = models.DateField()
    window_to_on = models.DateField()
    threshold = models.DecimalField(max_digits=5, decimal_places=2, default=80)
    made_at = models.DateTimeField()
    demo = models.BooleanField(default=False)

    access = Access(read=house() | board(), change=house(), export=house())

    class Meta(Guarded.Meta):
        ordering = ("-window_to_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(window_to_on__gte=models.F("window_from_on")), name="a_window_closes_after_it_opens"
            )
        ]


class Entry(Guarded):
    """How a criterion stands in a workbook: who looks after it, `points` won `of` so many, `threshold` its own least points where it
    has one. Numbers are None until somebody entered them."""

    OPEN, WORKING, READY = "open", "working", "ready"
    STATES = [(state, state) for state in (OPEN, WORKING, READY)]

    workbook = models.ForeignKey(Workbook, on_delete=models.PROTECT, related_name="entries")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="+")
    owner = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    points = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    of = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    threshold = models.DecimalField(max_digits=6, decimal_places=2, null=True, blank=True)
    note_da = models.TextField(max_length=4000, blank=True)
    note_en = models.TextField(max_length=4000, blank=True)
    state = models.CharField(max_length=10, choices=STATES, default=OPEN)

    access = Access(read=house(), change=house(), export=house())

    class Meta(Guarded.Meta):
        ordering = ("workbook_id", "criterion_id")
        constraints = [models.UniqueConstraint(fields=["workbook", "criterion"], name="one_entry_a_criterion")]


class Proof(Guarded):
    """What shows it: a text, an address, or `live`, the name of a question to the house that is answered anew at each look."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="proofs")
    text = models.CharField(max_length=1000, blank=True)
    address = models.CharField(max_length=500, blank=True)
    live = models.CharField(max_length=40, blank=True)

    access = Access(read=house(), change=house(), export=house())

    class Meta(Guarded.Meta):
        ordering = ("entry_id", "pk")


class Binder(Guarded):
    """A workbook as it stood on a day, with the evidence as it was then; its files are made again from `facts`, whose hash is
    `hash`."""

    workbook = models.ForeignKey(Workbook, on_delete=models.PROTECT, related_name="binders")
    on = models.DateField()
    language = models.CharField(max_length=2)
    facts = models.JSONField()
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)

    access = Access(read=house(), change=house(), export=house())

    class Meta(Guarded.Meta):
        ordering = ("-made_at", "-pk")
