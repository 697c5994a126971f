"""Who gets the cluster's news by mail, with the proof that they asked for it; and which mails went out."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from klynge.access.guard import Guarded
from klynge.access.rules import Access, secretariat


class Subscriber(Guarded):
    """Somebody asked at `asked_at` for news of these topics and regions (none: of all), by the form at `form`, where `sentence` stood
    in `language`; by the link in a mail to the address they said so again at `confirmed_at`. `ended_at`: they stopped it. When the
    proof is old enough the address goes and `seal` stays: whoever has the address can show that it was this row's."""

    class End(models.TextChoices):
        LINK = "link", _("by the link in a mail")
        ONE_CLICK = "one-click", _("by the button of the mail program")
        HOUSE = "house", _("by the secretariat")

    email = models.EmailField(blank=True)
    seal = models.CharField(max_length=64)  # keyed hash of the address
    language = models.CharField(max_length=5)
    topics = models.JSONField(default=list)  # ids
    regions = models.JSONField(default=list)  # codes
    sentence = models.CharField(max_length=600)
    form = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    mailed_at = models.DateTimeField()  # the last mail that the form led to
    confirmed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=10, choices=End, blank=True)

    access: ClassVar[Access] = Access(read=secretariat(), change=secretariat())

    class Meta(Guarded.Meta):
        ordering = ("pk",)
        indexes: ClassVar = [models.Index(fields=["seal"])]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["email"], condition=models.Q(ended_at=None) & ~models.Q(email=""), name="an_address_subscribes_once"
            )
        ]


class Mailing(Guarded):
    """A release was published for the first time: it goes to whoever had subscribed by `made_at`. `again_at`: when a run looks at it
    next; `tries` that it took. `release` is what the release is called in all its languages."""

    page_id = models.BigIntegerField(unique=True)
    release = models.UUIDField()
    language = models.CharField(max_length=5)
    made_at = models.DateTimeField()
    again_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)

    access: ClassVar[Access] = Access(read=secretariat())

    class Meta(Guarded.Meta):
        ordering = ("-made_at", "-pk")


class Sent(Guarded):
    """A release went to a subscriber, or was about to: the row is written before the mail leaves, so that nobody gets it twice.
    `fault`: why it did not leave."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="+")
    release = models.UUIDField()
    page_id = models.BigIntegerField(db_index=True)
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)

    access: ClassVar[Access] = Access(read=secretariat())

    class Meta(Guarded.Meta):
        ordering = ("pk",)
        constraints: ClassVar = [models.UniqueConstraint(fields=["subscriber", "release"], name="a_release_is_mailed_once")]
