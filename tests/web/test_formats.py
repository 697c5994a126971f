"""Dates, numbers and amounts, as they are written in the two languages."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from klynge.core.money import Money
from klynge.web import formats
from klynge.web.templatetags.formats import mail_address

DAY = date(2026, 12, 2)


@pytest.fixture
def danish():
    with translation.override("da"):
        yield


@pytest.fixture
def english():
    with translation.override("en"):
        yield


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_a_danish_day(danish):
    assert formats.long_day(DAY) == "2. december 2026"
    assert plain(formats.short_day(DAY)) == "2. dec. 2026"
    assert formats.week_day(DAY) == "onsdag 2. december"


def test_an_english_day_is_not_american(english):
    assert formats.long_day(DAY) == "2 December 2026"
    assert plain(formats.short_day(DAY)) == "2 Dec 2026"
    assert formats.week_day(DAY) == "Wednesday 2 December"


def test_a_moment_is_told_where_the_reader_is(danish):
    late = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)
    assert formats.moment(late) == "2. december 2026 kl. 00.30"
    assert formats.local_day(late) == DAY
    with translation.override("en"):
        assert formats.moment(late) == "2 December 2026 at 00:30"


@pytest.mark.parametrize(
    ("days", "english", "danish"),
    [
        (0, "today", "i dag"),
        (1, "tomorrow", "i morgen"),
        (-1, "yesterday", "i går"),
        (9, "in 9 days", "om 9 dage"),
        (-3, "3 days ago", "for 3 dage siden"),
        (1000, "in 1,000 days", "om 1.000 dage"),
    ],
)
def test_days_from_now(days, english, danish):
    with translation.override("en"):
        assert formats.relative_days(days) == english
    with translation.override("da"):
        assert formats.relative_days(days) == danish


@pytest.mark.parametrize(
    ("amount", "english", "danish"),
    [
        (Decimal("1250000"), "DKK 1,250,000", "DKK 1.250.000"),
        (Decimal("1250000.00"), "DKK 1,250,000", "DKK 1.250.000"),
        (Decimal("99.5"), "DKK 99.50", "DKK 99,50"),
        (0, "DKK 0", "DKK 0"),
        (-12, "DKK \N{MINUS SIGN}12", "DKK \N{MINUS SIGN}12"),
    ],
)
def test_amounts(amount, english, danish):
    with translation.override("en"):
        assert plain(formats.money(amount)) == english
    with translation.override("da"):
        assert plain(formats.money(amount)) == danish


def test_money_brings_its_own_currency(english):
    assert plain(formats.money(Money(Decimal(4000), "EUR"))) == "EUR 4,000"


@pytest.mark.parametrize(
    ("amount", "english", "danish"),
    [
        (999_999, "DKK 999,999", "DKK 999.999"),
        (1_250_000, "DKK 1.3 million", "DKK 1,3 mio."),
        (2_000_000, "DKK 2 million", "DKK 2 mio."),
        (999_600_000, "DKK 1 billion", "DKK 1 mia."),
        (4_500_000_000, "DKK 4.5 billion", "DKK 4,5 mia."),
    ],
)
def test_short_amounts(amount, english, danish):
    with translation.override("en"):
        assert plain(formats.short_money(amount)) == english
    with translation.override("da"):
        assert plain(formats.short_money(amount)) == danish


def test_time_left_is_rounded_up(english):
    assert [formats.duration(s) for s in (1, 40, 61, 600, 5400, 7201)] == [
        "about 1 second",
        "about 40 seconds",
        "about 2 minutes",
        "about 10 minutes",
        "about 2 hours",
        "about 3 hours",
    ]


def test_any_value_is_said_in_the_readers_language(danish):
    said = [formats.text(v) for v in (None, "", True, 1234.5, DAY, "DSB", Money(Decimal(1), "DKK"))]
    assert [plain(s) for s in said] == ["–", "–", "ja", "1.234,50", "2. december 2026", "DSB", "DKK 1"]


def test_a_mail_address_breaks_before_its_at_and_stays_text():
    assert mail_address("a.long.name@klynge.example") == "a.long.name<wbr>@klynge.example"
    assert mail_address('"<b>"@x.example') == "&quot;&lt;b&gt;&quot;<wbr>@x.example"
