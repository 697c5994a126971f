"""Legal values and exchange rates: loaded once, entered with their source, confirmed by a person."""

from datetime import date
from decimal import Decimal

import pytest

from klynge.core.errors import Conflict, Refused, Wrong
from klynge.ledger import models, tasks
from klynge.ledger.actions.law import FILE, confirm_value, enter_rate, enter_value
from klynge.ledger.queries.law import law, rates
from klynge.ledger.words_law import UNITS, VALUES
from tests.ledger.aid import finance
from tests.ledger.pages import browser, said, with_money

pytestmark = pytest.mark.django_db
NEW = {
    "name": "de_minimis.ceiling",
    "amount": Decimal(350_000),
    "unit": "EUR",
    "from_on": date(2028, 1, 1),
    "source": "A newer act",
}


@pytest.fixture
def values(cast):
    tasks.load_law()
    return cast


def row(name: str, on: date) -> models.LegalValue:
    return models.LegalValue.objects.system_rows("a test").get(name=name, from_on=on)


def test_the_values_are_written_once_and_what_a_person_did_stays(cast):
    lines = len(FILE.read_text().splitlines()) - 1
    assert tasks.load_law() == {"new": lines, "same": 0}
    confirm_value(by=finance(cast), value_id=row("sme.public.share", date(2005, 1, 1)).pk)
    assert tasks.load_law() == {"new": 0, "same": lines}
    assert row("sme.public.share", date(2005, 1, 1)).confirmed


def test_every_value_and_unit_that_comes_with_klynge_has_words(values):
    rows = models.LegalValue.objects.system_rows("a test")
    assert {one.name for one in rows} == set(VALUES)
    assert {one.unit for one in rows} <= set(UNITS)


def test_a_newer_value_ends_the_older_one_the_day_before(values):
    enter_value(by=finance(values), **NEW)
    known = law()
    found = [known.at("de_minimis.ceiling", day).amount for day in (date(2027, 12, 31), date(2028, 1, 1), date(2031, 1, 1))]
    assert (found, known.at("de_minimis.ceiling", date(2028, 1, 1)).confirmed) == ([300_000, 350_000, 350_000], False)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"source": " "}, "source"),
        ({"amount": Decimal("NaN")}, "as a number"),
        ({"amount": Decimal("1e15")}, "14 digits"),
        ({"name": " "}, "needs a name"),
        ({"from_on": date(2024, 1, 1)}, "begins on 2024-01-01"),
        ({"from_on": date(2020, 1, 1)}, "or later already"),
    ],
)
def test_what_is_no_legal_value_is_said(values, change, says):
    with pytest.raises(Wrong, match=says):
        enter_value(by=finance(values), **{**NEW, **change})


def test_only_the_money_right_enters_and_confirms(values):
    id = row("sme.public.share", date(2005, 1, 1)).pk
    for other in (values.clara, values.anna, values.erik, values.guest):
        with pytest.raises(Refused):
            enter_value(by=other, **NEW)
        with pytest.raises(Refused):
            confirm_value(by=other, value_id=id)
        with pytest.raises(Refused):
            enter_rate(by=other, currency="DKK", on=date(2026, 1, 2), per_euro=Decimal("7.46"), source="x")
    confirm_value(by=finance(values), value_id=id)
    with pytest.raises(Conflict, match="confirmed already"):
        confirm_value(by=finance(values), value_id=id)


def test_a_rate_is_entered_once_for_a_day(values):
    told = {"currency": "dkk", "on": date(2026, 1, 2), "source": "A bank"}
    for _ in range(2):
        enter_rate(by=finance(values), per_euro=Decimal("7.4602"), **told)
    assert str(rates().at("DKK", date(2026, 1, 9)).per_euro) == "7.460200"
    with pytest.raises(Conflict, match="another rate of DKK"):
        enter_rate(by=finance(values), per_euro=Decimal("7.47"), **told)


def test_the_table_names_each_value_with_its_unit_source_and_mark(values):
    page = said(browser(values.anna).get("/ledger/law/"))
    assert "De minimis aid: the ceiling for one undertaking EUR 300,000" in page.replace("\xa0", " ")
    assert "values have not been held against the act yet" in page
    assert "I have held it against the act" not in page
    danish = said(browser(values.anna, "da").get("/ledger/law/"))
    assert "De minimis-støtte: loft for én virksomhed" in danish


def test_the_money_right_enters_a_value_and_confirms_it_on_the_page(values):
    clara = browser(with_money(values))
    sent = {"name": "hour.deb", "amount": "250", "unit": "DKK/hour", "from_on": "2026-01-01", "source": "A letter"}
    assert clara.post("/ledger/law/", sent).status_code == 303
    id = row("hour.deb", date(2026, 1, 1)).pk
    assert clara.post(f"/ledger/law/{id}/confirm/").status_code == 303
    assert row("hour.deb", date(2026, 1, 1)).confirmed
    assert "begins on" in said(clara.post("/ledger/law/", sent))


def test_a_rate_of_three_decimals_is_never_thousands(values):
    clara = browser(with_money(values))
    sent = {"currency": "DKK", "on": "2026-01-02", "per_euro": "7.460", "source": "A bank"}
    assert clara.post("/ledger/rates/", sent).status_code == 303
    assert str(rates().at("DKK", date(2026, 1, 2)).per_euro) == "7.460000"
    for wrong in ("1.234.567", "-7", "seven", "9" * 20, "٧", ""):
        answer = clara.post("/ledger/rates/", {**sent, "on": "2026-01-03", "per_euro": wrong})
        assert (answer.status_code, "Mend this first" in said(answer)) == (200, True)


def test_a_date_is_written_as_a_date(values):
    clara = browser(with_money(values))
    sent = {"name": "gber.end", "amount": "20301332", "unit": "date", "from_on": "2027-01-01", "source": "An act"}
    assert "Write the day as eight digits" in said(clara.post("/ledger/law/", sent))
