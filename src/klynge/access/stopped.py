"""Writing down what the guard against protective marks stopped: never what it said."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from klynge.access.journal import no_person, record
from klynge.access.models import Stopped
from klynge.access.viewer import Viewer
from klynge.core.marking.look import Finding


def note_stopped(*, by: Viewer, finding: Finding, where: str, sha256: str, tell: Callable[[int], object] | None = None) -> int:
    """Adds a line of what was stopped, and one in the journal; its id. `tell` gets the id within the same transaction."""
    if not by.signed_in and not by.name:
        by = replace(by, name="guest")
    with transaction.atomic():
        row = Stopped.objects.create(
            at=timezone.now(),
            person_id=by.person_id,
            who=no_person(by),
            where=where[:100],
            outcome=finding.outcome,
            rule=finding.rule[:40],
            sha256=sha256,
        )
        record(by=by, verb="stop marked", what=row, rule=row.rule, outcome=row.outcome, where=row.where, sha256=sha256)
        if tell is not None:
            tell(row.pk)
    return int(row.pk)


def hash_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@dataclass(frozen=True, slots=True)
class StoppedLine:
    """The person, or whoever `who` is that is none, sent it to the door `where`; `outcome` and `rule` as the guard said them."""

    id: int
    at: datetime
    person_id: int | None
    who: str
    where: str
    outcome: str
    rule: str
    sha256: str


def stopped(viewer: Viewer, *, since: datetime | None = None, limit: int = 200) -> list[StoppedLine]:
    """The newest that the viewer may see."""
    rows = Stopped.objects.visible_to(viewer)
    if since is not None:
        rows = rows.filter(at__gte=since)
    return [StoppedLine(r.pk, r.at, r.person_id, r.who, r.where, r.outcome, r.rule, r.sha256) for r in rows[:limit]]


def how_many_stopped(viewer: Viewer, *, since: datetime) -> int:
    return int(Stopped.objects.visible_to(viewer).filter(at__gte=since).count())


def one_stopped(pk: int) -> StoppedLine:
    """For the mail to the officers, whom the installation names."""
    row = Stopped.objects.system_rows("the officers are told of what was stopped, by the installation").get(pk=pk)
    return StoppedLine(row.pk, row.at, row.person_id, row.who, row.where, row.outcome, row.rule, row.sha256)
