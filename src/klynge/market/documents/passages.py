"""The words by which a notice is found."""

from collections.abc import Iterable, Iterator, Sequence

from klynge.core import notice as shape
from klynge.core.tlp import Label
from klynge.market.models import Notice, Version
from klynge.market.plain.columns import codes_of, cut, title_of
from klynge.market.plain.content import read
from klynge.market.queries.codes import code_labels
from klynge.search.kinds import Kind, Piece

LONGEST = 6_000  # characters of a description that are searched; what a notice is about stands at its beginning
LANGUAGES = ("da", "en")  # beside the notice's own
WEIGHTS = {"title": 4.0, "codes": 2.0, "buyer": 2.0, "number": 3.0, "lots": 1.5}
_WHY = "the index is made for nobody in particular; each passage carries its own audience"


def kind() -> Kind:
    return Kind("notice", lambda: Notice, pieces, weights=WEIGHTS, shown=frozenset({"title", "buyer", "number", "codes"}))


def pieces(ids: Sequence[int] | None) -> Iterator[tuple[int, Sequence[Piece]]]:
    """The texts of these notices, or of all, in their newest versions."""
    rows = Notice.objects.system_rows(_WHY)
    if ids is not None:
        rows = rows.filter(pk__in=list(ids))
    batch: list[tuple[int, str, str, int | None]] = []
    for row in rows.order_by("pk").values_list("pk", "hash", "label", "circle_id").iterator(chunk_size=500):
        batch.append(row)
        if len(batch) == 200:
            yield from _pieces(batch)
            batch = []
    yield from _pieces(batch)


def _pieces(batch: Sequence[tuple[int, str, str, int | None]]) -> Iterator[tuple[int, Sequence[Piece]]]:
    audience = {pk: (hash_, Label(label), circle_id) for pk, hash_, label, circle_id in batch}
    versions = Version.objects.system_rows(_WHY).filter(notice_id__in=list(audience)).values_list("notice_id", "hash", "content")
    said = {pk: read(bytes(content)) for pk, hash_, content in versions if audience[pk][0] == hash_}
    codes = {code for notice in said.values() for code in codes_of(notice)[:10]}
    labels = {language: code_labels(codes, language) for language in LANGUAGES}
    for pk, notice in said.items():
        _, label, circle_id = audience[pk]
        texts = _texts(notice, labels)
        yield pk, [Piece(field, text, label, language, circle_id=circle_id) for field, language, text in texts]


def _texts(notice: shape.Notice, labels: dict[str, dict[str, str]]) -> Iterable[tuple[str, str, str]]:
    """Field, language, text."""
    own = notice.languages[:1] or tuple(notice.title)[:1]
    wanted = tuple(dict.fromkeys((*own, *LANGUAGES)))
    for language, text in title_of(notice).items():
        yield "title", language, text
    for language in wanted:
        if text := notice.description.get(language, ""):
            yield "description", language, cut(text, LONGEST)
        lots = dict.fromkeys(
            part for lot in notice.lots for part in (lot.title.get(language), lot.description.get(language)) if part
        )
        if lots:
            yield "lots", language, cut("\n".join(lots), LONGEST)
    for language, known in labels.items():
        if named := dict.fromkeys(known[code] for code in codes_of(notice)[:10] if code in known):
            yield "codes", language, "\n".join(named)
    yield "buyer", "", "\n".join(dict.fromkeys(buyer.name.best() for buyer in notice.buyers))
    yield "number", "", " ".join(dict.fromkeys(filter(None, (notice.number, notice.published_as))))
