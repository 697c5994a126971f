"""The sources by name, and how each is asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from klynge.connectors.eu_calls import EuCalls
from klynge.connectors.fetch import fetch
from klynge.connectors.files import open_files
from klynge.connectors.manual import Manual
from klynge.connectors.ocds import Ocds
from klynge.connectors.shapes import Answer, Connector
from klynge.connectors.ted import Ted
from klynge.connectors.ted_xml import TedXml
from klynge.core.errors import Wrong
from klynge.market.actions.intake import Incoming

SOURCES: dict[str, Connector] = {each.name: each for each in (Ted(), TedXml(), Ocds(), EuCalls(), Manual())}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run is about. With `paths` the files are read; else the source is asked for `since` to `until`."""

    source: str
    paths: tuple[Path, ...] = ()
    since: date | None = None
    until: date | None = None

    @property
    def subject(self) -> str:
        """Names the work: the same for the same files, or for the same source; a mark of the whole list keeps two lists apart."""
        if not self.paths:
            return self.source
        mark = sha256("\n".join(path.absolute().as_posix() for path in self.paths).encode()).hexdigest()[:6]
        name = self.paths[0].name if len(self.paths) == 1 else f"{self.paths[0].name} … {self.paths[-1].name}"
        return f"{self.source} · {name} ({len(self.paths)}, {mark})"


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
    elif asked.since is None or asked.until is None:
        raise Wrong("Say since which day %(source)s is to be asked.", source=asked.source)
    else:
        yield from questions(one, asked.since, asked.until, mark)


def files(paths: Sequence[Path]) -> Iterator[Incoming]:
    """A file's mark is its place among all; what was stored before is passed over by its hash."""
    for n, answer in enumerate(open_files(paths), start=1):
        yield Incoming(str(n), answer)


def questions(one: Connector, since: date, until: date, mark: str) -> Iterator[Incoming]:
    """Asks the source politely, one question after the other."""
    asks = one.asks(since, until, mark)
    answer: Answer | None = None
    while True:
        try:
            ask = next(asks) if answer is None else asks.send(answer)
        except StopIteration:
            return
        answer = fetch(ask, hosts=one.hosts, seconds=one.seconds)
        yield Incoming(ask.mark, answer)
