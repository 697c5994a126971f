"""The sources by name, and how each is asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from klynge.connectors.files import open_files
from klynge.connectors.ocds import Ocds
from klynge.connectors.shapes import Connector
from klynge.connectors.ted_xml import TedXml
from klynge.core.errors import Wrong
from klynge.market.actions.intake import Incoming

SOURCES: dict[str, Connector] = {each.name: each for each in (TedXml(), Ocds())}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is about. With `paths` the files are read; else the source is asked for `since` to `until`."""

    source: str
    paths: tuple[Path, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def subject(self) -> str:
        """Names the work: the same for the same files, or for the same source."""
        return " ".join((self.source, *(path.as_posix() for path in self.paths)))


def connector(name: str) -> Connector:
    if name not in SOURCES:
        raise Wrong("There is no source “%(name)s”. There are: %(names)s.", name=name[:40], names=", ".join(sorted(SOURCES)))
    return SOURCES[name]


def incoming(asked: Asked, mark: str) -> Iterator[Incoming]:
    """The answers from where `mark` points to. Raises Wrong when nothing was named, Unavailable when the source does not answer."""
    one = connector(asked.source)
    if asked.paths:
        yield from files(asked.paths)
    elif not one.hosts:
        raise Wrong("“%(source)s” reads files. Name files, folders or archives.", source=asked.source)


def files(paths: Sequence[Path]) -> Iterator[Incoming]:
    """A file's mark is its place among all; what was stored before is passed over by its hash."""
    for n, answer in enumerate(open_files(paths), start=1):
        yield Incoming(str(n), answer)
