"""Which notices the demonstration invented: they came in at its first load, and stand in a file of its home. What is taken in there
later is real. Nobody else's installation has such a file."""

from pathlib import Path

import msgspec
from django.conf import settings

from klynge.access.viewer import Viewer
from klynge.market.models import Notice


def _file() -> Path:
    return Path(settings.HOME) / "demo" / "invented.json"


def remember_invented(viewer: Viewer) -> None:
    """All that is there now; once."""
    if not _file().exists():
        rows = Notice.objects.visible_to(viewer).order_by("pk").values_list("source", "number")
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_bytes(msgspec.json.encode(list(rows)))


def is_invented(source: str, number: str) -> bool:
    """Never outside the demonstration."""
    if not settings.DEMO or not _file().exists():
        return False
    return (source, number) in set(msgspec.json.decode(_file().read_bytes(), type=list[tuple[str, str]]))
