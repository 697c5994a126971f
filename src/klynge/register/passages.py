"""What of an organisation can be found by searching: each text with the audience of its field, and never a looser one than the
organisation's own. Actions call `index_organisations` in the transaction of their change."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from klynge.access.guard import Labelled
from klynge.core.tlp import Label, is_stricter
from klynge.register.models import Capability, Certificate, Fact, Organisation, Reference, Site
from klynge.register.queries.directory import KIND
from klynge.register.reference_tables import trees
from klynge.search import actions
from klynge.search.kinds import Kind, Piece

TEXTS = ("line", "profile", "products", "markets")
WEIGHTS = {"name": 4.0, "capability": 2.0, "certificate": 1.5, "profile": 1.0, "reference": 0.8, "place": 0.8}
_WHY = "the search index carries each row's own audience"
_BATCH = 200


def kind() -> Kind:
    return Kind(
        KIND,
        lambda: Organisation,
        pieces,
        WEIGHTS,
        shown=frozenset({"name"}),
        brief=frozenset({"capability", "certificate", "place"}),
    )


def index_organisations(ids: Iterable[int]) -> None:
    """Brings the index up to date for these organisations, some hundred at a time; also for those that are gone."""
    asked = sorted(set(ids))
    for start in range(0, len(asked), _BATCH):
        some = asked[start : start + _BATCH]
        actions.index_many(KIND, {**dict.fromkeys(some, ()), **dict(pieces(some))})


def pieces(ids: Sequence[int] | None) -> Iterator[tuple[int, list[Piece]]]:
    """Seven queries for each 200 organisations. Those that were merged into others have no texts of their own."""
    rows = Organisation.objects.system_rows(_WHY).filter(merged_into=None).order_by("pk")
    wanted = list(rows.values_list("pk", flat=True)) if ids is None else sorted(ids)
    for start in range(0, len(wanted), _BATCH):
        yield from _of(wanted[start : start + _BATCH])


def _of(ids: Sequence[int]) -> Iterator[tuple[int, list[Piece]]]:
    organisations = {row.pk: row for row in Organisation.objects.system_rows(_WHY).filter(pk__in=ids, merged_into=None)}
    found: dict[int, list[Piece]] = defaultdict(list)

    def add(row: Any, field: str, text: str, language: str = "") -> None:
        if (owner := organisations.get(row.organisation_id)) is not None and text:
            found[owner.pk].append(_piece(owner, row, field, text, language))

    def of(model: type[Labelled]) -> Any:
        return model.objects.system_rows(_WHY).filter(organisation_id__in=list(organisations))

    for fact in of(Fact).filter(name__in=TEXTS):
        add(fact, "profile", fact.value, fact.language)
    capabilities = list(of(Capability))
    labels = _labels(capabilities)
    for one in capabilities:
        number = one.code if one.code[0].isdigit() or one.code.isupper() else ""  # our own codes are words in English
        for language, label in labels.get((one.system, one.code), (("", ""),)):
            add(one, "capability", f"{label or one.code} {number if label else ''}".strip(), language)
    for one in of(Certificate).filter(kind="certificate"):
        add(one, "certificate", one.name)
    for one in of(Reference):
        add(one, "reference", f"{one.title}\n{one.text}".strip(), one.language)
    for one in of(Site):
        add(one, "place", f"{one.name} {one.town}".strip())
    for pk, row in organisations.items():
        name = Piece("name", row.name, Label(row.label), "", pk, row.circle_id)
        yield pk, [name, *found[pk]]


def _piece(owner: Organisation, row: Labelled, field: str, text: str, language: str) -> Piece:
    closed = owner if is_stricter(Label(owner.label), Label(row.label)) else row
    return Piece(field, text, Label(closed.label), language, owner.pk, closed.circle_id)


def _labels(capabilities: Sequence[Capability]) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """What each code is called, by language; one that its table does not have is called as the nearest one above it."""
    tables = trees()
    codes = {(one.system, one.code) for one in capabilities if one.system in tables}
    return {(key, code): list(labels.items()) for key, code in codes if (labels := tables[key].labels(code))}
