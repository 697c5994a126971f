"""Applications for membership, from the public form to the secretariat's decision."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from klynge.access.guard import Guarded
from klynge.access.rules import Access, Rule, both, secretariat, that
from klynge.register.models.organisation import Organisation


def confirmed() -> Rule:
    """Open once whoever applies has shown that the address is theirs."""
    return that("Whoever applied has confirmed it by mail.", ~Q(confirmed_at=None))


class Application(Guarded):
    """Somebody asks that an organisation become a member. Until the contact has confirmed it by the link in a mail it is nobody's to
    read (`confirmed_at`). `fields`: top codes of the own capability tree; `in_group`: others own a quarter or more, None: not known.
    `question` is what the secretariat asked, `answer` what came back; `letter` what it wrote when it decided."""

    NEW, WAITING, ASKED, ADMITTED, DECLINED = "new", "waiting", "asked", "admitted", "declined"
    OPEN = (WAITING, ASKED)
    language = models.CharField(max_length=2, default="da", choices=settings.LANGUAGES)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, choices=Organisation.KINDS, default=Organisation.COMPANY)
    country = models.CharField(max_length=2, default="DK")
    cvr = models.CharField(max_length=8, blank=True)
    foreign_number = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300, blank=True)
    website = models.CharField(max_length=200, blank=True)
    employees = models.PositiveIntegerField(null=True, blank=True)
    in_group = models.BooleanField(null=True)
    fields = models.JSONField(default=list, blank=True)
    contact_name = models.CharField(max_length=200)
    contact_title = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=200)
    phone = models.CharField(max_length=60, blank=True)
    why = models.TextField(max_length=2000)
    state = models.CharField(max_length=10, default=NEW, choices=[(s, s) for s in (NEW, WAITING, ASKED, ADMITTED, DECLINED)])
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    question = models.TextField(blank=True, max_length=2000)
    answer = models.TextField(blank=True, max_length=2000)
    letter = models.TextField(blank=True, max_length=2000)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_id = models.BigIntegerField(null=True, blank=True)  # person
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    access = Access(read=both(secretariat(), confirmed()), change=both(secretariat(), confirmed()))

    class Meta(Guarded.Meta):
        ordering = ("made_at", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(state__in=("waiting", "asked")) & ~Q(email=""),
                name="one_open_application_an_address",
            )
        ]

    def __str__(self) -> str:
        return self.name
