"""The rows of the ledger, five kinds, each append-only and chained: participation, hours, aid, cost, result."""

from django.db import models

from klynge.access.rules import Access, manages, own, works_for
from klynge.ledger.models.activity import Activity
from klynge.ledger.models.booked import Booked
from klynge.ledger.models.grant import Grant, WorkPackage
from klynge.ledger.rules import audits, audits_activity, house
from klynge.register.models import Organisation, Person

CAPACITIES = ("participant", "dedicated", "economic", "recipient")


class Standing(Booked):
    """The organisation as it was on that day: `group_id` the smallest id among the linked organisations; `sme` by the EU rule and
    `staff` (None is unknown); type of membership, region, field of work and kind ("" is unknown or none)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(db_index=True)
    group_id = models.BigIntegerField()
    sme = models.BooleanField(null=True)
    staff = models.IntegerField(null=True)
    member = models.CharField(max_length=30, blank=True)
    region = models.CharField(max_length=10, blank=True)
    field = models.CharField(max_length=60, blank=True)
    country = models.CharField(max_length=2, blank=True)
    kind = models.CharField(max_length=20, blank=True)

    class Meta(Booked.Meta):
        abstract = True


class Participation(Standing):
    """Somebody took part in an activity for an organisation. `from_at` and `to_at` are when they were there (None: not known);
    `value` is what it was worth in `currency`. `evidence`: "check-in", "signed list", "signed link", "document", "import", and where
    it is found. `person` is None when only the firm is known."""

    EVIDENCE = [(one, one) for one in ("check-in", "signed list", "signed link", "document", "import")]
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=20, choices=[(one, one) for one in CAPACITIES])
    from_at = models.DateTimeField(null=True, blank=True)
    to_at = models.DateTimeField(null=True, blank=True)
    hours = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    value = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    currency = models.CharField(max_length=3, default="DKK")
    evidence = models.CharField(max_length=20, choices=EVIDENCE)
    evidence_at = models.CharField(max_length=200, blank=True)

    access = Access(
        read=house() | works_for("organisation_id") | own("person_id") | audits_activity("activity_id", "on"),
        change=house(),
        export=house() | manages("organisation_id") | audits_activity("activity_id", "on"),
    )

    class Meta(Standing.Meta):
        ordering = ("on", "pk")
        indexes = [models.Index(fields=["activity", "live"]), models.Index(fields=["organisation", "live", "on"])]


class Hours(Standing):
    """Hours that somebody worked for a grant. `from_at` and `to_at` when the clock is known. `amount` is hours times the rate that
    held on the day, in `currency`, and `rate` names it; 0 where the hours are not paid by a rate. `source`: "sheet" by hand,
    "attendance" from the participation named. `secretariat`: secretariat work, which some funders keep apart. `part`: the number of the
    project's own part, where the activity is a project's."""

    SOURCES = [(one, one) for one in ("sheet", "attendance")]
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="+")
    work_package = models.ForeignKey(WorkPackage, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    participation = models.ForeignKey(Participation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=20, choices=SOURCES)
    from_at = models.DateTimeField(null=True, blank=True)
    to_at = models.DateTimeField(null=True, blank=True)
    hours = models.DecimalField(max_digits=6, decimal_places=2)
    rate = models.CharField(max_length=60, blank=True)  # name of the legal value
    amount = models.DecimalField(max_digits=12, decimal_places=2, default=0)
    currency = models.CharField(max_length=3, default="DKK")
    secretariat = models.BooleanField(default=False)
    part = models.CharField(max_length=10, blank=True)
    note = models.CharField(max_length=300, blank=True)

    access = Access(
        read=house() | own("person_id") | manages("organisation_id") | audits("grant_id", "on"),
        change=house() | own("person_id") | manages("organisation_id"),
        export=house() | manages("organisation_id") | audits("grant_id", "on"),
    )

    class Meta(Standing.Meta):
        ordering = ("on", "pk")
        indexes = [models.Index(fields=["person", "live", "on"]), models.Index(fields=["grant", "live", "on"])]


class Aid(Standing):
    """State aid to an organisation; `on` is the day on which the right arose. `promised`: expected amount; a later row that names it
    in `promise` says the actual one and takes its place in the count. `euro` is the amount at the rate of `on`. `basis`:
    "de-minimis", "gber27", "gber28"; `ours` is false for aid from others that the firm declared."""

    STEPS = [(one, one) for one in ("promised", "actual", "declared")]
    grant = models.ForeignKey(Grant, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    work_package = models.ForeignKey(WorkPackage, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    promise = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    declaration = models.ForeignKey("ledger.Declaration", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=20, choices=STEPS)
    basis = models.CharField(max_length=20)
    ours = models.BooleanField(default=True)
    giver = models.CharField(max_length=200, blank=True)  # of declared aid
    what = models.CharField(max_length=200)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3, default="DKK")
    euro = models.DecimalField(max_digits=14, decimal_places=2)

    access = Access(
        read=house() | manages("organisation_id") | audits("grant_id", "on"),
        change=house(),
        export=house() | manages("organisation_id") | audits("grant_id", "on"),
    )

    class Meta(Standing.Meta):
        ordering = ("on", "pk")
        indexes = [models.Index(fields=["organisation", "live", "on"]), models.Index(fields=["grant", "live", "on"])]


class Cost(Standing):
    """A cost on a work package: of the cluster itself or of an economic partner. `kind`: "wage", "external", "travel", "overhead",
    "equipment", "in kind". `part`: the number of the project's own part, where the activity is a project's."""

    KINDS = [(one, one) for one in ("wage", "external", "travel", "overhead", "equipment", "in kind")]
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="+")
    work_package = models.ForeignKey(WorkPackage, on_delete=models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    cost = models.CharField(max_length=20, choices=KINDS)
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.CharField(max_length=3, default="DKK")
    part = models.CharField(max_length=10, blank=True)
    document = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=200)

    access = Access(
        read=house() | manages("organisation_id") | audits("grant_id", "on"),
        change=house(),
        export=house() | audits("grant_id", "on"),
    )

    class Meta(Standing.Meta):
        ordering = ("on", "pk")
        indexes = [models.Index(fields=["grant", "live", "on"])]


class Result(Standing):
    """What came of it, as the organisation said or a document shows. `result`: "knowledge", "product", "process", "service",
    "collaboration", "turnover", "jobs", "export"; `amount` where it has one (in `unit`: "DKK", "jobs")."""

    RESULTS = [
        (one, one) for one in ("knowledge", "product", "process", "service", "collaboration", "turnover", "jobs", "export")
    ]
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    grant = models.ForeignKey(Grant, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    result = models.CharField(max_length=20, choices=RESULTS)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    unit = models.CharField(max_length=10, blank=True)
    source = models.CharField(max_length=100)  # "survey:12", "project:3", "by hand"
    text = models.CharField(max_length=1000, blank=True)

    access = Access(
        read=house() | manages("organisation_id") | audits("grant_id", "on") | audits_activity("activity_id", "on"),
        change=house(),
        export=house() | manages("organisation_id") | audits("grant_id", "on") | audits_activity("activity_id", "on"),
    )

    class Meta(Standing.Meta):
        ordering = ("on", "pk")
        indexes = [models.Index(fields=["organisation", "live", "on"])]
