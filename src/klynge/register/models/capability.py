"""What organisations can do: codes of versioned taxonomies, certificates and clearances held, and past work."""

from django.db import models

from klynge.access.guard import Labelled, Open
from klynge.register.models.organisation import Organisation, Site, of_organisation


class CodeSystem(Open):
    """A taxonomy in one version: key "cpv", "nuts", "nace", "edf", "cml", "own"."""

    key = models.CharField(max_length=20)
    version = models.CharField(max_length=20)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    source = models.CharField(max_length=200)
    loaded_at = models.DateTimeField(null=True)  # when codes were last written, so that every process sees a new table

    class Meta(Open.Meta):
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="one_code_system_a_version")]


class CodeEntry(Open):
    """A code with its labels. `parent` is the parent's code in the same system, "" at the top."""

    system = models.ForeignKey(CodeSystem, on_delete=models.CASCADE, related_name="entries")
    code = models.CharField(max_length=40)
    parent = models.CharField(max_length=40, blank=True)
    label_da = models.CharField(max_length=300)
    label_en = models.CharField(max_length=300)

    class Meta(Open.Meta):
        ordering = ("system_id", "code")
        constraints = [models.UniqueConstraint(fields=["system", "code"], name="one_code_a_system")]


class Capability(Labelled):
    """The organisation says that it does what the code names."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="capabilities")
    system = models.CharField(max_length=20)  # CodeSystem.key
    version = models.CharField(max_length=20, blank=True)
    code = models.CharField(max_length=40)
    main = models.BooleanField(default=False)

    access = of_organisation()

    class Meta(Labelled.Meta):
        ordering = ("organisation_id", "system", "-main", "code")
        constraints = [models.UniqueConstraint(fields=["organisation", "system", "code"], name="one_capability_a_code")]


class Certificate(Labelled):
    """A certificate, or the fact that a clearance is held (never its content), with evidence, verifier and expiry."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="certificates")
    site = models.ForeignKey(Site, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=[("certificate", "certificate"), ("clearance", "clearance")])
    name = models.CharField(max_length=60)  # "ISO 9001", "AQAP 2110"; of a clearance its level
    evidence = models.CharField(max_length=200, blank=True)  # what was shown: a certificate number, a letter's date
    standing = models.CharField(
        max_length=12, default="declared", choices=[(word, word) for word in ("declared", "documented", "verified")]
    )
    verifier = models.CharField(max_length=120, blank=True)
    issued_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)

    access = of_organisation()

    class Meta(Labelled.Meta):
        ordering = ("organisation_id", "kind", "name")


class Reference(Labelled):
    """Work that was done: a contract, a project. Amount in `currency`."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="references")
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=2, default="da")
    text = models.TextField(blank=True)
    buyer = models.CharField(max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    amount = models.DecimalField(max_digits=18, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    cpv = models.JSONField(default=list, blank=True)

    access = of_organisation()

    class Meta(Labelled.Meta):
        ordering = ("organisation_id", "-year", "pk")
