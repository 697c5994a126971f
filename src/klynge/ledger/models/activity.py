"""What was done: activities, and the grants that pay for them."""

from django.db import models

from klynge.access.guard import Guarded, Labelled
from klynge.access.rules import Access, labelled, named_in, secretariat
from klynge.ledger.models.grant import Grant, WorkPackage
from klynge.ledger.rules import audits, audits_activity, house


class Activity(Labelled):
    """Something that people took part in. Times are when it ran; what counts for hours stands in each participation."""

    EVENT, COURSE, GROUP, VISIT, PROJECT, ADVICE, INTRODUCTION, OTHER = (
        "event",
        "course",
        "group",
        "visit",
        "project",
        "advice",
        "introduction",
        "other",
    )
    KINDS = [(kind, kind) for kind in (EVENT, COURSE, GROUP, VISIT, PROJECT, ADVICE, INTRODUCTION, OTHER)]

    kind = models.CharField(max_length=20, choices=KINDS)
    title = models.CharField(max_length=200)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField()
    on = models.DateField(db_index=True)  # the local day on which it began
    place = models.CharField(max_length=200, blank=True)
    municipality = models.CharField(max_length=4, blank=True)
    price = models.DecimalField(max_digits=12, decimal_places=2, default=0)  # what a participant pays; 0 is free
    aid_each = models.DecimalField(max_digits=12, decimal_places=2, default=0)  # state aid to each who takes part; 0 is none
    currency = models.CharField(max_length=3, default="DKK")
    note = models.CharField(max_length=1000, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    demo = models.BooleanField(default=False)

    access = Access(
        read=labelled()
        | secretariat("label")
        | named_in("pk", lambda: _participation(), "activity_id")
        | audits_activity("pk", "on"),
        change=secretariat("label"),
        publish=secretariat("label"),
        export=secretariat("label"),
    )

    class Meta(Labelled.Meta):
        ordering = ("-on", "pk")
        constraints = [
            models.CheckConstraint(condition=models.Q(to_at__gte=models.F("from_at")), name="an_activity_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return self.title


class Funding(Guarded):
    """A grant pays for an activity, on one of its work packages. Two funders may pay for the same one; `grant` is the work
    package's, held here because every rule and count asks for it."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="fundings")
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="+")
    work_package = models.ForeignKey(WorkPackage, on_delete=models.PROTECT, related_name="+")

    access = Access(read=house() | audits("grant_id"), change=house())

    class Meta(Guarded.Meta):
        ordering = ("activity_id", "grant_id")
        constraints = [models.UniqueConstraint(fields=["activity", "grant"], name="an_activity_is_paid_once_by_a_grant")]


def _participation() -> type:
    from klynge.ledger.models.rows import Participation  # it refers to Activity

    return Participation
