"""What counts once when things change within the period, what is not known, and how figures fall apart."""

from decimal import Decimal

import pytest

from klynge.core.errors import Wrong
from klynge.core.indicators import where
from klynge.core.indicators.shapes import Period
from klynge.core.indicators.split import split
from tests.core.indicators.small import ANNA, BEN, FJORD, YEAR, Ledger, counts, keys

FIRMS = {"of": "participation", "unique": "organisation"}
GROUPS = {"of": "participation", "unique": "group"}


def shares(counted, rows, by):
    return [(part.name, part.value) for part in split(counted, rows, by)]


def test_a_member_that_changes_type_within_the_year_counts_once_and_under_its_last_type():
    ledger = Ledger()
    ledger.row("01-10", ANNA, 7, member="associate")
    ledger.row("09-10", ANNA, 8, member="full")
    ledger.row("01-10", BEN, 7, member="full")
    ledger.row("09-10", BEN, 8, member="")  # Ben has left: no member is a fact too
    members = counts(FIRMS, ledger)
    assert (members.value, shares(members, ledger, "member")) == (2, [("", 1), ("full", 1)])


def test_the_last_known_value_counts_and_of_one_day_the_one_recorded_last():
    ledger = Ledger()
    ledger.row("09-10", ANNA, 7, region="DK041")
    ledger.row("01-10", ANNA, 7, region="DK050")  # recorded later, but of an earlier day
    ledger.row("12-10", ANNA, 8, region="")  # not known
    ledger.row("01-10", BEN, 7, region="DK041")
    ledger.row("01-10", BEN, 7, region="DK050")
    ledger.row("01-10", FJORD, 7)
    assert shares(counts(FIRMS, ledger), ledger, "region") == [("DK041", 1), ("DK050", 1), (None, 1)]


def test_a_firm_that_changes_group_within_the_period_counts_under_the_last_one():
    # Anna's firm stood alone, then was bought. Had each row its own group, one firm would be two groups.
    ledger = Ledger()
    ledger.row("01-10", ANNA, 7, group=50)
    ledger.row("03-10", BEN, 7, group=60)
    ledger.row("09-10", ANNA, 8, group=60)
    assert keys(counts(GROUPS, ledger)) == {60: (1, 2, 3)}
    assert keys(counts(GROUPS, ledger, Period(YEAR.from_on, ledger[1].day))) == {50: (1,), 60: (2,)}


def test_a_firm_without_a_row_after_the_merger_stays_under_the_group_that_its_rows_know():
    ledger = Ledger()
    ledger.row("01-10", ANNA, 7, group=50)
    ledger.row("01-10", BEN, 7, group=50)
    ledger.row("09-10", ANNA, 8, group=60)
    assert keys(counts(GROUPS, ledger)) == {50: (2,), 60: (1, 3)}


def test_two_activities_before_and_after_a_merger_are_two_of_one_group():
    ledger = Ledger()
    ledger.row("01-10", ANNA, 7, group=50)
    ledger.row("09-10", ANNA, 8, group=60)
    twice = {**GROUPS, "at_least": 2, "of_each": "activity"}
    assert keys(counts(twice, ledger)) == {60: (1, 2)}


def test_both_days_of_the_period_are_within_it():
    ledger = Ledger()
    for day in ("2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"):
        ledger.row(day, ANNA, 7)
    assert keys(counts(FIRMS, ledger)) == {ANNA: (2, 3)}


def test_hours_are_added_exactly_and_a_split_adds_up():
    ledger = Ledger()
    for firm, hours, staff in ((ANNA, "0.10", 9), (ANNA, "0.20", 10), (BEN, "7.5", 250), (FJORD, "1", None)):
        ledger.row("01-10", firm, 7, of="hours", hours=Decimal(hours), staff=staff)
    spent = counts({"of": "hours", "measure": "hours", "unique": "organisation"}, ledger)
    assert [(key.key, key.value) for key in spent.keys] == [(ANNA, Decimal("0.30")), (BEN, Decimal("7.5")), (FJORD, 1)]
    assert spent.value == Decimal("8.80")
    assert shares(spent, ledger, "size") == [("10-49", Decimal("0.30")), ("250-", Decimal("7.5")), (None, 1)]
    by_row = counts({"of": "hours", "measure": "hours", "unique": "row"}, ledger)
    assert shares(by_row, ledger, "size")[:2] == [("0-9", Decimal("0.10")), ("10-49", Decimal("0.20"))]


def test_a_correction_may_make_less():
    ledger = Ledger()
    ledger.row("01-10", ANNA, 7, of="cost", amount=Decimal("99999999999999999.99"))
    ledger.row("01-11", ANNA, 7, of="cost", amount=Decimal("-0.01"))
    assert counts({"of": "cost", "measure": "amount", "unique": "activity"}, ledger).value == Decimal("99999999999999999.98")


def test_an_unknown_fact_never_passes_and_is_counted_as_unknown_unless_another_test_fails():
    ledger = Ledger()
    ledger.row("01-10", ANNA, 7, sme=True)
    ledger.row("01-10", BEN, 7, sme=None)
    ledger.row("01-10", FJORD, 7, sme=None, kind="visit")
    small = {**FIRMS, "where": [["sme", "in", [True]], ["kind", "in", ["event"]]]}
    counted = counts(small, ledger)
    assert (keys(counted), counted.left_out, counted.unknown) == ({ANNA: (1,)}, (2,), 1)
    assert counts({**small, "where": small["where"][::-1]}, ledger) == counted
    other = counts({**FIRMS, "where": [["sme", "not in", [True]]]}, ledger)
    assert (other.value, other.left_out) == (0, (2, 3))


def test_people_count_once_and_rows_of_a_deleted_person_are_not_known():
    ledger = Ledger()
    for person in (4, 4, None):
        ledger.row("01-10", ANNA, 7, person=person)
    counted = counts({"of": "participation", "unique": "person"}, ledger)
    assert (keys(counted), counted.left_out) == ({4: (1, 2)}, (3,))


def test_nothing_is_zero():
    assert counts(FIRMS, Ledger()).value == 0
    assert counts({**FIRMS, "measure": "hours"}, Ledger()).value == Decimal(0)
    assert split(counts(FIRMS, Ledger()), [], "region") == ()


@pytest.mark.parametrize(
    ("test", "says"),
    [
        (["staff", "under", 50], {49: True, 50: False, None: None}),
        (["staff", "at least", 50], {49: False, 50: True, None: None}),
        (["staff", "in", [49]], {49: True, 50: False, None: None}),
        (["staff", "not in", [49]], {49: False, 50: True, None: None}),
        (["staff", "known"], {0: True, None: False}),
        (["staff", "unknown"], {0: False, None: True}),
    ],
)
def test_a_test_says_yes_no_or_that_it_cannot_be_said(test, says):
    read = where.read(test, "where")
    assert {staff: where.matches(read, Ledger().row("01-10", ANNA, 7, staff=staff)) for staff in says} == says


def test_a_split_by_something_else_says_what_there_is():
    with pytest.raises(Wrong, match=r"“colour” cannot stand at split. Allowed: region, size, field"):
        split(counts(FIRMS, Ledger()), [], "colour")
