"""An innovation project, and the journal of its stages."""

from django.db import models

from klynge.access.guard import Guarded, Labelled
from klynge.access.rules import Access, labelled
from klynge.core.tlp import Label
from klynge.ledger.models import Activity
from klynge.ledger.rules import house
from klynge.projects.rules import audited, inside
from klynge.register.models import Organisation

IDEA, APPLICATION, RUNNING, CLOSED, DROPPED = STAGES = ("idea", "application", "running", "closed", "dropped")


class Project(Labelled):
    """What partners do together from `from_on` to `to_on` (both included). Hours, cost, participations and results are the ledger's,
    booked on `activity`; which grants pay for it stands there too. `currency` is the one that it is reckoned in.

    The label says who else may read the summary. It is never TLP:RED, as whoever pays must always be able to read what for."""

    title_da = models.CharField(max_length=200, blank=True)
    title_en = models.CharField(max_length=200, blank=True)
    summary_da = models.CharField(max_length=2000, blank=True)
    summary_en = models.CharField(max_length=2000, blank=True)
    stage = models.CharField(max_length=12, choices=[(one, one) for one in STAGES], default=IDEA)
    from_on = models.DateField()
    to_on = models.DateField()
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    currency = models.CharField(max_length=3, default="DKK")
    activity = models.OneToOneField(Activity, on_delete=models.PROTECT, related_name="+")

    access = Access(
        read=labelled() | inside("pk"),
        change=house(),
        publish=house(),
        export=house() | audited("pk"),
    )

    class Meta(Labelled.Meta):
        ordering = ("-from_on", "pk")
        constraints = [
            models.CheckConstraint(condition=models.Q(to_on__gte=models.F("from_on")), name="a_project_ends_after_it_begins"),
            models.CheckConstraint(condition=~models.Q(label=Label.RED.value), name="a_project_is_never_red"),
            models.CheckConstraint(condition=~models.Q(title_da="", title_en=""), name="a_project_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title_da or self.title_en


class StageChange(Guarded):
    """A project went from one stage to another. `overridden`: the rule of the programme was not met, and `reason` says why it went
    on all the same."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="+")
    before = models.CharField(max_length=12, blank=True)  # "" for its first
    stage = models.CharField(max_length=12)
    reason = models.CharField(max_length=300, blank=True)
    overridden = models.BooleanField(default=False)
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)  # person

    access = Access(read=inside("project_id"), change=house())

    class Meta(Guarded.Meta):
        ordering = ("project_id", "pk")
