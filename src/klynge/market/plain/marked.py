"""What the guard against protective marks says of what a source sent.

An authority that publishes a notice may name a mark in it ("cleared up to ..."): the notice is taken in, and somebody is told to look.
What bears a mark as marked papers do is not kept at all. What comes by hand, from strangers' mails, is not kept in either case.
"""

import msgspec

from klynge.connectors.json import strings
from klynge.connectors.papers.look import looked_through
from klynge.connectors.papers.plain import decoded
from klynge.connectors.papers.shapes import Unreadable
from klynge.connectors.shapes import Answer
from klynge.core.marking.look import Finding, Outcome, Place, looked_at
from klynge.core.notice import Unread

BY_HAND = frozenset({"manual"})


def in_notice(content: bytes) -> Finding | None:
    """`content` is the notice as JSON."""
    return looked_at("\n".join(strings(msgspec.json.decode(content))), place=Place.PUBLISHED)


def in_answer(source: str, answer: Answer) -> Finding | None:
    """Of a whole answer: what comes by hand is looked through with all that hangs on it; of a source's answer its text as it came."""
    if source in BY_HAND and answer.body.lstrip()[:1] != b"{":  # else it is a form that was kept here, and let in before
        return looked_through(answer.where, answer.body)
    try:
        return looked_at(decoded(answer.body), place=Place.PUBLISHED)
    except Unreadable:
        return None  # no text and no notice: it is counted as unread for what it is


def unread(finding: Finding, where: str, *, kept: bool = False) -> Unread:
    """For the list of what a person must look at; the text stands in none of it."""
    if finding.outcome is Outcome.REFUSE:
        return Unread(
            "marked", where, f"It bears a protective mark (rule {finding.rule}). Nothing of it was kept. Look at the source."
        )
    what = (
        "The notice was taken in; look whether it should stay."
        if kept
        else "Nothing of it was kept. Look at it where it came from."
    )
    return Unread(
        "names-a-mark", where, f"It names a protective mark or could not be looked through (rule {finding.rule}). {what}"
    )
