"""One row of the ledger, of any kind, with all that it says and its history: who wrote what, when and why."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from klynge.access.verbs import may, the
from klynge.access.viewer import Viewer
from klynge.ledger.models import BOOKED, Participation
from klynge.ledger.queries.otherwise import KINDS
from klynge.ledger.queries.rows import RowLine, names_of, row_lines
from klynge.ledger.queries.standing import FIELDS
from klynge.register.models import Organisation, Person

ALL_KINDS: dict[str, Any] = {str(model._meta.model_name): model for model in BOOKED}


@dataclass(frozen=True, slots=True)
class Version:
    """One row of a chain of corrections. `changes`: (column, before, now); of the first row nothing."""

    id: int
    recorded_at: datetime
    recorded_by: str
    reason: str
    void: bool
    live: bool
    hash: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class RowCard:
    """A row of any kind with all that it says, and what it was before and became. `newest` is the id of the last one."""

    kind: str
    id: int
    title: str
    said: tuple[tuple[str, Any], ...]
    versions: tuple[Version, ...]
    live: bool
    newest: int
    open: bool
    row: RowLine | None


def one_row(viewer: Viewer, kind: str, row_id: int) -> RowCard:
    """A row of any kind, live or not, with its whole history. Raises Refused when there is none for the viewer."""
    model = ALL_KINDS.get(kind, Participation)
    row = the(model, viewer, pk=row_id if kind in ALL_KINDS else -1)
    chain = _chain(viewer, model, row)
    names = _named(viewer, model, chain)
    lines = [_plain(one, names) for one in chain]
    writers = names_of(Person, viewer, {one.recorded_by_id for one in chain})
    versions = []
    for n, one in enumerate(chain):
        before = lines[n - 1] if n else lines[0]
        changes = tuple((name, before[name], lines[n][name]) for name in before if before[name] != lines[n][name])
        by = writers.get(one.recorded_by_id, "–") if one.recorded_by_id else ""
        versions.append(Version(one.pk, one.recorded_at, by, one.reason, one.void, one.live, one.hash, changes))
    [line] = row_lines(viewer, [row]) if model is Participation else [None]
    title = line.person or line.organisation if line else names["organisation_id"].get(row.organisation_id, "–")
    said = tuple(lines[[one.pk for one in chain].index(row.pk)].items())
    open_ = row.live and kind in KINDS and may(viewer, "change", row)
    return RowCard(kind, row.pk, title, said, tuple(versions), row.live, chain[-1].pk, open_, line)


def _chain(viewer: Viewer, model: Any, row: Any) -> list[Any]:
    """The row, what it took the place of and what took its place, as far as the viewer may see them."""
    rows = model.objects.visible_to(viewer)
    chain = [row]
    while chain[0].corrects_id and (before := rows.filter(pk=chain[0].corrects_id).first()):
        chain.insert(0, before)
    while after := rows.filter(corrects_id=chain[-1].pk).first():
        chain.append(after)
    return chain


_TOLD = frozenset(
    {
        "id",
        "corrects_id",
        "reason",
        "void",
        "live",
        "recorded_at",
        "recorded_by_id",
        "before",
        "hash",
        "declaration_id",
        "promise_id",
    }
)


def _named(viewer: Viewer, model: Any, chain: list[Any]) -> dict[str, dict[Any, str]]:
    """For each column that points somewhere: id -> name, where it is open to the viewer."""
    found: dict[str, dict[Any, str]] = {}
    for field in model._meta.concrete_fields:
        if field.is_relation and field.attname not in _TOLD:
            ids = {getattr(one, field.attname) for one in chain} - {None}
            rows = field.related_model.objects.visible_to(viewer).filter(pk__in=ids)
            found[field.attname] = {one.pk: getattr(one, "title", getattr(one, "name", str(one.pk))) for one in rows}
    found["group_id"] = names_of(Organisation, viewer, {one.group_id for one in chain})
    return found


def _plain(row: Any, names: dict[str, dict[Any, str]]) -> dict[str, Any]:
    said = {}
    for name in [*FIELDS, *(f.attname for f in row._meta.concrete_fields if f.attname not in FIELDS)]:
        if name not in _TOLD:
            value = getattr(row, name)
            said[name] = names[name].get(value, "–") if name in names and value is not None else value
    return said
