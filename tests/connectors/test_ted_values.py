"""Days, moments, amounts, codes and places, in all the ways in which TED has written them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from klynge.connectors.languages import clock, country, language
from klynge.connectors.ted_values import cpv, day, moment, money, months, months_between, place, printed
from klynge.core.money import Money
from klynge.core.notice import Place

COPENHAGEN = ZoneInfo("Europe/Copenhagen")


@pytest.mark.parametrize("written", ["2023-08-29Z", "2023-08-29+01:00", "20230829", "20230829 12:00", " 2023-08-29"])
def test_a_day_is_the_day_as_written(written):
    assert day(written) == date(2023, 8, 29)


@pytest.mark.parametrize("written", ["", "2023-02-29", "2023-13-01", "29.8.2023", "0000-00-00", "٢٠٢٣"])
def test_what_is_no_day_is_none(written):
    assert day(written) is None


@pytest.mark.parametrize(
    ("on", "at", "utc"),
    [
        ("2026-07-01+02:00", "12:00:00+02:00", "2026-07-01 10:00"),
        ("2026-07-01+02:00", "12:00:00Z", "2026-07-01 12:00"),  # the time's own zone comes first
        ("2026-07-01-05:00", "12:00:00", "2026-07-01 17:00"),
        ("2026-07-01", "12:00", "2026-07-01 10:00"),  # Copenhagen's clock, in summer
        ("2026-12-01", "12.00", "2026-12-01 11:00"),
        ("2026-07-01Z", "23:59:59.000Z", "2026-07-01 23:59:59"),
        ("2026-07-01", "", "2026-07-01 21:59"),
    ],
)
def test_a_moment_is_utc_by_its_own_zone_or_the_buyer_s_clock(on, at, utc):
    assert moment(on, at, COPENHAGEN) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


def test_an_impossible_zone_is_not_believed():
    assert moment("2026-07-01", "12:00+99:99", COPENHAGEN) == datetime(2026, 7, 1, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("amount", "read"),
    [("7439450.70", "7439450.70"), ("7 439 450,70", "7439450.70"), ("7\u00a0439\u202f450", "7439450"), ("0", "0")],
)
def test_an_amount_is_read_with_either_point(amount, read):
    assert money(amount, "eur") == Money(Decimal(read), "EUR")


@pytest.mark.parametrize("amount", ["", "-1", "NaN", "Infinity", "1e99", "1.2.3", "1,2,3", "9" * 30, "five"])
def test_what_is_no_amount_is_none(amount):
    assert money(amount, "EUR") is None


def test_an_amount_without_a_currency_is_none():
    assert money("1", "") is None


@pytest.mark.parametrize(
    ("number", "unit", "read"),
    [("4", "YEAR", "48"), ("18", "MONTH", "18"), ("1826", "CALENDAR_DAY", "60"), ("2", "WEEK", "0.5"), ("1.5", "ANN", "18")],
)
def test_a_duration_is_months(number, unit, read):
    assert str(months(number, unit)) == read


def test_a_duration_without_sense_is_none():
    assert months("ten", "YEAR") is None
    assert months("10", "FORTNIGHT") is None


def test_two_days_make_months_and_a_wrong_order_makes_none():
    assert months_between(date(2026, 1, 1), date(2026, 12, 31)) == Decimal(12)
    assert months_between(date(2026, 1, 2), date(2026, 1, 1)) is None
    assert months_between(None, date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("written", "read"), [("35613000-4", "35613000"), ("35613000", "35613000"), ("3561", ""), ("ДК35613000", "")]
)
def test_a_cpv_code_has_eight_digits(written, read):
    assert cpv(written) == read


@pytest.mark.parametrize(
    ("nuts", "land", "read"),
    [
        ("DK041", "DNK", Place("DK", "DK041")),
        ("EL303", "", Place("GR", "EL303")),
        ("UK", "", Place("GB")),
        ("", "GRL", Place("GL")),
        ("00", "", None),
        ("", "", None),
    ],
)
def test_a_place_has_a_country_even_if_only_its_code_names_it(nuts, land, read):
    assert place(nuts, land) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("003424-2021", "3424-2021"),
        ("00522031-2023", "522031-2023"),
        ("2020/S 129-317845", "317845-2020"),
        ("2020/S 002-003424", "3424-2020"),
        ("a uuid", ""),
    ],
)
def test_a_publication_number_is_the_same_in_every_generation(written, read):
    assert printed(written) == read


def test_languages_and_countries_are_those_of_the_standards():
    assert [language(code) for code in ("DAN", "eng", "EL", "DA", "NOB", "xqx")] == ["da", "en", "el", "da", "nb", "xqx"]
    assert [country(code) for code in ("DNK", "EL", "UK", "1A0", "dk", "ZZZ")] == ["DK", "GR", "GB", "XK", "DK", "ZZZ"]


def test_every_country_has_a_clock():
    assert clock("DK").key == "Europe/Copenhagen"
    assert clock("IS").key == "Atlantic/Reykjavik"
    assert clock("").key == clock("QQ").key == "Europe/Luxembourg"
