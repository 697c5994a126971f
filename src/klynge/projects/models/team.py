"""Who takes part in a project."""

from django.db import models

from klynge.access.guard import Guarded
from klynge.access.rules import Access
from klynge.ledger.rules import house
from klynge.projects.models.project import Project
from klynge.projects.rules import inside
from klynge.register.models import Organisation

COMPANY, KNOWLEDGE, CLUSTER, AUTHORITY = ROLES = ("company", "knowledge", "cluster", "authority")


class Partner(Guarded):
    """An organisation takes part in a project as a company, a knowledge institution, a partner cluster or an authority. `economic`: it
    has cost in the accounts, for which it signs a declaration (`declared_on`; `document` says where that is found). Without
    `to_on` it stays to the project's end."""

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="partners")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=12, choices=[(one, one) for one in ROLES])
    economic = models.BooleanField(default=False)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)
    declared_on = models.DateField(null=True, blank=True)
    document = models.CharField(max_length=200, blank=True)

    access = Access(read=inside("project_id"), change=house(), export=house())

    class Meta(Guarded.Meta):
        ordering = ("project_id", "from_on", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "organisation"], condition=models.Q(to_on=None), name="an_organisation_is_a_partner_once"
            )
        ]
