"""One line of a calculation, to be shown with its result."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """An English template with named places, and the facts that fill them, so that a door can translate the template (gettext),
    write days and amounts (`date`, `Decimal`, `Money`) as the reader does, and then fill it."""

    template: str
    facts: Mapping[str, object]

    def __str__(self) -> str:
        return self.template % self.facts
