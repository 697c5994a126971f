"""Legal values by day, with what was used and whether somebody confirmed it."""

from datetime import date
from decimal import Decimal

import pytest

from klynge.core.errors import Wrong
from klynge.core.law import Law, Reading, Value, unconfirmed


def value(amount: str, first: date, last: date | None = None, name: str = "limit", confirmed: bool = True) -> Value:
    return Value(name, Decimal(amount), "EUR", first, last, "an act", confirmed)


OLD = value("200", date(2014, 1, 1), date(2023, 12, 31))
NEW = value("300", date(2024, 1, 1))


def test_the_value_of_a_day_holds_on_its_first_and_its_last_day():
    law = Law([NEW, OLD])
    days = (date(2014, 1, 1), date(2023, 12, 31), date(2024, 1, 1), date(2999, 1, 1))
    assert [law.at("limit", day) for day in days] == [OLD, OLD, NEW, NEW]
    assert law.of("limit") == (OLD, NEW)


@pytest.mark.parametrize("day", [date(2013, 12, 31), date(2024, 1, 1)])
def test_a_day_without_a_value_is_an_error_that_says_where_to_enter_it(day):
    with pytest.raises(Wrong) as found:
        Law([OLD]).at("limit", day)
    assert str(found.value) == (
        f"No value of “limit” is known for {day}. Enter it in the table of legal values, with its source and the days on which it "
        "holds."
    )


@pytest.mark.parametrize("other", [value("300", date(2023, 12, 31)), value("300", date(2013, 1, 1)), OLD])
def test_two_values_of_one_name_never_hold_on_one_day(other):
    with pytest.raises(Wrong, match="Two values of “limit” hold on"):
        Law([OLD, other])


def test_values_of_two_names_may_hold_on_one_day():
    other = value("1", OLD.from_on, name="other")
    assert Law([OLD, other]).at("other", OLD.from_on) == other


def test_a_value_that_ends_before_it_begins_or_is_no_number_is_refused():
    with pytest.raises(Wrong, match="before it begins"):
        Law([value("1", date(2024, 1, 2), date(2024, 1, 1))])
    with pytest.raises(Wrong, match="A legal value is a number"):
        Law([value("NaN", date(2024, 1, 2))])


def test_a_reading_remembers_what_it_used_once_and_in_order():
    guess = value("7", date(2020, 1, 1), name="guess", confirmed=False)
    reading = Reading(Law([OLD, NEW, guess]))
    for name, day in (("guess", date(2026, 1, 1)), ("limit", date(2026, 1, 1)), ("guess", date(2027, 1, 1))):
        reading.at(name, day)
    assert reading.values == (guess, NEW)
    assert unconfirmed(reading.values) == (guess,)


def test_the_days_on_which_the_law_changes():
    assert Law([OLD]).changes("limit", "other") == {date(2014, 1, 1), date(2024, 1, 1)}


def test_a_day_is_written_as_a_number():
    assert Value("end", Decimal(20261231), "date", date(2014, 7, 1), None, "an act", True).day == date(2026, 12, 31)
