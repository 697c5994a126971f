"""What a row of the ledger is: never changed, corrected by a new row, each holding the hash of the one before."""

from typing import Any, ClassVar

from django.db import models

from klynge.access.guard import Guarded, GuardedManager, GuardedQuerySet
from klynge.core.errors import Refused

_APPEND_ONLY = "The ledger is append-only: a row cannot be changed or deleted. Record a correction."
INDEXES = {"live"}  # what may change: it says nothing that the rows do not say together


class BookedQuerySet(GuardedQuerySet):
    def update(self, **values: Any) -> int:
        if not values.keys() <= INDEXES:
            raise Refused(_APPEND_ONLY)
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> tuple[int, dict[str, int]]:
        raise Refused(_APPEND_ONLY)

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class BookedRows(GuardedManager.from_queryset(BookedQuerySet)):  # type: ignore[misc]  # made by Django
    pass


class Booked(Guarded):
    """`corrects` is the row that this one takes the place of, `reason` why; with `void` it takes it away without another in its
    place. `live` is an index: neither void nor corrected by a later row. `before` and `hash` chain the rows of one kind."""

    append_only: ClassVar[bool] = True

    corrects = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, blank=True)
    void = models.BooleanField(default=False)
    live = models.BooleanField(default=True, db_index=True)
    recorded_at = models.DateTimeField()
    recorded_by_id = models.BigIntegerField(null=True)  # person; None is the system
    before = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    append_only = True  # a merge of two entries of the register leaves these rows where they are
    objects: ClassVar[Any] = BookedRows()

    class Meta(Guarded.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        raise Refused(_APPEND_ONLY)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise Refused(_APPEND_ONLY)
