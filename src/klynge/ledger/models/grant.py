"""Who pays: funders, grants, their work packages and reporting calendar, and who may audit which."""

from django.conf import settings
from django.db import models

from klynge.access.guard import Guarded
from klynge.access.rules import Access, named_in, own_account
from klynge.ledger.rules import audits, finance, house

_OF_GRANT = Access(read=house() | audits("grant_id"), change=finance(), publish=finance(), export=house() | audits("grant_id"))


class Grant(Guarded):
    """Money from a funder for a period (both days included), under a set of rules. `rules` names the rule set ("ufs", "deb-erdf"):
    which hour rates hold (“hour.<rules>”), which indicators, whether attendance counts as co-financing. `amount` in `currency`;
    `own` is the share that the cluster and its members bring, in percent of all cost. Whoever has a sheet of hours on it sees it, and may
    choose it for their hours."""

    funder = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    number = models.CharField(max_length=60, blank=True)  # the funder's own
    rules = models.CharField(max_length=40)
    from_on = models.DateField()
    to_on = models.DateField()
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    currency = models.CharField(max_length=3, default="DKK")
    own = models.DecimalField(max_digits=5, decimal_places=2, default=50)
    attendance_counts = models.BooleanField(default=False)
    aid_basis = models.CharField(max_length=20, default="de-minimis")  # "de-minimis", "gber27", "gber28", "none"
    credit_da = models.CharField(max_length=300, blank=True)  # the line that names the funder
    credit_en = models.CharField(max_length=300, blank=True)
    demo = models.BooleanField(default=False)

    access = Access(
        read=house() | audits("pk") | named_in("pk", lambda: _sheet(), "grant_id"),
        change=finance(),
        publish=finance(),
        export=house() | audits("pk"),
    )

    class Meta(Guarded.Meta):
        ordering = ("from_on", "pk")
        constraints = [
            models.CheckConstraint(condition=models.Q(to_on__gte=models.F("from_on")), name="a_grant_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return self.name

    def credit(self, language: str) -> str:
        """The line that names the funder; "" when there is none in this language."""
        return self.credit_da if language == "da" else self.credit_en


class WorkPackage(Guarded):
    """A part of a grant with its own budget. `professional`: professional work; else secretariat work (funders keep them apart)."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="work_packages")
    number = models.CharField(max_length=20)
    name = models.CharField(max_length=200)
    budget = models.DecimalField(max_digits=18, decimal_places=2, default=0)
    professional = models.BooleanField(default=True)

    access = Access(
        read=house() | audits("grant_id") | named_in("grant_id", lambda: _sheet(), "grant_id"),
        change=finance(),
        publish=finance(),
        export=house() | audits("grant_id"),
    )

    class Meta(Guarded.Meta):
        ordering = ("grant_id", "number")
        constraints = [models.UniqueConstraint(fields=["grant", "number"], name="one_work_package_a_number")]


class Due(Guarded):
    """A report that is owed: for which days, and by when. `kind`: "half-yearly", "yearly", "final"."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="dues")
    kind = models.CharField(max_length=20)
    from_on = models.DateField()
    to_on = models.DateField()
    due_on = models.DateField()

    access = _OF_GRANT

    class Meta(Guarded.Meta):
        ordering = ("due_on", "grant_id")
        constraints = [models.UniqueConstraint(fields=["grant", "kind", "from_on"], name="one_report_a_period")]


class Mandate(Guarded):
    """An account may audit a grant: what happened from `from_on` to `to_on`, and it may look from `starts_on` to `ends_on`. It
    counts only together with the role of auditor."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    access = Access(read=house() | own_account("account_id"), change=finance())

    class Meta(Guarded.Meta):
        ordering = ("grant_id", "starts_on")


def _sheet() -> type:
    from klynge.ledger.models.papers import Sheet  # it refers to Grant

    return Sheet
