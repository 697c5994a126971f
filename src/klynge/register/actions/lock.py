"""Two people at once: the second one waits and then sees what the first one did."""

from typing import Any, TypeVar

from django.db.models import Model

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.core.errors import Conflict
from klynge.register.models import Organisation
from klynge.register.queries.version import version

M = TypeVar("M", bound=Model)


def locked(row: M) -> M:
    """The row as it is now, held until the transaction ends. Whoever calls has checked that the viewer may have it. SQLite holds
    the whole database from the transaction's beginning, so there it only reads again."""
    rows: Any = type(row).objects.system_rows("the row was asked for with its viewer; this reads it again to hold it")  # type: ignore[attr-defined]
    return rows.select_for_update().get(pk=row.pk)  # type: ignore[no-any-return]


def held_entry(by: Viewer, organisation_id: int) -> Organisation:
    """The organisation whose entry is about to be changed, held. Raises Refused, or Conflict when it was merged meanwhile: what is
    written into it then is read by nobody."""
    row = locked(the(Organisation, by, verb="change", pk=organisation_id))
    if row.merged_into_id is not None:
        raise Conflict("This entry was merged with another one meanwhile. Open that one and write it there.")
    return row


def as_seen(row: Model | None, seen: str) -> None:
    """`seen` is the version that a form showed; "" asks nothing. Raises Conflict when the row is another by now."""
    if seen and seen != version(row):
        raise Conflict("Somebody else changed this meanwhile. Look at it again, then decide anew.")
