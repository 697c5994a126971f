"""What the cluster tells of itself on the front page: public facts, each with its source.

They stand in the file that `settings.CLUSTER_FACTS` names (cluster.json in KLYNGE_HOME), a list of objects:
{"key": "task", "text": {"da": "...", "en": "..."}, "source": "where it says so", "year": 2019, "seen": true}.
Keys: name, status, task, fields, suppliers, offices, programme, label, and milestone (with a year); for the profile abroad also
founded, address, nuts, team (full-time equivalents), ecosystems, countries, contact, logo. `seen` is false for what
nobody has found in an open source yet; the page says so. Without the file the page shows the cluster's name alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
from django.conf import settings

from klynge.core.errors import Wrong


class Fact(msgspec.Struct, frozen=True):
    """One public fact. `text` by language; `source` an address, or words."""

    key: str
    text: Mapping[str, str]
    source: str = ""
    year: int | None = None
    seen: bool = True

    def said(self, language: str) -> str:
        return self.text.get(language) or next(iter(self.text.values()), "")


@dataclass(frozen=True, slots=True)
class Story:
    """The facts by key, and the milestones by year."""

    facts: Mapping[str, Fact]
    milestones: tuple[Fact, ...]


def story(file: Path | None = None) -> Story:
    """Raises Wrong when the file is there and cannot be read."""
    path = file or settings.CLUSTER_FACTS
    try:
        found = msgspec.json.decode(path.read_bytes(), type=list[Fact])
    except FileNotFoundError:
        found = []
    except (OSError, msgspec.MsgspecError) as fault:
        raise Wrong("The cluster's facts in %(file)s cannot be read: %(fault)s.", file=path.name, fault=str(fault)) from fault
    milestones = sorted((one for one in found if one.year is not None), key=lambda one: one.year or 0)
    return Story({one.key: one for one in found if one.year is None}, tuple(milestones))


def write_story(facts: Sequence[Fact]) -> None:
    """Keeps the facts where the front page reads them."""
    settings.CLUSTER_FACTS.parent.mkdir(parents=True, exist_ok=True)
    settings.CLUSTER_FACTS.write_bytes(msgspec.json.format(msgspec.json.encode(list(facts)), indent=1))
