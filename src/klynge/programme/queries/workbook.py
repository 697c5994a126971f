"""Workbooks of labels: the totals for whoever may read them, the criteria one by one for the house."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from klynge.access.verbs import the
from klynge.access.viewer import Viewer
from klynge.programme.models import Binder, Criterion, CriterionSet, Entry, Proof, Workbook
from klynge.register.models import Person

WARN = timedelta(days=90)  # before a window opens
SOON = timedelta(days=30)  # before it closes
_WHY = "totals of a workbook whose entries the reader may not see one by one"


@dataclass(frozen=True, slots=True)
class Score:
    """`points` `of` so many, over the criteria whose points were entered. `percent` is None while nothing was; `reached` while
    something is missing: an unknown is no nought, and no proof either."""

    points: Decimal
    of: Decimal
    entered: int
    criteria: int
    threshold: Decimal

    @property
    def percent(self) -> Decimal | None:
        return (100 * self.points / self.of).quantize(Decimal("0.1")) if self.of else None

    @property
    def reached(self) -> bool | None:
        if self.entered < self.criteria or not self.of:
            return None
        return 100 * self.points >= self.threshold * self.of


@dataclass(frozen=True, slots=True)
class WorkbookCard:
    """`set_name` with its version; `unconfirmed` of its criteria nobody has held against the label's own list."""

    id: int
    label: str
    set_id: int
    set_name: str
    unconfirmed: int
    from_on: date | None
    expires_on: date | None
    window_from_on: date
    window_to_on: date
    threshold: Decimal
    score: Score

    def window(self, today: date) -> str:
        """ "far", "near" (it opens within 90 days), "open", "closing" (30 days left), "passed"."""
        if today > self.window_to_on:
            return "passed"
        if today >= self.window_from_on:
            return "closing" if today >= self.window_to_on - SOON else "open"
        return "near" if today >= self.window_from_on - WARN else "far"


@dataclass(frozen=True, slots=True)
class ProofLine:
    id: int
    text: str
    address: str
    live: str


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A criterion in a workbook. `gaps`: what is missing, of "points", "below", "proof", "owner", "ready"."""

    id: int
    criterion_id: int
    number: str
    group: str
    name: str
    silver: bool
    source: str
    confirmed: bool
    owner_id: int | None
    owner: str
    points: Decimal | None
    of: Decimal | None
    threshold: Decimal | None
    note_da: str
    note_en: str
    state: str
    proofs: tuple[ProofLine, ...]
    gaps: tuple[str, ...]

    def note(self, language: str) -> str:
        """In the language, or else in the other one."""
        return (self.note_da or self.note_en) if language == "da" else (self.note_en or self.note_da)


@dataclass(frozen=True, slots=True)
class BinderLine:
    id: int
    on: date
    language: str
    hash: str
    made_at: datetime


def workbook_cards(viewer: Viewer) -> list[WorkbookCard]:
    """Newest window first. Four queries."""
    rows = list(Workbook.objects.visible_to(viewer))
    sets = CriterionSet.objects.visible_to(viewer).filter(pk__in=[row.set_id for row in rows]).in_bulk()
    known = Criterion.objects.visible_to(viewer).filter(set_id__in=sets).order_by("pk").values_list("set_id", "confirmed")
    open_ones = [set_id for set_id, confirmed in known if not confirmed]
    scores = _scores(rows)
    return [
        WorkbookCard(
            id=row.pk,
            label=row.label,
            set_id=row.set_id,
            set_name=f"{sets[row.set_id].name} {sets[row.set_id].version}",
            unconfirmed=open_ones.count(row.set_id),
            from_on=row.from_on,
            expires_on=row.expires_on,
            window_from_on=row.window_from_on,
            window_to_on=row.window_to_on,
            threshold=row.threshold,
            score=scores[row.pk],
        )
        for row in rows
    ]


def one_workbook(viewer: Viewer, workbook_id: int) -> WorkbookCard:
    """Raises Refused."""
    row = the(Workbook, viewer, pk=workbook_id)
    return next(card for card in workbook_cards(viewer) if card.id == row.pk)


def renewals(viewer: Viewer, today: date) -> list[WorkbookCard]:
    """Workbooks whose window is near or open: the calendar's warning."""
    return [card for card in workbook_cards(viewer) if card.window(today) in ("near", "open", "closing")]


def renewals_waiting(viewer: Viewer, today: date) -> int:
    """How many of those windows are open to the viewer. One query."""
    rows = Workbook.objects.visible_to(viewer).filter(window_to_on__gte=today, window_from_on__lte=today + WARN)
    return int(rows.count())


def entries(viewer: Viewer, workbook_id: int, language: str) -> list[EntryLine]:
    """Every criterion in its order, for those who may see them; else nothing. Four queries."""
    rows = list(Entry.objects.visible_to(viewer).filter(workbook_id=workbook_id))
    return _lines(viewer, rows, language)


def one_entry(viewer: Viewer, entry_id: int, language: str) -> tuple[EntryLine, int]:
    """The entry and the id of its workbook. Raises Refused."""
    row = the(Entry, viewer, pk=entry_id)
    [line] = _lines(viewer, [row], language)
    return line, row.workbook_id


def binders(viewer: Viewer, workbook_id: int) -> list[BinderLine]:
    rows = Binder.objects.visible_to(viewer).filter(workbook_id=workbook_id)
    return [BinderLine(*row) for row in rows.values_list("pk", "on", "language", "hash", "made_at")]


def _lines(viewer: Viewer, rows: list[Entry], language: str) -> list[EntryLine]:
    criteria = Criterion.objects.visible_to(viewer).filter(pk__in=[row.criterion_id for row in rows]).in_bulk()
    people = Person.objects.visible_to(viewer).filter(pk__in=[row.owner_id for row in rows])
    names = dict(people.values_list("pk", "name"))
    proofs: defaultdict[int, list[ProofLine]] = defaultdict(list)
    for one in Proof.objects.visible_to(viewer).filter(entry__in=[row.pk for row in rows]):
        proofs[one.entry_id].append(ProofLine(one.pk, one.text, one.address, one.live))
    danish = language == "da"
    lines = []
    for row in sorted(rows, key=lambda row: criteria[row.criterion_id].place):
        one = criteria[row.criterion_id]
        lines.append(
            EntryLine(
                id=row.pk,
                criterion_id=one.pk,
                number=one.number,
                group=one.group_da if danish else one.group_en,
                name=one.name_da if danish else one.name_en,
                silver=one.silver,
                source=one.source,
                confirmed=one.confirmed,
                owner_id=row.owner_id,
                owner=names.get(row.owner_id, "") if row.owner_id else "",
                points=row.points,
                of=row.of,
                threshold=row.threshold,
                note_da=row.note_da,
                note_en=row.note_en,
                state=row.state,
                proofs=tuple(proofs[row.pk]),
                gaps=tuple(_gaps(row, bool(proofs[row.pk]))),
            )
        )
    return lines


def _gaps(row: Entry, proven: bool) -> Iterable[str]:
    if row.points is None or row.of is None:
        yield "points"
    elif row.threshold is not None and row.points < row.threshold:
        yield "below"
    if not proven:
        yield "proof"
    if row.owner_id is None:
        yield "owner"
    if row.state != Entry.READY:
        yield "ready"


def _scores(rows: list[Workbook]) -> dict[int, Score]:
    said: defaultdict[int, list[tuple[Decimal | None, Decimal | None]]] = defaultdict(list)
    found = Entry.objects.system_rows(_WHY).filter(workbook__in=[row.pk for row in rows]).order_by("pk")
    for workbook, points, of in found.values_list("workbook_id", "points", "of"):
        said[workbook].append((points, of))
    return {row.pk: _score(said[row.pk], row.threshold) for row in rows}


def _score(said: list[tuple[Decimal | None, Decimal | None]], threshold: Decimal) -> Score:
    whole = [(points, of) for points, of in said if points is not None and of is not None]
    return Score(
        sum((points for points, _of in whole), Decimal(0)),
        sum((of for _points, of in whole), Decimal(0)),
        len(whole),
        len(said),
        threshold,
    )
