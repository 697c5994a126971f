"""What live evidence looks like."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.functional import Promise

from klynge.access.viewer import Viewer
from klynge.core.tlp import Label

Value = str | int | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A table that answers one question on a day, in one language. `label` is the strictest of the rows it is made from; `note` says
    what was counted."""

    name: str
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    label: Label = Label.GREEN
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A question that the house can answer about itself: `draw(viewer, today, language)` with that language active. `behind` is the
    evidence that lists the rows which this one counts."""

    title: Promise
    note: Promise
    draw: Callable[[Viewer, date, str], "Drawn"]
    behind: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    label: Label = Label.GREEN
