"""Writing and checking the journal."""

import hashlib
import json
import secrets
from collections.abc import Callable, Iterable, Mapping
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
                who=no_person(by),
                verb=verb,
                kind=what._meta.label,
                object_id=str(what.pk),
                facts=dict(facts),
                salt=secrets.token_hex(16),
                before=before,
            )
            entry.seal = sealed(entry)
            before = entry.hash = digest(entry)
            entries.append(entry)
        Entry.objects.bulk_create(entries, batch_size=500)


def no_person(by: Viewer) -> str:
    """Whoever acts without being a person of the register. A person's name stands in the register alone."""
    if by.person_id is not None:
        return ""
    return f"account {by.account_id}" if by.account_id else by.name or "system"


def sealed(entry: Entry) -> str:
    """The hash of the facts; the salt keeps anybody from finding out by trying what was taken out."""
    said = json.dumps([entry.salt, entry.facts], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()


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
        entry.seal,
    ]
    return hashlib.sha256(json.dumps(line, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Line:
    """One journal line. `person_id` is who did it; None where it was no person, and `who` says what it was. `taken_out`: its facts
    named somebody who was erased since."""

    at: datetime
    person_id: int | None
    who: str
    verb: str
    kind: str
    object_id: str
    facts: dict[str, Any]
    taken_out: bool


def lines(viewer: Viewer, *, kind: str = "", object_id: str = "", limit: int = 100) -> list[Line]:
    """The newest lines that the viewer may see, of one object when it is named."""
    rows = Entry.objects.visible_to(viewer)
    if kind:
        rows = rows.filter(kind=kind)
    if object_id:
        rows = rows.filter(object_id=object_id)
    return [Line(e.at, e.person_id, e.who, e.verb, e.kind, e.object_id, e.facts, not e.salt) for e in rows[:limit]]


def last_line() -> int:
    """The number of the newest line, 0 before the first: while it is the same, nothing in the house was changed. One query."""
    rows = Entry.objects.system_rows("how many lines there are says nothing of them").order_by("-pk").values_list("pk", flat=True)
    return int(rows.first() or 0)


def take_facts_out(names: Callable[[Any], bool]) -> int:
    """Takes the facts out of every line of which `names(facts)` is true; says of how many. Who did what to what, and when, stays."""
    rows = Entry.objects.system_rows("facts that name somebody who is erased are taken out of the journal")
    found = [pk for pk, facts in rows.exclude(salt="").values_list("pk", "facts").iterator(chunk_size=2000) if names(facts)]
    for start in range(0, len(found), 500):
        rows.filter(pk__in=found[start : start + 500]).update(facts={}, salt="")
    return len(found)


def first_broken() -> int | None:
    """The id of the first entry whose hash does not follow from the one before, or whose facts are not those that were sealed (or
    none, where they were taken out); None when the chain is whole."""
    before = ""
    for entry in Entry.objects.system_rows("the chain is checked from its beginning").order_by("pk").iterator(chunk_size=1000):
        facts = sealed(entry) == entry.seal if entry.salt else not entry.facts
        if entry.before != before or digest(entry) != entry.hash or not facts:
            return int(entry.pk)
        before = entry.hash
    return None
