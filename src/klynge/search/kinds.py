"""The kinds of things that can be found. An app names its own in its `apps.py`, so that search knows none of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from klynge.core.tlp import Label


@dataclass(frozen=True, slots=True)
class Piece:
    """One text of a thing, with the audience of the field that it stands in. `field` in the kind's own terms ("name", "profile");
    `language` ISO 639-1 or "" (names, numbers); `owner_id` the organisation whose information it is, None for nobody's."""

    field: str
    text: str
    label: Label
    language: str = ""
    owner_id: int | None = None
    circle_id: int | None = None


Source = Callable[[Sequence[int] | None], Iterable[tuple[int, Sequence[Piece]]]]


@dataclass(frozen=True, slots=True)
class Kind:
    """`model` gives the guarded (or open) model whose visible rows may be found; late, as models do not exist when apps are set
    up. `pieces(ids)` gives the texts of these things, of all for None. `weights` say how much a hit in a field counts (others
    1.0); hits in the `shown` fields give no snippet, as the reader sees them anyway, and hits in `brief` ones (a name
    of something, no text) only when nothing else answers."""

    name: str
    model: Callable[[], type]
    pieces: Source
    weights: Mapping[str, float] = field(default_factory=dict)
    shown: frozenset[str] = frozenset({"name", "title"})
    brief: frozenset[str] = frozenset()

    def weight(self, field: str) -> float:
        return self.weights.get(field, 1.0)


_KINDS: dict[str, Kind] = {}


def add(kind: Kind) -> None:
    _KINDS[kind.name] = kind


def the(name: str) -> Kind:
    """KeyError for a kind that no app has named: our own fault."""
    return _KINDS[name]


def every() -> Iterator[Kind]:
    return iter(_KINDS.values())
