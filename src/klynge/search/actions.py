"""Writing the index. The actions of other apps call `index` inside their own transaction; it is the system's work, done for
nobody in particular, since every passage carries the audience of what it was made from."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from django.db import transaction

from klynge.core.tlp import Label
from klynge.search import kinds
from klynge.search.engines import Counted, count_words, engine
from klynge.search.kinds import Piece
from klynge.search.models import Passage, Word
from klynge.search.tokens import kept, tokens

BATCH = 200  # things
_WHY = "the index is made for nobody in particular; each passage carries its own audience"


class _Key(NamedTuple):
    """What makes a passage: two that agree in it are one."""

    object_id: int
    field: str
    language: str
    text: str
    label: str
    owner_id: int | None
    circle_id: int | None


def index(kind: str, object_id: int, pieces: Iterable[Piece]) -> int:
    """Makes these the passages of the thing; none forgets it. Gives how many passages were new. Again = no change.

    A piece must not be looser than its thing: what belongs to a STRICT organisation is given as STRICT, or stricter."""
    return index_many(kind, {object_id: tuple(pieces)})


@transaction.atomic
def index_many(kind: str, things: Mapping[int, Sequence[Piece]]) -> int:
    """`index` for many things; the same number of queries for 1 and for 3."""
    wanted = {key for object_id, pieces in things.items() for piece in pieces for key in _keys(object_id, piece)}
    stored = {
        _Key(row.object_id, row.field, row.language, row.text, row.label, row.owner_id, row.circle_id): row.pk
        for row in Passage.objects.system_rows(_WHY).filter(thing__in=[_thing(kind, pk) for pk in things])
    }
    gone = [key for key in stored if key not in wanted]
    new = sorted(wanted - stored.keys(), key=repr)
    said = {key: tokens(key.text, key.language) for key in (*gone, *new)}
    if gone:
        ids = [stored[key] for key in gone]
        Passage.objects.system_rows(_WHY).filter(pk__in=ids).delete()
        engine().drop(ids)
    if new:
        rows = [Passage(kind=kind, thing=_thing(kind, key.object_id), size=len(said[key]), **key._asdict()) for key in new]
        made = Passage.objects.bulk_create(rows, batch_size=500)
        engine().put((row.pk, said[key]) for row, key in zip(made, new, strict=True))
    _count(kind, [(key, said[key], 1) for key in new] + [(key, said[key], -1) for key in gone])
    return len(new)


def forget(kind: str, object_id: int) -> None:
    index(kind, object_id, ())


@transaction.atomic
def rebuild(name: str = "") -> int:
    """Throws the index of one kind, or of all, away and makes it again from the rows. Gives the number of passages."""
    made = 0
    for kind in [kinds.the(name)] if name else list(kinds.every()):
        old = Passage.objects.system_rows(_WHY).filter(kind=kind.name)
        engine().drop(list(old.values_list("pk", flat=True)))
        old.delete()
        Word.objects.system_rows(_WHY).filter(kind=kind.name).delete()
        things = iter(kind.pieces(None))
        while batch := dict(islice(things, BATCH)):
            made += index_many(kind.name, batch)
    engine().settle()
    return made


def settle() -> None:
    """The words of texts that are gone leave the files, too; the engine keeps them there until it has something else to write."""
    engine().settle()


def _thing(kind: str, object_id: int) -> str:
    return f"{kind}:{object_id}"


def _keys(object_id: int, piece: Piece) -> Iterable[_Key]:
    text = kept(piece.text)
    if text.strip() and piece.label != Label.RED:
        yield _Key(object_id, piece.field, piece.language, text, piece.label.value, piece.owner_id, piece.circle_id)


def _count(kind: str, changes: Sequence[tuple[_Key, frozenset[str], int]]) -> None:
    counts: Counter[tuple[str, str, str, str, str, int | None, int | None]] = Counter()
    for key, said, by in changes:
        owner, circle = (None, None) if key.label == Label.CLEAR else (key.owner_id, key.circle_id)
        audience = f"{key.label}/{owner or 0}/{circle or 0}"
        for token in said:
            counts[kind, audience, key.language, token, key.label, owner, circle] += by
    rows: list[Counted] = [(*word, by) for word, by in counts.items() if by]
    if rows:
        count_words(rows)
    if any(row[-1] < 0 for row in rows):
        # Words of a deleted text must not outlive it.
        Word.objects.system_rows(_WHY).filter(kind=kind, count__lte=0).delete()
