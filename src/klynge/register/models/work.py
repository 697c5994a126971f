"""Memberships, and the secretariat's work on the register: proposals, yearly confirmations, imports, merges."""

from django.db import models

from klynge.access.guard import Guarded, Labelled
from klynge.access.rules import Access, manages, secretariat, works_for
from klynge.register.models.organisation import Organisation, of_organisation


class Membership(Labelled):
    """An organisation is a member from one day to another, with a type and a size band."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    type = models.CharField(max_length=30)  # "company", "knowledge", "associate", "start-up"
    size_band = models.CharField(max_length=20, blank=True)  # "0-9", "10-49", "50-249", "250-"
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    access = of_organisation()

    class Meta(Labelled.Meta):
        ordering = ("organisation_id", "from_on")


class Proposal(Guarded):
    """A change that would become public, waiting for the secretariat. `change` is the field's new content in the shape that
    `register.actions` made, `target` names what it changes ("fact:profile:da")."""

    WAITING, APPROVED, DECLINED = "waiting", "approved", "declined"
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="proposals")
    target = models.CharField(max_length=80)
    change = models.JSONField()
    made_by_id = models.BigIntegerField(null=True)  # person
    made_at = models.DateTimeField()
    state = models.CharField(max_length=10, default=WAITING, choices=[(s, s) for s in (WAITING, APPROVED, DECLINED)])
    reason = models.CharField(max_length=300, blank=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)

    access = Access(read=works_for("organisation_id") | secretariat(), change=secretariat(), publish=secretariat())

    class Meta(Guarded.Meta):
        ordering = ("made_at", "pk")


class Confirmation(Guarded):
    """“Is this still right?”, asked once a year by signed link, and answered."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="confirmations")
    asked_at = models.DateTimeField()
    asked_person_id = models.BigIntegerField(null=True)
    answered_at = models.DateTimeField(null=True)
    answered_by_id = models.BigIntegerField(null=True)
    right = models.BooleanField(null=True)
    note = models.CharField(max_length=1000, blank=True)  # what is not right any more, in the member's words

    access = Access(read=works_for("organisation_id") | secretariat(), change=manages("organisation_id") | secretariat())

    class Meta(Guarded.Meta):
        ordering = ("-asked_at",)


class Import(Guarded):
    """A list of members that was read and shown, and perhaps taken in. `rows`: [row, state, cells by column, changes] each;
    `problems`: [row, column, template, facts, error] each; all as text, as it stood in the file."""

    name = models.CharField(max_length=200)
    hash = models.CharField(max_length=64)
    rows = models.JSONField()
    problems = models.JSONField(default=list)
    by_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict)

    access = Access(read=secretariat(), change=secretariat())

    class Meta(Guarded.Meta):
        ordering = ("-pk",)


class Merge(Guarded):
    """Two entries of one organisation became one. `moved` lists what changed hands, so that it can be undone."""

    kept = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    moved = models.JSONField()
    by_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    access = Access(read=secretariat(), change=secretariat())

    class Meta(Guarded.Meta):
        ordering = ("-pk",)


class Apart(Guarded):
    """Two entries that look alike and are two organisations all the same: somebody looked. `one_id` is the smaller id."""

    one = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    by_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()

    access = Access(read=secretariat(), change=secretariat())

    class Meta(Guarded.Meta):
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="two_organisations_are_told_apart_once")]
