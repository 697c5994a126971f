"""The plan of a project: its parts, their budget, and what is to be reached when."""

from django.db import models

from klynge.access.guard import Guarded
from klynge.access.rules import Access, follows
from klynge.ledger.models import Cost
from klynge.ledger.rules import house
from klynge.projects.models.project import Project
from klynge.projects.models.team import Partner
from klynge.projects.rules import audited_part, inside, our_partner


class Part(Guarded):
    """A work package of the project itself; those of grants are the ledger's. Rows of the ledger name it by its number, which
    therefore never changes."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="parts")
    number = models.CharField(max_length=10)
    name = models.CharField(max_length=200)
    from_on = models.DateField()
    to_on = models.DateField()
    lead = models.ForeignKey(Partner, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    access = Access(read=inside("project_id"), change=house(), export=house())

    class Meta(Guarded.Meta):
        ordering = ("project_id", "number")
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="one_part_a_number"),
            models.CheckConstraint(condition=models.Q(to_on__gte=models.F("from_on")), name="a_part_ends_after_it_begins"),
        ]


class Budget(Guarded):
    """What a partner may spend on one kind of cost in a part. `on` is the day on which it was agreed: its exchange rate counts."""

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="+")
    cost = models.CharField(max_length=20, choices=Cost.KINDS)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3, default="DKK")
    on = models.DateField()

    access = Access(
        read=house() | our_partner("partner_id") | audited_part("part_id"),
        change=house(),
        export=house() | audited_part("part_id"),
    )

    class Meta(Guarded.Meta):
        ordering = ("part_id", "partner_id", "cost")
        constraints = [
            models.UniqueConstraint(fields=["part", "partner", "cost"], name="one_budget_a_part_partner_and_kind"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="a_budget_is_above_zero"),
        ]


class Milestone(Guarded):
    """Something that is to be reached by a day, and the evidence that it was."""

    part = models.ForeignKey(Part, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=200)
    due_on = models.DateField()
    reached_on = models.DateField(null=True, blank=True)
    evidence = models.CharField(max_length=300, blank=True)

    access = Access(read=follows("part_id", lambda: Part), change=house())

    class Meta(Guarded.Meta):
        ordering = ("due_on", "pk")
