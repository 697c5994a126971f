"""The navigation that is open to a viewer."""

from dataclasses import dataclass

from klynge.access.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Entry:
    label: str
    url: str
    current: bool = False
    count: int | None = None


def navigation(viewer: Viewer, path: str) -> tuple[Entry, ...]:
    return ()
