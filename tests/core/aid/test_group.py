"""Which firms count as one, as the ties were on a day."""

from datetime import date
from decimal import Decimal

import pytest

from klynge.core.aid.group import Tie, Ties, single_undertaking

DAY = date(2026, 6, 1)


def tie(owner: int, owned: int, share: str = "100", control: bool = False, first=date(2020, 1, 1), last=None) -> Tie:
    return Tie(owner, owned, Decimal(share), control, first, last)


@pytest.mark.parametrize(
    ("share", "control", "one"),
    [("50", False, False), ("50.01", False, True), ("0", True, True), ("25", False, False)],
)
def test_a_majority_or_control_links_and_half_does_not(share, control, one):
    assert (single_undertaking(1, [tie(1, 2, share, control)], DAY) == {1, 2}) is one


def test_links_run_up_and_down_and_along_chains():
    ties = Ties([tie(1, 2), tie(2, 3), tie(1, 4), tie(5, 6)])
    assert {firm: ties.group(firm, DAY) for firm in (1, 3, 4, 6, 7)} == {
        1: {1, 2, 3, 4},
        3: {1, 2, 3, 4},
        4: {1, 2, 3, 4},
        6: {5, 6},
        7: {7},
    }


def test_a_tie_holds_from_its_first_day_up_to_and_including_its_last():
    ties = Ties([tie(1, 2, first=date(2024, 3, 1), last=date(2024, 3, 31))])
    days = (date(2024, 2, 29), date(2024, 3, 1), date(2024, 3, 31), date(2024, 4, 1))
    assert [len(ties.group(1, day)) for day in days] == [1, 2, 2, 1]


def test_a_ring_of_owners_ends_and_a_firm_may_own_itself():
    assert single_undertaking(1, [tie(1, 2), tie(2, 3), tie(3, 1), tie(1, 1)], DAY) == {1, 2, 3}


def test_the_days_on_which_a_group_may_change_are_those_of_all_that_were_ever_in_it():
    ties = Ties([tie(1, 2, first=date(2020, 1, 1), last=date(2021, 12, 31)), tie(2, 3, first=date(2023, 5, 1)), tie(8, 9)])
    assert ties.ever(1) == ({1, 2, 3}, (date(2020, 1, 1), date(2022, 1, 1), date(2023, 5, 1)))
