"""Files of TED notices: eForms, the 2014 forms and the defence forms, alone or in archives.

Source: the XML of single notices and the daily and monthly packages of ted.europa.eu. Nothing is asked over the network.
"""

from collections.abc import Generator, Iterator
from datetime import date

from klynge.connectors import eforms, ted_legacy
from klynge.connectors.shapes import Answer, Ask
from klynge.connectors.xml import name, tree
from klynge.core.notice import Notice, Unread


class TedXml:
    """Reads files; asks nobody."""

    name = "ted-xml"
    hosts: tuple[str, ...] = ()
    seconds = 0.0

    def asks(self, since: date, until: date, mark: str = "") -> Generator[Ask, Answer, None]:
        """Nothing: the notices come from files."""
        yield from ()

    def reads(self, answer: Answer) -> Iterator[Notice | Unread]:
        """One item for one file: the notice, or why it could not be read."""
        root = tree(answer)
        if isinstance(root, Unread):
            yield root
        elif eforms.is_eforms(root):
            yield eforms.read(root, answer.where)
        elif name(root) == ted_legacy.ROOT:
            yield ted_legacy.read(root, answer.where)
        else:
            yield Unread("unknown-root", answer.where, f"“{name(root)}” is no kind of notice that is known here.")
