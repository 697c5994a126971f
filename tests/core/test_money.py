"""Money in one currency, and what it is in euro on a day."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal, localcontext
from random import Random

import pytest

from klynge.core.errors import Wrong
from klynge.core.money import Euro, Money, Rate, Rates, total

MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 30)
RATE_MARCH = Rate("DKK", MARCH, Decimal("7.4615"), "ECB")
RATE_APRIL = Rate("DKK", APRIL, Decimal("7.4588"), "ECB")
RATES = Rates([RATE_APRIL, RATE_MARCH, Rate("SEK", MARCH, Decimal(8), "ECB")])


def kroner(amount: str) -> Money:
    return Money(Decimal(amount), "DKK")


def test_the_last_rate_on_or_before_the_day_holds():
    assert RATES.euro(kroner("7461.50"), MARCH) == Euro(Decimal("1000.00"), RATE_MARCH)
    assert RATES.euro(kroner("7461.50"), date(2026, 4, 29)) == Euro(Decimal("1000.00"), RATE_MARCH)
    assert RATES.euro(kroner("7461.50"), APRIL) == Euro(Decimal("1000.36"), RATE_APRIL)


def test_euro_are_one_to_one_on_any_day():
    assert RATES.euro(Money(Decimal("12.345"), "EUR"), date(1999, 1, 1)).amount == Decimal("12.35")


def test_it_is_rounded_half_up_once_and_at_the_end():
    said = {amount: RATES.euro(Money(Decimal(amount), "SEK"), MARCH).amount for amount in ("0.04", "0.0399", "0.12", "-0.04")}
    assert said == {
        "0.04": Decimal("0.01"),
        "0.0399": Decimal("0.00"),
        "0.12": Decimal("0.02"),
        "-0.04": Decimal("-0.01"),
    }


def test_a_hair_below_half_a_cent_is_not_rounded_up_twice():
    just_below = Money(Decimal("0.0399999999999999999999999999999999999999"), "SEK")
    assert RATES.euro(just_below, MARCH).amount == Decimal("0.00")
    with localcontext() as rough:
        rough.prec = 3
        assert RATES.euro(kroner("7461500.00"), MARCH).amount == Decimal("1000000.00")


def test_it_is_what_long_division_and_one_rounding_give():
    throw = Random(7)
    with localcontext() as exact:
        exact.prec = 200
        for _ in range(2000):
            amount, rate = Decimal(throw.randrange(10**9)) / 100, Decimal(throw.randrange(1, 10**6)) / 10**4
            by_hand = (amount / rate).quantize(Decimal("0.01"), ROUND_HALF_UP)
            assert Rates([Rate("XXX", MARCH, rate, "")]).euro(Money(amount, "XXX"), MARCH).amount == by_hand, (amount, rate)


def test_a_rate_of_forty_days_holds_and_one_day_more_is_too_old():
    assert RATES.at("SEK", date(2026, 5, 10)).on == MARCH
    with pytest.raises(Wrong, match="of SEK before 2026-05-11 is of 2026-03-31, which is too old"):
        RATES.at("SEK", date(2026, 5, 11))


@pytest.mark.parametrize(("currency", "day"), [("NOK", MARCH), ("DKK", date(2026, 3, 30))])
def test_without_a_rate_by_that_day_nothing_is_guessed(currency, day):
    with pytest.raises(Wrong, match=f"No exchange rate of {currency} is known by {day}"):
        RATES.euro(Money(Decimal(1), currency), day)


@pytest.mark.parametrize("rate", ["0", "-7", "NaN"])
def test_a_rate_is_a_number_above_zero(rate):
    with pytest.raises(Wrong, match="above zero"):
        Rates([Rate("DKK", MARCH, Decimal(rate), "ECB")])


def test_two_rates_of_one_day_are_refused_but_the_same_twice_is_one():
    assert Rates([RATE_MARCH, RATE_MARCH]).at("DKK", MARCH) == RATE_MARCH
    with pytest.raises(Wrong, match="two rates of DKK on 2026-03-31: 7.4615 and 7.5"):
        Rates([RATE_MARCH, Rate("DKK", MARCH, Decimal("7.5"), "ECB")])


def test_what_is_no_number_is_no_amount():
    with pytest.raises(Wrong, match="Write a number"):
        RATES.euro(kroner("NaN"), MARCH)


def test_amounts_add_up_within_one_currency_only():
    assert total([kroner("1.10"), kroner("2.20")], "DKK") == kroner("3.30")
    assert total([]) == Money(Decimal(0), "EUR")
    with pytest.raises(Wrong, match="DKK 1 and EUR 2 cannot be added"):
        kroner("1").plus(Money(Decimal(2), "EUR"))
