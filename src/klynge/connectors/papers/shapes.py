"""What a file is made of, to those who look through it."""

from dataclasses import dataclass

from klynge.core.marking.look import Place


@dataclass(frozen=True, slots=True)
class Piece:
    """A text, and where it stands in its file."""

    text: str
    place: Place = Place.TEXT


class Unreadable(Exception):
    """A part of a file that cannot be looked through. `reason` is one word of ours, never of the file."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
