"""What is left of an erased person on the disk, and two who erase the same person at the same moment."""

import os
from pathlib import Path

from tests.ledger import canary
from tests.ledger.test_racing import added, lines, place, start

__all__ = ["place"]


def found(home: Path) -> set[str]:
    """Files of the home in which a word of the canary stands, whole or as JSON writes it."""
    words = [word.encode() for word in canary.WORDS] + [b"z\\u00f8lvfugl", b"z\\u00d8lvfugl"]
    held = {path: path.read_bytes().lower() for path in home.rglob("*") if path.is_file()}
    return {path.name for path, content in held.items() if any(word in content for word in words)}


def test_two_at_once_erase_once_and_no_byte_is_left(place):
    lines(start(place, "prepare", of="erasing"))
    home = Path(place["KLYNGE_HOME"])
    if not os.environ.get("KLYNGE_DATABASE"):
        assert found(home) >= {"klynge.sqlite3"}, "the canary should have been there before"
    counts = added(start(place, "erase", of="erasing"), start(place, "erase", of="erasing"))
    [when] = [said for said in counts if said.startswith("erased ")]
    assert counts == {when: 2, "places left": 0}
    assert lines(start(place, "look", of="erasing")) == ["1 lines of the journal", "0 broken chains"]
    assert found(home) == set()
