"""People, where they work, how to reach them, and who is named by an audience."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext

from klynge.access import rules
from klynge.access.guard import Guarded, Labelled
from klynge.access.rules import Access, both, follows, labelled, named_in, own, secretariat
from klynge.register.models.organisation import Organisation, of_organisation


class Name(models.CharField[str, str]):
    """Empty once the person is erased; whoever reads it then, by whatever query, reads so in their own language."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return gettext("erased person") if value == "" else value

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class Person(Guarded):
    """A name and a language. `erased_at`: only the number is left, for hours and amounts to hang on. Open to the person, the
    secretariat, and whoever may see one of the affiliations."""

    name = Name(max_length=200)
    language = models.CharField(max_length=2, default="da", choices=settings.LANGUAGES)
    account = models.OneToOneField(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    erased_at = models.DateTimeField(null=True, blank=True)

    access = Access(
        read=own("pk") | secretariat() | named_in("pk", lambda: Affiliation, "person_id"),
        change=own("pk") | secretariat(),
    )

    class Meta(Guarded.Meta):
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class Affiliation(Labelled):
    """A person works for an organisation from one day to another. `manages`: looks after its profile and people."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="affiliations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="affiliations")
    title = models.CharField(max_length=120, blank=True)
    manages = models.BooleanField(default=False)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    access = Access(
        read=own("person_id")
        | both(follows("organisation_id", lambda: Organisation), labelled(owner="organisation_id") | secretariat("label")),
        change=rules.manages("organisation_id") | secretariat("label"),
        publish=secretariat("label"),
        export=rules.manages("organisation_id") | secretariat("label"),
    )

    class Meta(Labelled.Meta):
        ordering = ("organisation_id", "person_id", "from_on")


class ContactPoint(Labelled):
    """A work e-mail or telephone of a person at an organisation."""

    affiliation = models.ForeignKey(Affiliation, on_delete=models.PROTECT, related_name="contact_points")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[("email", "email"), ("phone", "phone")])
    value = models.CharField(max_length=200)

    access = of_organisation()

    class Meta(Labelled.Meta):
        ordering = ("affiliation_id", "kind")


class Named(Guarded):
    """An audience names an organisation, or a person. Those named do not see each other."""

    circle = models.ForeignKey("access.Circle", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    access = Access(read=secretariat(), change=secretariat())

    class Meta(Guarded.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(organisation=None, person__isnull=False) | models.Q(organisation__isnull=False, person=None),
                name="an_audience_names_one_organisation_or_one_person",
            )
        ]
