"""Two entries of one organisation become one, without losing anything, and can be taken apart again exactly as they were.

All rows that point at the one that goes, of whatever app, are made to point at the one that is kept, also those that the merger
may not read; but rows that are never changed (`append_only`) say for good which entry was meant. A row that the kept one has
already (the same field of the profile, the same code) stays where it is; so does the card itself, which from then on leads to the
kept one. `Merge.moved` lists what changed hands; undoing reads only that.
"""

from typing import Any

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from klynge.access.journal import record
from klynge.access.verbs import require_role, the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Conflict, Wrong
from klynge.register.actions.after import changed
from klynge.register.actions.lock import locked
from klynge.register.models import Apart, Merge, Organisation

_WHY = "a merge moves all rows of an organisation, also those that the merger may not read"
# What was said about the two entries themselves, and stays true. Rows that are append-only stay too: whoever counts them follows
# `merged_into`.
_LEFT = frozenset({"register.Merge", "register.Apart"})


def merge(*, by: Viewer, kept_id: int, gone_id: int) -> Merge:
    """Raises Wrong for one entry with itself, Conflict when one of the two was merged before."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        kept, gone = _both(by, kept_id, gone_id)
        if kept.pk == gone.pk:
            raise Wrong("An entry is not merged with itself. Choose two.")
        if kept.merged_into_id is not None or gone.merged_into_id is not None:
            raise Conflict("One of these was merged already. Look at the list again.")
        moved = [entry for field in _pointers() for entry in _move(field, kept, gone)]
        _update(gone, merged_into=kept)
        made = Merge.objects.create(kept=kept, gone=gone, moved=moved, by_id=by.person_id, made_at=timezone.now())
        record(by=by, verb="merge", what=made, kept=kept.pk, gone=gone.pk, moved=len(moved))
        changed([kept.pk, gone.pk])
    return made


def undo_merge(*, by: Viewer, merge_id: int) -> Merge:
    """Everything that was moved goes back; what was added since stays with the kept one. Raises Conflict when the kept one was
    itself merged since, or the two numbers would clash now."""
    try:
        with transaction.atomic():
            require_role(by, Role.SECRETARIAT)
            made = locked(the(Merge, by, verb="change", pk=merge_id))
            if made.undone_at is not None:
                raise Conflict("This merge was undone already.")
            kept, gone = _both(by, made.kept_id, made.gone_id)
            if kept.merged_into_id is not None:
                raise Conflict("The entry that was kept was merged with another one since. Undo that first.")
            _update(gone, merged_into=None)
            fields = {f"{field.model._meta.label}.{field.name}": field for field in _pointers()}
            for name, id in made.moved:
                field = fields[name]
                rows = field.model._base_manager.system_rows(_WHY).filter(pk=id, **{field.attname: kept.pk})
                rows.update(**{field.attname: gone.pk})
            made.undone_at = timezone.now()
            made.save()
            record(by=by, verb="undo merge", what=made, kept=kept.pk, gone=gone.pk)
            changed([kept.pk, gone.pk])
    except IntegrityError:
        raise Conflict("Taken apart, the two would have the same number now. Change the number of the kept one first.") from None
    return made


def keep_apart(*, by: Viewer, one_id: int, other_id: int) -> Apart:
    """The two look alike and are two; they are not proposed again."""
    with transaction.atomic():
        require_role(by, Role.SECRETARIAT)
        one, other = (the(Organisation, by, pk=id) for id in sorted((one_id, other_id)))
        if one.pk == other.pk:
            raise Wrong("Choose two entries.")
        rows = Apart.objects.visible_to(by)
        told, made = rows.get_or_create(one=one, other=other, defaults={"by_id": by.person_id, "made_at": timezone.now()})
        if made:
            record(by=by, verb="keep apart", what=one, other=other.pk)
    return told


def _both(by: Viewer, kept_id: int, gone_id: int) -> tuple[Organisation, Organisation]:
    """Held in the order of their ids, so that two merges never wait for each other."""
    held = {id: locked(the(Organisation, by, verb="change", pk=id)) for id in sorted((kept_id, gone_id))}
    return held[kept_id], held[gone_id]


def _pointers() -> list[Any]:
    """Every foreign key to an organisation, of every app, that a merge moves."""
    return [
        relation.field
        for relation in Organisation._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel)
        and relation.field.model._meta.label not in _LEFT
        and not getattr(relation.field.model, "append_only", False)
    ]


def _move(field: Any, kept: Organisation, gone: Organisation) -> list[list[Any]]:
    moved = []
    rows = field.model._base_manager.system_rows(_WHY).filter(**{field.attname: gone.pk})
    for row in rows.order_by("pk"):
        others = [getattr(row, f.attname) for f in _pointers() if f.model is field.model and f.name != field.name]
        if kept.pk in others:  # it would own itself
            continue
        try:
            with transaction.atomic():
                field.model._base_manager.system_rows(_WHY).filter(pk=row.pk).update(**{field.attname: kept.pk})
        except IntegrityError:
            continue  # the kept one has this already; both say it, nothing is lost
        moved.append([f"{field.model._meta.label}.{field.name}", row.pk])
    return moved


def _update(row: Organisation, **values: Any) -> None:
    Organisation.objects.system_rows(_WHY).filter(pk=row.pk).update(**values)
