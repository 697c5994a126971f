"""What became of each material of a newsroom that moves in."""

from dataclasses import dataclass, field

MADE, HERE, LEFT = "made", "here", "left"


@dataclass(slots=True)
class Moved:
    """What became of one material. `notes` are (sentence, its facts), in English and to be translated: what of it did not fit."""

    kind: str
    key: str
    title: str
    what: str = LEFT
    notes: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def note(self, sentence: str, **facts: str) -> None:
        self.notes.append((sentence, facts))


class Stop(Exception):
    """This material has no place here; the note says why."""
