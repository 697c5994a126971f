"""Organisations, where they are, who owns whom, and what is known of them, field by field with its own audience."""

from django.db import models

from klynge.access.guard import Guarded, Labelled
from klynge.access.rules import Access, both, follows, labelled, manages, secretariat, works_for


def of_organisation(column: str = "organisation_id") -> Access:
    """Rows that belong to one organisation, each with its own label. The organisation must be visible itself."""
    return Access(
        read=both(follows(column, lambda: Organisation), labelled(owner=column) | secretariat("label")),
        change=manages(column) | secretariat("label"),
        publish=secretariat("label"),
        export=works_for(column) | secretariat("label"),
    )


class Organisation(Labelled):
    """A legal unit: a company, a university, an authority, a cluster. `cvr` for Danish ones, else `foreign_number` with
    `country`. `slug` is the plain address of its card; one that it had leads there (OldAddress). Label CLEAR means that its public
    card may be shown."""

    COMPANY, UNIVERSITY, INSTITUTE, AUTHORITY, CLUSTER, ASSOCIATION = (
        "company",
        "university",
        "institute",
        "authority",
        "cluster",
        "association",
    )
    KINDS = [(kind, kind) for kind in (COMPANY, UNIVERSITY, INSTITUTE, AUTHORITY, CLUSTER, ASSOCIATION)]

    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(max_length=20, choices=KINDS, default=COMPANY)
    field = models.CharField(max_length=60, blank=True)  # field of work: a top code of the own capability tree
    country = models.CharField(max_length=2, default="DK")
    cvr = models.CharField(max_length=8, blank=True)
    cvr_note = models.CharField(max_length=200, blank=True)  # why a number with a wrong checksum was accepted, and by whom
    foreign_number = models.CharField(max_length=40, blank=True)
    founded_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    demo = models.BooleanField(default=False)  # invented; every page says so
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    access = Access(
        read=labelled(owner="pk") | secretariat("label"),
        change=manages("pk") | secretariat("label"),
        publish=secretariat("label"),
        export=works_for("pk") | secretariat("label"),
    )

    class Meta(Labelled.Meta):
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["cvr"],
                condition=models.Q(closed_on=None, merged_into=None) & ~models.Q(cvr=""),
                name="one_living_organisation_a_cvr",
            ),
            models.UniqueConstraint(
                fields=["country", "foreign_number"],
                condition=models.Q(closed_on=None, merged_into=None) & ~models.Q(foreign_number=""),
                name="one_living_organisation_a_foreign_number",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OldAddress(Guarded):
    """An address that an organisation's card had until a moment, and that leads to the card for good. It is open with the card."""

    slug = models.SlugField(max_length=120, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    until_at = models.DateTimeField()

    access = Access(read=follows("organisation_id", lambda: Organisation), change=secretariat())

    class Meta(Guarded.Meta):
        ordering = ("pk",)


class Site(Labelled):
    """A place of production or an office. Municipality as four digits ("0101"); regions follow from it by date."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="sites")
    name = models.CharField(max_length=200, blank=True)
    p_number = models.CharField(max_length=10, blank=True)
    address = models.CharField(max_length=200, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    town = models.CharField(max_length=100, blank=True)
    municipality = models.CharField(max_length=4, blank=True)
    country = models.CharField(max_length=2, default="DK")
    main = models.BooleanField(default=False)
    from_on = models.DateField(null=True, blank=True)
    to_on = models.DateField(null=True, blank=True)

    access = of_organisation()

    class Meta(Labelled.Meta):
        ordering = ("organisation_id", "-main", "pk")


class Ownership(Labelled):
    """Who owns whom, from when to when. `share` in percent of votes; `control` where influence is dominant without majority."""

    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="owned")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="owners")
    share = models.DecimalField(max_digits=5, decimal_places=2)
    control = models.BooleanField(default=False)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    access = of_organisation()

    class Meta(Labelled.Meta):
        ordering = ("organisation_id", "from_on")


class Fact(Labelled):
    """A field of a profile in one language (or none): "profile", "products", "website", "phone", "email", "ncage", "markets"."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="facts")
    name = models.CharField(max_length=40)
    language = models.CharField(max_length=2, blank=True)
    value = models.TextField()
    changed_at = models.DateTimeField(auto_now=True)

    access = of_organisation()

    class Meta(Labelled.Meta):
        ordering = ("organisation_id", "name", "language")
        constraints = [models.UniqueConstraint(fields=["organisation", "name", "language"], name="one_fact_a_language")]


class Figure(Labelled):
    """A yearly figure: "staff" (annual work units, no currency), "turnover" or "balance" (in `currency`)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="figures")
    name = models.CharField(max_length=20, choices=[(name, name) for name in ("staff", "turnover", "balance")])
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    currency = models.CharField(max_length=3, blank=True)
    source = models.CharField(max_length=200, blank=True)

    access = of_organisation()

    class Meta(Labelled.Meta):
        ordering = ("organisation_id", "name", "-year")
        constraints = [models.UniqueConstraint(fields=["organisation", "name", "year"], name="one_figure_a_year")]


__all__ = ["Fact", "Figure", "OldAddress", "Organisation", "Ownership", "Site", "of_organisation"]
