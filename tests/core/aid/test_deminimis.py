"""What may still be promised to a firm, why, and when there will be more."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from klynge.core.aid.deminimis import Allowed, Back, TooMuch, check, headroom
from klynge.core.aid.group import Tie
from klynge.core.aid.window import Award, Awards, back_on
from klynge.core.errors import Wrong
from klynge.core.law import unconfirmed
from tests.core.aid.values import law

JUNE = date(2026, 6, 1)


def award(firm: int, on: date, euro: str | int, id: int | str = 1) -> Award:
    return Award(id, firm, on, Decimal(euro), "course")


def tie(owner: int, owned: int, first: date = date(2015, 1, 1), last: date | None = None) -> Tie:
    return Tie(owner, owned, Decimal(100), False, first, last)


def room(firm: int, on: date, awards: list[Award], ties: Sequence[Tie] = ()) -> Decimal:
    return headroom(firm, on, awards, ties, law()).room


def ask(euro: str | int, on: date, awards: list[Award], ties: Sequence[Tie] = ()) -> Allowed | TooMuch:
    return check(1, Decimal(euro), on, awards, ties, law())


def test_who_never_got_aid_has_the_whole_ceiling():
    found = headroom(1, JUNE, [], [], law())
    assert (found.room, found.used, found.group, found.counted, found.back) == (300_000, 0, {1}, (), ())
    assert [str(step) for step in found.steps] == [
        "Organisations that count as one undertaking on 2026-06-01: 1.",
        "The ceiling on 2026-06-01 is EUR 300000 over 3 years.",
        "Aid from 2023-06-02 up to and including 2026-06-01: EUR 0, in 0 awards.",
        "There is room for EUR 300000.",
    ]
    assert [value.name for value in found.values] == ["de_minimis.ceiling", "de_minimis.years"]
    assert unconfirmed(found.values) == ()


def test_aid_of_2_january_2024_makes_room_again_on_2_january_2027():
    full = [award(1, date(2024, 1, 2), 300_000)]
    assert [room(1, day, full) for day in (date(2024, 1, 2), date(2027, 1, 1), date(2027, 1, 2))] == [0, 0, 300_000]
    assert room(1, date(2024, 1, 1), full) == 0  # what is promised the day before still counts on 2 January


@pytest.mark.parametrize(
    ("on", "back"),
    [
        (date(2024, 1, 2), date(2027, 1, 2)),
        (date(2024, 2, 29), date(2027, 3, 1)),
        (date(2024, 2, 28), date(2027, 2, 28)),
        (date(2024, 3, 1), date(2027, 3, 1)),
        (date(2021, 2, 28), date(2024, 2, 28)),
    ],
)
def test_aid_leaves_the_window_three_years_later_to_the_day(on, back):
    assert back_on(on, 3) == back


def test_aid_of_a_leap_day_counts_until_the_end_of_february():
    full = [award(1, date(2024, 2, 29), 300_000)]
    assert [room(1, day, full) for day in (date(2027, 2, 28), date(2027, 3, 1))] == [0, 300_000]


def test_exactly_the_ceiling_is_allowed_and_a_cent_more_is_not():
    given = [award(1, date(2025, 1, 1), "199999.99")]
    fits, above = ask("100000.01", JUNE, given), ask("100000.02", JUNE, given)
    assert isinstance(fits, Allowed)
    assert fits.left == 0
    assert isinstance(above, TooMuch)
    assert (above.room, above.short, above.back_on) == (Decimal("100000.01"), Decimal("0.01"), date(2028, 1, 1))
    assert [str(step) for step in above.steps][-3:] == [
        "Asked for on 2026-06-01: EUR 100000.02.",
        "That is EUR 0.01 too much.",
        "The first day on which it fits is 2028-01-01, if nothing else is promised until then.",
    ]


def test_what_is_above_the_ceiling_itself_never_fits():
    answer = ask("300000.01", JUNE, [])
    assert isinstance(answer, TooMuch)
    assert (answer.short, answer.back_on) == (Decimal("0.01"), None)
    assert str(answer.steps[-1]) == "It is above the ceiling itself, so it never fits."


def test_what_would_fit_only_after_the_law_ends_has_no_day():
    answer = ask(1, date(2029, 6, 1), [award(1, date(2029, 1, 1), 300_000)])
    assert isinstance(answer, TooMuch)
    assert answer.back_on is None
    assert str(answer.steps[-1]) == "It fits on no day for which a ceiling is known."


def test_room_comes_back_award_by_award():
    given = [award(1, date(2024, 1, 2), 100_000), award(1, date(2024, 1, 2), 50_000, 2), award(1, date(2025, 5, 5), 150_000, 3)]
    found = headroom(1, JUNE, given, [], law())
    assert (found.room, found.used) == (0, 300_000)
    assert found.back == (
        Back(date(2027, 1, 2), Decimal(150_000), Decimal(150_000)),
        Back(date(2028, 5, 5), Decimal(150_000), Decimal(300_000)),
    )


def test_a_firm_shares_its_ceiling_with_all_firms_that_it_is_one_with():
    given = [award(2, date(2025, 1, 1), 120_000, "a"), award(3, date(2025, 2, 1), 80_000, "b"), award(9, JUNE, 1, "c")]
    found = headroom(1, JUNE, given, [tie(1, 2), tie(2, 3)], law())
    assert (found.room, found.group, {one.id for one in found.counted}) == (100_000, {1, 2, 3}, {"a", "b"})


def test_firms_that_merge_bring_all_their_aid_along():
    given = [award(1, date(2025, 1, 1), 200_000), award(2, date(2025, 1, 1), 250_000, 2)]
    merged = [tie(1, 2, first=JUNE)]
    assert room(1, date(2026, 5, 31), given, merged) == 100_000
    found = headroom(1, JUNE, given, merged, law())
    assert (found.room, found.used) == (0, 450_000)
    assert "That is EUR 150000 above the ceiling." in [str(step) for step in found.steps]


def test_a_firm_that_leaves_takes_its_own_aid_along():
    given = [award(1, date(2025, 1, 1), 100_000), award(2, date(2025, 1, 1), 150_000, 2)]
    parted = [tie(1, 2, last=date(2026, 5, 31))]
    assert [room(firm, date(2026, 5, 31), given, parted) for firm in (1, 2)] == [50_000, 50_000]
    assert [room(firm, JUNE, given, parted) for firm in (1, 2)] == [200_000, 150_000]


def test_an_amount_may_fit_on_the_day_on_which_a_firm_leaves():
    given = [award(2, date(2025, 1, 1), 300_000)]
    answer = ask(10, date(2026, 5, 1), given, [tie(1, 2, last=date(2026, 5, 31))])
    assert isinstance(answer, TooMuch)
    assert answer.back_on == JUNE


def test_the_ceiling_is_that_of_the_day_and_aid_from_before_2024_counts():
    given = [award(1, date(2023, 6, 1), 200_000)]
    assert [room(1, day, given) for day in (date(2023, 12, 31), date(2024, 1, 1))] == [0, 100_000]
    answer = ask(100_000, date(2023, 12, 1), given)
    assert isinstance(answer, TooMuch)
    assert answer.back_on == date(2024, 1, 1)
    assert {(value.name, int(value.amount), value.confirmed) for value in answer.values} == {
        ("de_minimis.ceiling", 200_000, True),
        ("de_minimis.ceiling", 300_000, True),
        ("de_minimis.years", 3, False),
        ("de_minimis.years", 3, True),
    }


def test_what_is_promised_for_later_takes_room_today():
    later = [award(1, date(2026, 9, 1), 250_000)]
    found = headroom(1, JUNE, later, [], law())
    assert (found.room, found.used, found.counted) == (50_000, 0, ())
    assert "What is promised now still counts on that day, which leaves EUR 50000." in str(found.steps[-2])


def test_what_is_promised_for_a_day_after_the_window_takes_no_room():
    assert [room(1, JUNE, [award(1, day, 250_000)]) for day in (date(2029, 5, 31), date(2029, 6, 1))] == [50_000, 300_000]


def test_a_promise_must_fit_each_window_that_it_reaches():
    """Today there is 200,000, but on 1 September 2026 there will be only 20,000, as the old aid counts until 2027."""
    given = [award(1, date(2024, 1, 2), 100_000), award(1, date(2026, 9, 1), 180_000, 2)]
    assert room(1, JUNE, given) == 20_000
    assert headroom(1, JUNE, given, [], law()).used == 100_000


def test_later_aid_of_a_firm_that_will_be_bought_counts_from_the_day_it_is_one():
    given = [award(2, date(2026, 9, 1), 250_000)]
    assert room(1, JUNE, given, [tie(1, 2, first=date(2026, 8, 1))]) == 50_000
    assert room(1, JUNE, given, [tie(1, 2, first=date(2026, 9, 2))]) == 300_000


def test_only_days_on_which_the_group_itself_gets_aid_bind_it():
    """Firms 1 and 2 merge in August with 450,000 between them, which is lawful. That firm 3, which left long ago, gets aid in
    September is no new aid to them."""
    given = [award(1, date(2025, 1, 1), 200_000), award(2, date(2025, 1, 1), 250_000, 2), award(3, date(2026, 9, 1), 10, 3)]
    ties = [tie(1, 2, first=date(2026, 8, 1)), tie(1, 3, last=date(2020, 12, 31))]
    assert room(1, JUNE, given, ties) == 100_000
    assert room(1, JUNE, [*given, award(2, date(2026, 9, 1), 10, 4)], ties) == 0


def test_a_day_without_a_ceiling_is_an_error_and_aid_on_one_binds_nobody():
    with pytest.raises(Wrong, match="No value of “de_minimis.ceiling” is known for 2031-01-01"):
        headroom(1, date(2031, 1, 1), [], [], law())
    found = headroom(
        1, date(2029, 6, 1), [award(1, date(2029, 1, 1), 100_000), award(1, date(2031, 1, 1), 300_000, 2)], [], law()
    )
    assert (found.room, found.back) == (200_000, ())
    assert str(found.steps[-1]) == "No ceiling is known from 2032-01-01 on, so what comes back then is left out."


@pytest.mark.parametrize("euro", ["-0.01", "NaN", "Infinity"])
def test_what_is_no_amount_is_neither_promised_nor_awarded(euro):
    with pytest.raises(Wrong, match="Write an amount of zero or more"):
        ask(euro, JUNE, [])
    with pytest.raises(Wrong, match="Aid is zero or more"):
        award(1, JUNE, euro)


def test_a_promise_of_nothing_is_allowed_even_above_the_ceiling():
    assert isinstance(ask(0, JUNE, [award(1, JUNE, 400_000)]), Allowed)


def test_an_index_answers_as_the_rows_do():
    given = [award(firm, date(2025, firm, 1), 10_000 * firm, firm) for firm in (1, 2, 3)]
    index = Awards(given)
    assert [headroom(firm, JUNE, index, [], law()) for firm in (1, 2)] == [headroom(f, JUNE, given, [], law()) for f in (1, 2)]
