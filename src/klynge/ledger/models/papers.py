"""What people sign: months of hours, state-aid declarations, letters."""

from django.db import models

from klynge.access.guard import Guarded
from klynge.access.rules import Access, manages, own
from klynge.ledger.models.grant import Grant
from klynge.ledger.rules import audits, finance, house
from klynge.register.models import Organisation, Person


class Sheet(Guarded):
    """A person's hours of one month for one grant and organisation, and its two signatures: by the person, then by somebody else. It
    is made with the first hours, or before them to ask for some. `rows` is the hash of what was signed: when the hours change, the
    signatures fall, and `fell_at` says so until it is signed again."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()  # its first day
    rows = models.CharField(max_length=64, blank=True)
    signed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)  # when a signature was last asked for by mail
    fell_at = models.DateTimeField(null=True, blank=True)

    access = Access(
        read=house() | own("person_id") | manages("organisation_id") | audits("grant_id", "month"),
        change=house() | own("person_id") | manages("organisation_id"),
    )

    class Meta(Guarded.Meta):
        ordering = ("-month", "person_id")
        constraints = [models.UniqueConstraint(fields=["person", "organisation", "grant", "month"], name="one_sheet_a_month")]


class Lock(Guarded):
    """A month of a grant is closed: nothing more is recorded in it, and corrections need it opened again with a reason."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()  # its first day
    locked_at = models.DateTimeField()
    locked_by_id = models.BigIntegerField(null=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by_id = models.BigIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)  # why it was opened again

    access = Access(read=house() | audits("grant_id", "month"), change=finance())

    class Meta(Guarded.Meta):
        ordering = ("grant_id", "month", "pk")
        constraints = [
            models.UniqueConstraint(fields=["grant", "month"], condition=models.Q(opened_at=None), name="one_lock_a_month")
        ]


class Declaration(Guarded):
    """What an organisation declares about aid from others, asked and given by signed link. `lines`: [day, amount, currency, giver,
    what] each; `group`: the names of the enterprises it counts itself one with. Its text stays as it was signed; the lines are
    booked as rows of aid."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_person_id = models.BigIntegerField(null=True)
    until_on = models.DateField()  # the answer is asked for by this day
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lines = models.JSONField(default=list)
    group = models.CharField(max_length=1000, blank=True)
    text = models.TextField(blank=True)  # the statement, in the words that were signed
    hash = models.CharField(max_length=64, blank=True)  # of what was signed

    access = Access(read=house() | manages("organisation_id"), change=house() | manages("organisation_id"))

    class Meta(Guarded.Meta):
        ordering = ("-asked_at", "pk")


class SizeTest(Guarded):
    """An SME self-test as it was filled in and signed. `given` is the input, `size` the class, `steps` how it was reached: English
    templates with their facts."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    given = models.JSONField()
    size = models.CharField(max_length=10)
    steps = models.JSONField(default=list)
    made_at = models.DateTimeField()
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    hash = models.CharField(max_length=64, blank=True)

    access = Access(read=house() | manages("organisation_id"), change=house() | manages("organisation_id"))

    class Meta(Guarded.Meta):
        ordering = ("-on", "pk")


class Letter(Guarded):
    """A letter to a firm: what was promised, and later what it came to. The file lies in the home's `letters` folder under
    its hash, and can be made again from `facts`."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    aid = models.ForeignKey("ledger.Aid", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)  # "promise", "actual"
    language = models.CharField(max_length=2)
    facts = models.JSONField()
    hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)  # when it first left by mail
    again_at = models.DateTimeField(null=True, blank=True)  # when it last left once more

    access = Access(read=house() | manages("organisation_id"), change=house())

    class Meta(Guarded.Meta):
        ordering = ("-made_at", "pk")
