"""What the tests of the label stand on: a workbook of the gold criteria."""

from datetime import date
from decimal import Decimal

from klynge.programme.actions.workbook import add_proof, load_criteria, open_workbook, write_entry
from klynge.programme.models import CriterionSet, Entry, Workbook
from klynge.programme.queries.workbook import entries
from tests.programme.effect import TODAY

WINDOW = {"window_from_on": date(2026, 12, 1), "window_to_on": date(2027, 3, 31)}


def workbook(cast, **more: object) -> Workbook:
    load_criteria(by=cast.clara)
    criteria = CriterionSet.objects.visible_to(cast.clara).get()
    return open_workbook(by=cast.clara, **{"label": "Gold label 2027", "set_id": criteria.pk, **WINDOW, **more})


def entry(cast, book: Workbook, number: str):
    return next(line for line in entries(cast.clara, book.pk, "en") if line.number == number)


def fill(cast, book: Workbook, points: int = 8, of: int = 10) -> None:
    """Every criterion gets its points, an owner and a proof."""
    for line in entries(cast.clara, book.pk, "en"):
        write_entry(
            by=cast.clara,
            entry_id=line.id,
            owner_id=cast.clara.person_id,
            points=Decimal(points),
            of=Decimal(of),
            note_da="Se årsberetningen, side 7 – æ, ø og å.",
            note_en="See the annual report, page 7.\nAnd #this [is] *text*, $not$ markup.",
            state=Entry.READY,
        )
        add_proof(by=cast.clara, entry_id=line.id, text="Minutes of the board")


__all__ = ["TODAY", "WINDOW", "entry", "fill", "workbook"]
