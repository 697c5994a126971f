"""Long work and its memory."""

from django.db import models

from klynge.access.guard import Guarded
from klynge.access.rules import Access, holders, secretariat
from klynge.access.viewer import Role


class Run(Guarded):
    """One piece of long work: an intake, a match, a digest, an import. Its page shows what is done and how much is left."""

    QUEUED, RUNNING, DONE, FAILED, STOPPED = "queued", "running", "done", "failed", "stopped"
    STATES = [(state, state) for state in (QUEUED, RUNNING, DONE, FAILED, STOPPED)]

    kind = models.CharField(max_length=40)  # "intake", "match", "digest"
    subject = models.CharField(max_length=200, blank=True)  # of what: a source, a file
    state = models.CharField(max_length=10, choices=STATES, default=QUEUED)
    asked_by_id = models.BigIntegerField(null=True)  # person
    queued_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    worker = models.CharField(max_length=200, blank=True)  # host:process
    seen_at = models.DateTimeField(null=True)  # the last sign of life; an old one means that the worker died
    ended_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    doing = models.CharField(max_length=200, blank=True)  # English template, shown in the reader's language
    counts = models.JSONField(default=dict)  # what came of it: {"new": 12, "unread": 1}
    mark = models.TextField(blank=True)  # where to go on after a stop
    fault = models.TextField(blank=True)
    stop_asked = models.BooleanField(default=False)

    access = Access(
        read=secretariat() | holders(Role.TECH, "Whoever runs the server sees how the work goes."), change=secretariat()
    )

    class Meta(Guarded.Meta):
        ordering = ("-pk",)
