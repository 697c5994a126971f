"""Asking for one row, and asking whether something may be done with it."""

from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from klynge.access.guard import Guarded
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Refused

M = TypeVar("M", bound=models.Model)

_ABSENT = "There is no such thing here, or it is not open to you."


def the(model: type[M], viewer: Viewer, *along: str, verb: str = "read", **key: Any) -> M:
    """The one row with this key that the viewer may read (or change ...). Raises Refused: hidden equals absent."""
    rows: Any = model.objects.visible_to(viewer, *along, verb=verb)  # type: ignore[attr-defined]
    try:
        return rows.get(**key)  # type: ignore[no-any-return]
    except (model.DoesNotExist, ValueError, OverflowError, ValidationError):  # type: ignore[attr-defined]
        raise Refused(_ABSENT) from None


def may(viewer: Viewer, verb: str, row: Guarded) -> bool:
    return bool(type(row).objects.visible_to(viewer, verb=verb).filter(pk=row.pk).exists())


def require(viewer: Viewer, verb: str, row: Guarded) -> None:
    """Raises Refused when the viewer may not do this with the row as it is stored now."""
    if not may(viewer, verb, row):
        raise Refused(_ABSENT)


def require_role(viewer: Viewer, role: Role) -> None:
    if role not in viewer.roles:
        raise Refused(_ABSENT)
