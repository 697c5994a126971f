"""The figures of a grant for a period, each with its evidence, its target and its splits."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from klynge.access.verbs import the
from klynge.access.viewer import Role, Viewer
from klynge.core.errors import Refused
from klynge.core.indicators.definition import Definition
from klynge.core.indicators.evidence import Evidence, Figure, gathered
from klynge.core.indicators.shapes import COLUMNS, Part, Period
from klynge.core.indicators.split import splits
from klynge.ledger.models import Grant
from klynge.ledger.rules import mandates
from klynge.programme.queries.indicators import definitions, targets
from klynge.programme.queries.ledger_rows import rows
from klynge.programme.queries.unswept import unswept

SPLITS = ("region", "size", "field")
SPLIT_BY = ("region", "staff", "field")  # the columns that they read


@dataclass(frozen=True, slots=True)
class GrantHead:
    """A grant as the pages of its reports name it."""

    id: int
    name: str
    funder: str
    number: str
    currency: str
    rules: str
    period: Period


@dataclass(frozen=True, slots=True)
class FigureCard:
    """`value` against `target` (None: none was promised for these days); `unknown` are rows that might have counted but for a fact that
    is not known. `splits`: fact -> parts, which add up to the value."""

    definition: Definition
    value: int | Decimal
    target: Decimal | None
    unknown: int
    splits: tuple[tuple[str, tuple[Part, ...]], ...] = ()

    @property
    def key(self) -> str:
        return self.definition.key

    def name(self, language: str) -> str:
        return dict(self.definition.names).get(language) or dict(self.definition.names)["en"]


@dataclass(frozen=True, slots=True)
class Figures:
    """`seen` is shorter than `period` for an auditor whose mandate does not hold all of it: only what happened in it is counted."""

    grant: GrantHead
    period: Period
    seen: Period
    cards: tuple[FigureCard, ...]
    evidence: Evidence


def head(row: Grant) -> GrantHead:
    period = Period(row.from_on, row.to_on)
    return GrantHead(row.pk, row.name, row.funder, row.number, row.currency, row.rules, period)


def figures(
    viewer: Viewer,
    grant_id: int,
    period: Period,
    *,
    with_splits: bool = False,
    key: str = "",
    whole: bool = True,
    about: Mapping[str, str] | None = None,
) -> Figures:
    """All figures of the grant, or with `key` one of them. Nineteen queries at the most, however many rows and indicators there are.
    `about` stands in the evidence beside the grant. Without `whole` the rows of the evidence hold no more than counting and splitting
    read: enough for a page, in half the time. Raises Refused when the viewer may not read the grant, or when there is no such
    indicator."""
    grant = the(Grant, viewer, pk=grant_id)
    seen = _seen(viewer, grant_id, period)
    asked = [one for one in definitions(viewer, grant, period.to_on) if not key or one.key == key]
    if key and not asked:
        raise Refused("There is no such thing here, or it is not open to you.")
    rules = [one.rule for one in asked]
    columns = COLUMNS if whole else frozenset(SPLIT_BY).union(*(rule.columns() for rule in rules))
    promised = targets(viewer, grant_id, period)
    with unswept():
        evidence = gathered(
            asked, rows(viewer, grant, seen, rules, columns=columns), seen, {"grant": str(grant_id), **(about or {})}
        )
        found = {figure.definition.key: figure for figure in evidence.figures}
        cards = tuple(_card(found[one.key], evidence, promised.get(one.key), with_splits) for one in asked)
    return Figures(head(grant), period, seen, cards, evidence)


def _card(figure: Figure, evidence: Evidence, target: Decimal | None, with_splits: bool) -> FigureCard:
    parts = tuple(splits(figure.counted, evidence.rows, SPLITS).items()) if with_splits else ()
    return FigureCard(figure.definition, figure.counted.value, target, figure.counted.unknown, parts)


def _seen(viewer: Viewer, grant_id: int, period: Period) -> Period:
    """The part of the period that the viewer may look at."""
    if viewer.secretariat or Role.FINANCE in viewer.roles:
        return period
    spans = [(first, last) for grant, first, last in mandates(viewer) if grant == grant_id]
    meets = [(max(first, period.from_on), min(last, period.to_on)) for first, last in spans]
    meets = [(first, last) for first, last in meets if first <= last]
    if not meets:
        raise Refused("There is no such thing here, or it is not open to you.")
    return Period(min(first for first, _ in meets), max(last for _, last in meets))
