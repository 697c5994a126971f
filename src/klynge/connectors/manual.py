"""Notices written by hand: for what has no feed, such as NATO's agencies, primes and a partner's mail.

A form is kept as JSON (`handwritten.kept`), so that its notice can be read again from its raw form like any other; an e-mail is
kept as it came and read through `mail`. Nothing is asked over the network.
"""

from collections.abc import Generator, Iterator
from datetime import date

from klynge.connectors.handwritten import entry_of, notice
from klynge.connectors.json import load
from klynge.connectors.mail import draft
from klynge.connectors.shapes import Answer, Ask
from klynge.core.errors import Wrong
from klynge.core.notice import Notice, Unread


class Manual:
    """The connector: reads kept forms and e-mails; asks nobody."""

    name = "manual"
    hosts: tuple[str, ...] = ()
    seconds = 0.0

    def asks(self, since: date, until: date, mark: str = "") -> Generator[Ask, Answer, None]:
        """Nothing: people write these."""
        yield from ()

    def reads(self, answer: Answer) -> Iterator[Notice | Unread]:
        """The notice in a kept form or in an e-mail. More Unread reasons: incomplete, with what is missing."""
        try:
            if answer.body.lstrip()[:1] == b"{":
                value = load(answer.body, answer.where)
                if isinstance(value, Unread):
                    yield value
                    return
                entry = entry_of(value if isinstance(value, dict) else {})
            else:
                entry = draft(answer.body).entry
            yield notice(entry)
        except Wrong as wrong:
            yield Unread("incomplete", f"{answer.where}, {wrong.where}", str(wrong))
