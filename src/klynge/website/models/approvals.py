"""What those who are quoted, and the members of whom a release tells, say to their part before it is published."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from klynge.access.guard import Guarded
from klynge.access.rules import Access, secretariat


class Approval(Guarded):
    """A part of a release was put to somebody. `key` is the number of the block of a quote, or of the member; `hash` of the words
    that were asked about, which `revision_id` holds as they were: words that change since need a new one. `note` is what was asked
    to be changed, or how the answer came that was not given by the link; `noted_by_id` who wrote that down. Rows are never changed
    after the answer."""

    class Part(models.TextChoices):
        QUOTE = "quote", _("Quote")
        MEMBER = "member", _("Member")

    class Answer(models.TextChoices):
        APPROVED = "approved", _("Approved")
        CHANGE = "change", _("Asks for a change")

    page_id = models.BigIntegerField(db_index=True)  # the release; its own rows go when it is deleted
    revision_id = models.BigIntegerField()
    part = models.CharField(max_length=10, choices=Part)
    key = models.CharField(max_length=40)
    hash = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=5, default="da")
    person_id = models.BigIntegerField(null=True)  # in the register, where it is somebody of a member
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField(null=True)
    fault = models.CharField(max_length=300, blank=True)  # why the mail did not leave
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)
    note = models.TextField(max_length=1000, blank=True)
    noted_by_id = models.BigIntegerField(null=True)

    access: ClassVar[Access] = Access(read=secretariat(), change=secretariat())

    class Meta(Guarded.Meta):
        ordering = ("pk",)
        indexes: ClassVar = [models.Index(fields=["page_id", "part", "key"])]
