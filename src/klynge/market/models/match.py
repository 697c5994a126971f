"""Who fits what, what people decided and answered, and what was sent."""

from typing import Any

from django.db import models
from django.db.models import Q

from klynge.access.guard import Guarded
from klynge.access.rules import Access, Rule, both, follows, nobody, own, secretariat, that, works_for
from klynge.core.errors import Refused
from klynge.market.models.notice import Notice
from klynge.register.models import Organisation


def shown_to_members() -> Rule:
    """Only what the secretariat has approved reaches the member."""
    return that("The secretariat has approved it.", Q(shown=True))


class Match(Guarded):
    """A notice fits an organisation. `reasons` is a list of [kind, points, [evidence ...]], whose points add up to `score`;
    `gaps` a list of [kind, name, label, expired]. A person's decision is never undone by the next run."""

    SUGGESTED, APPROVED, SENT, INTERESTED, BID, WON, LOST, DISMISSED = (
        "suggested",
        "approved",
        "sent",
        "interested",
        "bid",
        "won",
        "lost",
        "dismissed",
    )
    STATES = [(s, s) for s in (SUGGESTED, APPROVED, SENT, INTERESTED, BID, WON, LOST, DISMISSED)]
    OPEN = (SUGGESTED, APPROVED, SENT)  # nobody has answered yet
    ANSWERS = (INTERESTED, BID, WON, LOST, DISMISSED)
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="matches")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    score = models.FloatField()
    place = models.PositiveSmallIntegerField()  # among the organisations that fit the notice, from 1
    reasons = models.JSONField(default=list)
    gaps = models.JSONField(default=list)
    state = models.CharField(max_length=12, default=SUGGESTED, choices=STATES)
    shown = models.BooleanField(default=False)  # the secretariat has let it through to the member
    reason = models.CharField(max_length=300, blank=True)  # why it was dismissed
    suggested_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)  # by the secretariat
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)  # by the member

    access = Access(
        read=both(follows("notice_id", lambda: Notice), both(works_for("organisation_id"), shown_to_members()) | secretariat()),
        change=both(follows("notice_id", lambda: Notice), both(works_for("organisation_id"), shown_to_members()) | secretariat()),
        publish=both(follows("notice_id", lambda: Notice), secretariat()),
    )

    class Meta(Guarded.Meta):
        ordering = ("-score", "pk")
        constraints = [models.UniqueConstraint(fields=["notice", "organisation"], name="one_match_a_pair")]
        # The third holds all that counting those that wait asks of a match, so that counting reads none.
        indexes = [
            models.Index(fields=["organisation", "state"]),
            models.Index(fields=["state", "-score"]),
            models.Index(fields=["state", "notice", "organisation"], name="market_waiting"),
        ]


class Answer(Guarded):
    """What somebody said about a match, kept for ever as a labelled pair. `score` and `reasons` are as they were then."""

    match = models.ForeignKey(Match, on_delete=models.PROTECT, related_name="answers")
    person_id = models.BigIntegerField(null=True)
    answer = models.CharField(max_length=12, choices=Match.STATES)
    why = models.CharField(max_length=300, blank=True)
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    at = models.DateTimeField()

    access = Access(read=follows("match_id", lambda: Match), change=nobody())

    class Meta(Guarded.Meta):
        ordering = ("-pk",)

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise Refused("Answers are append-only: one cannot be changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise Refused("Answers are append-only: one cannot be deleted.")


class Digest(Guarded):
    """The mail of one week to one person. It is written down before the mail leaves: a run that was cut off between the two
    does not send again, and `sent_at` stays empty, so that somebody can ask."""

    person_id = models.BigIntegerField()
    week = models.CharField(max_length=8)  # "2026-W48"
    matches = models.JSONField(default=list)  # ids
    begun_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=300, blank=True)

    access = Access(read=own("person_id") | secretariat(), change=nobody())

    class Meta(Guarded.Meta):
        ordering = ("-pk",)
        constraints = [models.UniqueConstraint(fields=["person_id", "week"], name="one_digest_a_week")]


class Silence(Guarded):
    """A person who does not want the weekly mail."""

    person_id = models.BigIntegerField(unique=True)
    since = models.DateTimeField()

    access = Access(read=own("person_id") | secretariat(), change=own("person_id"))
