"""The SME self-test: two years, partner and linked enterprises, exempt investors; kept with its reasons and signed by the firm."""

from datetime import date

import pytest

from klynge.core.errors import Conflict, Refused, Wrong
from klynge.ledger import sizing
from klynge.ledger.actions.size import digest, sign_size_test, work_out_size
from klynge.ledger.models import SizeTest
from klynge.ledger.queries.size import size_test, start_of
from klynge.register.models import Figure
from tests.ledger import aid
from tests.ledger.pages import browser, said

pytestmark = pytest.mark.django_db
ON = date(2026, 5, 4)
NOTHING = {"investor": "firm", "invested": "", "budget": "", "inhabitants": "", "under": 0, "control": False, "years": {}}


@pytest.fixture
def cast(db):
    return aid.make()


def given(*tied, years=None, before=""):
    own = years or {"2025": ["40", "9000000", "9000000"], "2024": ["40", "9000000", "9000000"]}
    return {"currency": "EUR", "before": before, "years": own, "tied": list(tied)}


def tied(name="Owner", share="100", staff="200", **more):
    years = {year: [staff, "1000000", "1000000"] for year in ("2025", "2024")}
    return {**NOTHING, "name": name, "owns": True, "share": share, "years": years, **more}


def worked(cast, said, by=None):
    return work_out_size(by=by or cast.anna, organisation_id=cast.hawk.pk, given=said, on=ON)


@pytest.mark.parametrize(
    ("lines", "size"),
    [
        ((), "small"),
        ((tied(),), "medium"),
        ((tied(staff="300"),), "large"),
        ((tied(share="30"),), "medium"),
        ((tied(share="30", investor="venture"),), "small"),
        ((tied(share="24.99", staff="9000"),), "small"),
        ((tied(share="30", staff="0", investor="public"),), "large"),
        ((tied(share="60", staff="0", owns=False), tied("Below", share="60", owns=False, under=1)), "medium"),
    ],
)
def test_the_class_counts_those_that_are_tied_and_leaves_exempt_investors_out(cast, lines, size):
    assert worked(cast, given(*lines)).size == size


def test_a_class_is_lost_only_after_two_years_in_a_row(cast):
    years = {"2024": ["40", "9000000", "9000000"], "2025": ["60", "9000000", "9000000"]}
    made = worked(cast, given(years=years, before="small"))
    kept = sizing.steps(made.steps["steps"])
    assert (made.size, "only after two years in a row" in str(kept[-1])) == ("small", True)


def test_all_reasons_stay_as_they_were_with_the_values_that_they_rest_on(cast):
    made = worked(cast, given(tied(share="30")))
    card = size_test(cast.anna, made.pk)
    assert "Owner is a partner and counts by 30 %: 200." in [str(step) for step in sizing.steps(card.steps["steps"])]
    assert {"sme.small.staff", "sme.medium.staff"} <= {value.name for value in sizing.values(card.steps["values"])}


def test_a_test_is_signed_once_by_the_firm_and_sealed(cast):
    made = worked(cast, given(), by=cast.clara)
    for other in (cast.clara, cast.ben, cast.erik, cast.guest):
        with pytest.raises(Refused):
            sign_size_test(by=other, test_id=made.pk)
    row = sign_size_test(by=cast.anna, test_id=made.pk)
    assert (row.hash, row.signed_by_id) == (digest(row), cast.anna.person_id)
    row.size = "micro"
    assert row.hash != digest(row)
    with pytest.raises(Conflict, match="signed already"):
        sign_size_test(by=cast.anna, test_id=made.pk)


def test_nobody_fills_in_a_test_of_a_firm_that_is_not_theirs(cast):
    for other in (cast.ben, cast.dora, cast.erik, cast.guest):
        with pytest.raises(Refused):
            worked(cast, given(), by=other)
        with pytest.raises(Refused):
            start_of(other, cast.hawk.pk, ON)


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (given(years={"2025": ["", "1", "1"]}), "head count of 2025"),
        (given(years={"2025": ["1", "", ""], "2023": ["1", "", ""]}), "two accounting years in a row"),
        (given(tied(share="101")), "percent from 0 to 100"),
        (given(tied(under=1)), "Line 1 is tied to line 1"),
        (given(tied(under=7)), "Line 1 is tied to line 7"),
    ],
)
def test_figures_that_give_no_class_are_said_and_nothing_is_kept(cast, said, says):
    with pytest.raises(Wrong, match=says):
        worked(cast, said)
    assert not SizeTest.objects.visible_to(cast.clara).exists()


SENT = {"year": "2025", "currency": "EUR", "before": "", "tied-TOTAL_FORMS": "1", "tied-INITIAL_FORMS": "0"}
OWN = {"staff_last": "40", "turnover_last": "9.000.000", "balance_last": "", "staff_before": "41", "turnover_before": "9000000"}
LINE = {"tied-0-name": "Owner", "tied-0-owns": "yes", "tied-0-share": "62,5", "tied-0-under": "0", "tied-0-investor": "firm"}


def test_the_form_works_it_out_and_the_firm_signs(cast):
    client, address = browser(cast.anna), f"/ledger/size/{cast.hawk.pk}/"
    answer = client.post(address, {**SENT, **OWN, **LINE, "tied-0-staff_last": "200", "tied-0-staff_before": "200"}, follow=True)
    page = said(answer)
    assert ("It is an SME. Class: Medium-sized." in page, "Owner is linked and counts in full: 200." in page) == (True, True)
    made = SizeTest.objects.visible_to(cast.anna).get()
    assert (made.given["tied"][0]["share"], made.given["years"]["2024"][:2]) == ("62.5", ["41", "9000000"])
    assert "Signed. It stays as it is" in said(client.post(f"/ledger/size/test/{made.pk}/sign/", follow=True))
    assert "Earlier tests Medium-sized" in said(client.get(address))
    danish = said(browser(cast.anna, "da").get(f"/ledger/size/test/{made.pk}/"))
    assert "Den er en SMV. Klasse: Mellemstor." in danish


def test_an_empty_line_in_between_is_none_and_the_numbers_move_up(cast):
    second = {key.replace("tied-0", "tied-2"): value for key, value in LINE.items()}
    third = {**{key.replace("tied-0", "tied-3"): value for key, value in LINE.items()}, "tied-3-under": "3"}
    browser(cast.anna).post(f"/ledger/size/{cast.hawk.pk}/", {**SENT, **OWN, **second, **third})
    assert [line["under"] for line in SizeTest.objects.visible_to(cast.anna).get().given["tied"]] == [0, 1]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"staff_last": ""}, "head count of 2025"),
        ({"staff_last": "-3"}, "is no number"),
        ({"year": "1"}, "greater than or equal"),
        ({"tied-0-share": "150"}, "percent from 0 to 100"),
        ({"tied-0-share": ""}, "required"),
        ({"tied-0-under": "1"}, "number of an earlier line"),
        ({"tied-0-under": "-1"}, "greater than or equal"),
        ({"tied-0-investor": "king"}, "Select a valid choice"),
        ({"tied-0-name": "\x00"}, "Null characters"),
    ],
)
def test_what_the_form_cannot_take_is_said(cast, change, says):
    answer = browser(cast.anna).post(f"/ledger/size/{cast.hawk.pk}/", {**SENT, **OWN, **LINE, **change})
    assert (answer.status_code, says in said(answer), SizeTest.objects.visible_to(cast.anna).exists()) == (200, True, False), (
        said(answer)
    )


def test_more_room_keeps_what_was_written(cast):
    page = browser(cast.anna).post(f"/ledger/size/{cast.hawk.pk}/", {**SENT, **OWN, **LINE, "more": "1"}).content.decode()
    assert ('value="Owner"' in page, 'value="62,5"' in page, "tied-2-name" in page, "Mend this" in page) == (
        True,
        True,
        True,
        False,
    )


def test_a_new_test_begins_with_the_figures_and_ties_of_the_register(cast):
    for name, amount in (("staff", 12), ("turnover", 5_000_000)):
        told = {"currency": "" if name == "staff" else "DKK", "label": "TLP:AMBER+STRICT"}
        Figure.objects.create(organisation=cast.hawk, name=name, year=2025, amount=amount, **told)
    start = start_of(cast.clara, cast.hawk.pk, ON)
    assert start["years"] == {"2025": ["12", "5000000", ""]}
    assert [(line["name"], line["owns"], line["share"]) for line in start["tied"]] == [("Kite ApS", False, "60")]
