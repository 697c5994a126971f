"""The journal as the secretariat reads it: what its lines name by a number gets its name, as far as the reader may see it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from klynge.access import journal
from klynge.access.stopped import StoppedLine, stopped
from klynge.access.viewer import Viewer
from klynge.market.models import Notice
from klynge.market.queries.notices import in_language
from klynge.register.models import Organisation, Person

ORGANISATIONS = frozenset({"organisation", "kept", "gone", "other"})  # facts that hold an organisation's number


@dataclass(frozen=True, slots=True)
class JournalLine:
    """`facts` by name; an organisation or a notice stands in them by its name, or by its number where it is closed to the reader.
    `taken_out`: they named somebody who was erased since."""

    at: datetime
    who: str
    verb: str
    kind: str
    object_id: str
    facts: Mapping[str, str | int | bool]
    taken_out: bool


def journal_lines(viewer: Viewer, *, language: str) -> list[JournalLine]:
    """Newest first. The same number of queries for any number of lines."""
    lines = journal.lines(viewer)
    told = [(name, value) for line in lines for name, value in line.facts.items()]
    people = _people(viewer, (line.person_id for line in lines))
    organisations = _organisations(viewer, (value for name, value in told if name in ORGANISATIONS))
    notices = _notices(viewer, (value for name, value in told if name == "notice"), language)

    def said(name: str, value: object) -> str | int | bool:
        known = organisations if name in ORGANISATIONS else notices if name == "notice" else {}
        named = known.get(value) if isinstance(value, int) else None
        return named or (value if isinstance(value, int | bool) else str(value))

    return [
        JournalLine(
            line.at,
            line.who if line.person_id is None else people.get(line.person_id, "–"),
            line.verb,
            line.kind,
            line.object_id,
            {name: said(name, value) for name, value in line.facts.items() if value not in (None, "")},
            line.taken_out,
        )
        for line in lines
    ]


def stopped_lines(viewer: Viewer) -> list[tuple[StoppedLine, str]]:
    """What the guard against protective marks stopped, the newest first, with who sent it."""
    lines = stopped(viewer)
    people = _people(viewer, (line.person_id for line in lines))
    return [(line, line.who if line.person_id is None else people.get(line.person_id, "–")) for line in lines]


def _people(viewer: Viewer, ids: Iterable[object]) -> dict[int, str]:
    rows = Person.objects.visible_to(viewer).filter(pk__in={one for one in ids if isinstance(one, int)})
    return dict(rows.values_list("pk", "name"))


def _organisations(viewer: Viewer, ids: Iterable[object]) -> dict[int, str]:
    rows = Organisation.objects.visible_to(viewer).filter(pk__in={one for one in ids if isinstance(one, int)})
    return dict(rows.values_list("pk", "name"))


def _notices(viewer: Viewer, ids: Iterable[object], language: str) -> dict[int, str]:
    rows = Notice.objects.visible_to(viewer).filter(pk__in={one for one in ids if isinstance(one, int)})
    return {pk: in_language(title, language)[0] for pk, title in rows.values_list("pk", "title")}
