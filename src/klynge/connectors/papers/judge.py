"""What the guard says of a file: of each of its texts, and of what could not be read."""

from klynge.connectors.papers.pieces import pieces
from klynge.connectors.papers.shapes import Unreadable
from klynge.core.marking.look import Finding, Outcome, looked_at, worse


def judged(name: str, content: bytes) -> Finding | None:
    """The heaviest find. A part that cannot be read is a hold, unless a mark was found before."""
    heaviest = None
    try:
        for piece in pieces(name, content):
            heaviest = worse(heaviest, looked_at(piece.text, place=piece.place))
            if heaviest is not None and heaviest.outcome is Outcome.REFUSE:
                return heaviest
    except Unreadable as unreadable:
        return worse(heaviest, Finding(Outcome.HOLD, f"unreadable {unreadable.reason}"))
    except (RecursionError, MemoryError):
        return worse(heaviest, Finding(Outcome.HOLD, "unreadable too-large"))
    return heaviest
