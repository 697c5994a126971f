"""Writing and checking the journal."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from klynge.access.chain import hold
from klynge.access.models import Entry
from klynge.access.viewer import Viewer

Fact = str | int | bool | None


def record(*, by: Viewer, verb: str, what: models.Model, **facts: Fact) -> None:
    """Adds one line inside the caller's transaction. `what` must be saved already."""
    record_many(by=by, verb=verb, lines=[(what, facts)])


def record_many(*, by: Viewer, verb: str, lines: Iterable[tuple[models.Model, Mapping[str, Fact]]]) -> None:
    """The same for many things at once, a line for each in this order: (what, facts)."""
    with transaction.atomic():
        hold()
        last = Entry.objects.system_rows("the chain continues from the last entry").order_by("-pk").values_list("hash", flat=True)
        before: str = last.first() or ""
        entries: list[Entry] = []
        for what, facts in lines:
            entry = Entry(
                at=timezone.now(),
                person_id=by.person_id,
                who=by.name or (f"account {by.account_id}" if by.account_id else "system"),
                verb=verb,
                kind=what._meta.label,
                object_id=str(what.pk),
                facts=dict(facts),
                before=before,
            )
            before = entry.hash = digest(entry)
            entries.append(entry)
        Entry.objects.bulk_create(entries, batch_size=500)


def digest(entry: Entry) -> str:
    at: datetime = entry.at
    line: list[Any] = [
        entry.before,
        at.astimezone(UTC).isoformat(),
        entry.person_id,
        entry.who,
        entry.verb,
        entry.kind,
        entry.object_id,
    ]
    return hashlib.sha256(json.dumps([*line, entry.facts], sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Line:
    """One journal line as a page shows it. `person_id` is None when the system did it."""

    at: datetime
    who: str
    verb: str
    kind: str
    object_id: str
    facts: dict[str, Any]


def lines(viewer: Viewer, *, kind: str = "", object_id: str = "", limit: int = 100) -> list[Line]:
    """The newest lines that the viewer may see, of one object when it is named."""
    rows = Entry.objects.visible_to(viewer)
    if kind:
        rows = rows.filter(kind=kind)
    if object_id:
        rows = rows.filter(object_id=object_id)
    return [Line(e.at, e.who, e.verb, e.kind, e.object_id, e.facts) for e in rows[:limit]]


def first_broken() -> int | None:
    """The id of the first entry whose hash does not follow from the one before; None when the chain is whole."""
    before = ""
    for entry in Entry.objects.system_rows("the chain is checked from its beginning").order_by("pk").iterator(chunk_size=1000):
        if entry.before != before or digest(entry) != entry.hash:
            return int(entry.pk)
        before = entry.hash
    return None
