"""The label's criteria are entered by people, scored without guessing, and shown with what is missing."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from klynge.core.errors import Conflict, Refused, Wrong
from klynge.programme.actions.workbook import (
    add_proof,
    change_workbook,
    confirm_criterion,
    load_criteria,
    open_workbook,
    remove_proof,
    write_entry,
)
from klynge.programme.models import Criterion, Entry, Workbook
from klynge.programme.queries.workbook import binders, entries, one_workbook, renewals, renewals_waiting, workbook_cards
from tests.cast import person
from tests.programme import label

pytestmark = pytest.mark.django_db


def test_the_gold_set_has_31_criteria_that_nobody_has_confirmed_and_no_points(cast):
    assert (load_criteria(by=cast.clara), load_criteria(by=cast.clara)) == (1, 0)
    rows = list(Criterion.objects.visible_to(cast.clara))
    assert len(rows) == 31
    groups = {group: sum(row.group_en == group for row in rows) for group in dict.fromkeys(row.group_en for row in rows)}
    assert groups == {
        "Structure": 4,
        "Typology, governance, cooperation": 10,
        "Financing": 2,
        "Strategy, objectives, services": 12,
        "Achievements and recognition": 3,
    }
    assert sum(row.silver for row in rows) == 19
    assert {row.confirmed for row in rows} == {False}
    assert all(row.name_da and row.name_en and row.group_da and row.source for row in rows)
    assert confirm_criterion(by=cast.clara, criterion_id=rows[0].pk).confirmed


def test_the_score_is_unknown_until_every_criterion_has_its_points(cast):
    book = label.workbook(cast)
    assert one_workbook(cast.clara, book.pk).score.percent is None
    first = label.entry(cast, book, "1.1.0")
    write_entry(by=cast.clara, entry_id=first.id, points=Decimal(9), of=Decimal(10))
    score = one_workbook(cast.clara, book.pk).score
    assert (score.percent, score.entered, score.criteria, score.reached) == (Decimal("90.0"), 1, 31, None)
    label.fill(cast, book)
    score = one_workbook(cast.clara, book.pk).score
    assert (score.points, score.of, score.percent, score.reached) == (Decimal(248), Decimal(310), Decimal("80.0"), True)
    change_workbook(by=cast.clara, workbook_id=book.pk, label="Gold", threshold=Decimal("80.01"), **label.WINDOW)
    assert one_workbook(cast.clara, book.pk).score.reached is False


def test_each_gap_is_named_until_it_is_closed(cast):
    book = label.workbook(cast)
    line = label.entry(cast, book, "4.5")
    assert line.gaps == ("points", "proof", "owner", "ready")
    write_entry(by=cast.clara, entry_id=line.id, points=Decimal(2), of=Decimal(4), threshold=Decimal(3))
    assert label.entry(cast, book, "4.5").gaps == ("below", "proof", "owner", "ready")
    proof = add_proof(by=cast.clara, entry_id=line.id, live="working-groups")
    write_entry(
        by=cast.clara,
        entry_id=line.id,
        owner_id=cast.clara.person_id,
        points=Decimal(3),
        of=Decimal(4),
        threshold=Decimal(3),
        state=Entry.READY,
    )
    assert label.entry(cast, book, "4.5").gaps == ()
    assert remove_proof(by=cast.clara, proof_id=proof.pk) == line.id
    assert label.entry(cast, book, "4.5").gaps == ("proof",)


def test_the_board_reads_the_totals_and_no_row(cast):
    book = label.workbook(cast)
    label.fill(cast, book)
    board = person("Bodil", role="board")
    assert one_workbook(board, book.pk).score.percent == Decimal("80.0")
    assert (entries(board, book.pk, "en"), binders(board, book.pk)) == ([], [])
    for viewer in (cast.anna, cast.dora, cast.erik, cast.guest):
        assert workbook_cards(viewer) == []
    finance = person("Finn", role="finance")
    assert len(entries(finance, book.pk, "en")) == 31


def test_only_the_house_writes(cast):
    book = label.workbook(cast)
    line = label.entry(cast, book, "1.2")
    board = person("Bodil", role="board")
    for viewer in (cast.anna, cast.erik, cast.guest, board):
        for write in (
            lambda who: write_entry(by=who, entry_id=line.id, points=Decimal(1), of=Decimal(1)),
            lambda who: add_proof(by=who, entry_id=line.id, text="x"),
            lambda who: change_workbook(by=who, workbook_id=book.pk, label="x", **label.WINDOW),
            lambda who: load_criteria(by=who),
            lambda who: confirm_criterion(by=who, criterion_id=line.criterion_id),
        ):
            with pytest.raises(Refused):
                write(viewer)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("points", {"points": Decimal(5)}),
        ("points", {"points": Decimal(5), "of": Decimal(4)}),
        ("points", {"points": Decimal(-1), "of": Decimal(4)}),
        ("threshold", {"threshold": Decimal(5), "of": Decimal(4)}),
        ("of", {"of": Decimal(10_000)}),
        ("state", {"state": "perfect"}),
        ("owner_id", {"owner_id": -1}),
    ],
)
def test_numbers_that_cannot_be_are_refused_with_their_place(cast, where, said):
    line = label.entry(cast, label.workbook(cast), "1.2")
    with pytest.raises(Wrong) as wrong:
        write_entry(by=cast.clara, entry_id=line.id, **said)
    assert wrong.value.where == where


def test_only_somebody_of_the_secretariat_looks_after_a_criterion(cast):
    line = label.entry(cast, label.workbook(cast), "1.2")
    with pytest.raises(Wrong):
        write_entry(by=cast.clara, entry_id=line.id, owner_id=cast.anna.person_id)
    assert write_entry(by=cast.clara, entry_id=line.id, owner_id=cast.clara.person_id).owner_id == cast.clara.person_id


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"text": "a", "live": "members"},
        {"live": "rumours"},
        {"address": "javascript:alert(1)"},
        {"text": "x" * 1001},
        {"text": "a\x00b"},
    ],
)
def test_a_proof_is_one_thing_that_can_be_found_again(cast, said):
    line = label.entry(cast, label.workbook(cast), "1.2")
    with pytest.raises(Wrong):
        add_proof(by=cast.clara, entry_id=line.id, **said)
    add_proof(by=cast.clara, entry_id=line.id, address="example.org/plan")
    assert [proof.address for proof in label.entry(cast, one(cast), "1.2").proofs] == ["https://example.org/plan"]
    with pytest.raises(Conflict):
        add_proof(by=cast.clara, entry_id=line.id, address="https://example.org/plan")


def one(cast) -> Workbook:
    return Workbook.objects.visible_to(cast.clara).get()


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("label", {"label": " "}),
        ("window_to_on", {"window_to_on": date(2026, 11, 30)}),
        ("expires_on", {"from_on": date(2026, 1, 1), "expires_on": date(2025, 1, 1)}),
        ("threshold", {"threshold": Decimal(101)}),
    ],
)
def test_a_workbook_that_cannot_be_is_refused_with_its_place(cast, where, said):
    with pytest.raises(Wrong) as wrong:
        label.workbook(cast, **said)
    assert wrong.value.where == where


def test_a_renewal_begins_from_the_last_round_but_wins_its_points_anew(cast):
    before = label.workbook(cast)
    label.fill(cast, before)
    book = open_workbook(
        by=cast.clara,
        label="Gold label 2030",
        set_id=before.set_id,
        earlier_id=before.pk,
        window_from_on=date(2029, 12, 1),
        window_to_on=date(2030, 3, 1),
    )
    line = label.entry(cast, book, "2.3")
    assert (line.owner, line.points, line.of, line.state) == ("Clara", None, Decimal(10), "open")
    assert [proof.text for proof in line.proofs] == ["Minutes of the board"]
    assert line.note("da") == "Se årsberetningen, side 7 – æ, ø og å."


@pytest.mark.parametrize(
    ("days", "state", "warns"),
    [
        (-91, "far", False),
        (-90, "near", True),
        (0, "open", True),
        (90, "closing", True),
        (120, "closing", True),
        (121, "passed", False),
    ],
)
def test_the_calendar_warns_before_the_window_and_while_it_is_open(cast, days, state, warns):
    book = label.workbook(cast)
    today = label.WINDOW["window_from_on"] + timedelta(days=days)
    assert one_workbook(cast.clara, book.pk).window(today) == state
    assert [card.id for card in renewals(cast.clara, today)] == ([book.pk] if warns else [])
    assert renewals_waiting(cast.clara, today) == int(warns)


@pytest.mark.parametrize("n", [1, 3])
def test_lists_take_the_same_number_of_queries(cast, n, django_assert_num_queries):
    books = [label.workbook(cast) for _ in range(n)]
    label.fill(cast, books[0])
    with django_assert_num_queries(4):
        assert len(workbook_cards(cast.clara)) == n
    with django_assert_num_queries(4):
        assert len(entries(cast.clara, books[0].pk, "en")) == 31
