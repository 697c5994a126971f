"""Lists of participants that came as files."""

from django.db import models

from klynge.access.guard import Guarded
from klynge.access.rules import Access
from klynge.ledger.models.activity import Activity
from klynge.ledger.rules import house


class Roll(Guarded):
    """A list that was read and shown, and perhaps taken in. `rows`: [row, state, cells by column] each; `problems`: [row, column,
    template, facts, error] each; `offers`: [key, rows, kind, name] each, of what is taken in only when somebody ticks it (an
    organisation that is not in the register, people that are not known to work there). All as text, as it stood in the file."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    hash = models.CharField(max_length=64)
    rows = models.JSONField()
    problems = models.JSONField(default=list)
    offers = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    by_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True)

    access = Access(read=house(), change=house())

    class Meta(Guarded.Meta):
        ordering = ("-pk",)
