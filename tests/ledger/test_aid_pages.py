"""The pages of state aid: the room of a group, the check before a promise, promising, settling, giving up."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from klynge.ledger import models
from klynge.ledger.actions.declare import Declared
from klynge.ledger.queries.aid_pages import firm_aid, near_the_ceiling, open_promises
from klynge.register.models import Ownership
from tests.ledger import aid
from tests.ledger.aid import ON, money
from tests.ledger.pages import browser, said

pytestmark = pytest.mark.django_db
SENT = {"what": "A course", "amount": "74600", "currency": "DKK", "on": "2026-03-02", "basis": "de-minimis"}


@pytest.fixture
def cast(db):
    return aid.make()


def sent(**more: str) -> dict[str, str]:
    package = models.WorkPackage.objects.system_rows("a test").get()
    return {**SENT, "payer": f"{package.grant_id}:{package.pk}", **more}


def live() -> list[tuple[str, str, str]]:
    rows = models.Aid.objects.system_rows("a test").filter(live=True, ours=True).order_by("pk")
    return [(row.step, str(row.amount), str(row.euro)) for row in rows]


def test_a_member_sees_its_own_aid_and_of_the_group_only_the_sum(cast):
    aid.promise(cast, money(10_000), on=ON)
    aid.promise(cast, money(25_000), on=ON, firm=cast.kite)
    shown = firm_aid(cast.anna, cast.hawk.pk, ON)
    assert ([line.organisation for line in shown.lines], shown.hidden, shown.headroom.room) == (["Hawk ApS"], 25_000, 265_000)
    whole = firm_aid(cast.clara, cast.hawk.pk, ON)
    assert (sorted(line.organisation for line in whole.lines), whole.hidden) == (["Hawk ApS", "Kite ApS"], 0)


def test_the_page_of_a_member_says_the_sum_and_offers_nothing_to_the_house(cast):
    aid.promise(cast, money(10_000), on=timezone.localdate(), what="Ours")
    aid.promise(cast, money(25_000), on=timezone.localdate(), firm=cast.kite, what="Theirs")
    page = said(browser(cast.anna).get(f"/ledger/aid/{cast.hawk.pk}/")).replace("\xa0", " ")
    assert "There is room for EUR 265,000 of de minimis aid today" in page
    assert "EUR 25,000 was granted to others of the group" in page
    assert ("Ours" in page, "Theirs" in page, "Settle" in page, "Give up" in page) == (True, False, False, False)
    danish = said(browser(cast.anna, "da").get(f"/ledger/aid/{cast.hawk.pk}/")).replace("\xa0", " ")
    assert "Der er råderum til EUR 265.000 i de minimis-støtte i dag" in danish


def test_the_check_says_yes_or_the_reason_and_the_day(cast):
    aid.promise(cast, money(290_000), on=ON)
    client, address = browser(cast.clara), f"/ledger/aid/{cast.kite.pk}/"
    yes = said(client.get(address, {"amount": "10000", "currency": "EUR", "on": "2026-03-03"})).replace("\xa0", " ")
    assert ("Yes, EUR 10,000 fits." in yes, "Promise aid" in yes) == (True, True)
    no = said(client.get(address, {"amount": "10000,01", "currency": "EUR", "on": "2026-03-03"})).replace("\xa0", " ")
    assert "No, EUR 10,000.01 does not fit. There is room for EUR 10,000, which is EUR 0.01 too little." in no
    assert "It fits from 2 March 2029 on" in no


def test_a_check_of_the_same_room_is_open_to_the_firm(cast):
    page = said(
        browser(cast.anna).get(f"/ledger/aid/{cast.hawk.pk}/", {"amount": "300001", "currency": "EUR", "on": "2026-03-03"})
    )
    assert "does not fit" in page
    assert "It fits on no day that the law known here covers." in page


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"amount": "-1"}, "is no number"),
        ({"amount": "NaN"}, "is no number"),
        ({"on": "2026-13-40"}, "Enter a valid date"),
        ({"on": "0001-01-01"}, "No value of"),
        ({"on": "9999-12-31"}, "No value of"),
        ({"currency": "SEK"}, "No exchange rate of SEK"),
        ({"on": "2026-12-31", "currency": "DKK"}, "is too old"),
    ],
)
def test_what_cannot_be_asked_is_said(cast, asked, says):
    told = {"amount": "5", "currency": "EUR", "on": "2026-03-02", **asked}
    answer = browser(cast.clara).get(f"/ledger/aid/{cast.hawk.pk}/", told)
    assert (answer.status_code, says in said(answer)) == (200, True), said(answer)


def test_values_that_nobody_confirmed_are_marked_where_they_are_used(cast):
    page = f"/ledger/aid/{cast.hawk.pk}/"
    assert "It rests on" not in said(browser(cast.clara).get(page))
    models.LegalValue.objects.system_rows("a test").filter(name="de_minimis.ceiling").update(confirmed=False)
    assert "It rests on a value that is not confirmed: De minimis aid: the ceiling" in said(browser(cast.clara).get(page))


def test_asking_first_promises_nothing_and_the_second_button_does(cast):
    client, address = browser(cast.clara), f"/ledger/aid/{cast.hawk.pk}/promise/"
    page = said(client.post(address, sent(check="1"))).replace("\xa0", " ")
    assert ("Yes, DKK 74,600 fits." in page, live()) == (True, [])
    assert client.post(address, sent(promise="1")).status_code == 303
    assert live() == [("promised", "74600.00", "10000.00")]
    [letter] = models.Letter.objects.visible_to(cast.clara)
    assert (letter.kind, letter.organisation_id) == ("promise", cast.hawk.pk)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"amount": "9999999", "currency": "EUR"}, "is more than may be promised on 2 March 2026"),
        ({"amount": "99999999999999999"}, "is no number"),
        ({"what": "\x00"}, "Null characters"),
        ({"what": ""}, "required"),
        ({"payer": "1:999999"}, "Select a valid choice"),
        ({"payer": "x"}, "Select a valid choice"),
        ({"basis": "gift"}, "Select a valid choice"),
        ({"on": "2031-01-01"}, "outside the period"),
    ],
)
def test_what_cannot_be_promised_is_said_beside_its_field(cast, change, says):
    answer = browser(cast.clara).post(f"/ledger/aid/{cast.hawk.pk}/promise/", sent(promise="1", **change))
    assert (answer.status_code, says in said(answer), live()) == (200, True, []), said(answer)


def test_without_a_declaration_the_page_says_to_ask_for_one(cast):
    answer = browser(cast.clara).post(f"/ledger/aid/{cast.abroad.pk}/promise/", sent(promise="1"))
    assert "Ask for one first" in said(answer)


def test_nothing_is_promised_or_settled_in_a_locked_month(cast):
    row = aid.promise(cast, money(10))
    models.Lock.objects.create(grant=aid.grant(), month=date(2026, 3, 1), locked_at=timezone.now())
    client = browser(cast.clara)
    assert "March 2026 is locked for Growth" in said(client.post(f"/ledger/aid/{cast.hawk.pk}/promise/", sent(promise="1")))
    assert "March 2026 is locked" in said(client.post(f"/ledger/aid/row/{row.pk}/settle/", {"amount": "5", "currency": "EUR"}))
    assert "March 2026 is locked" in said(client.post(f"/ledger/aid/row/{row.pk}/give-up/", {"reason": "Cancelled"}))
    assert live() == [("promised", "10.00", "10.00")]


def test_a_promise_is_settled_once_and_its_letter_says_the_actual_amount(cast):
    row = aid.promise(cast, money(100))
    client, address = browser(cast.clara), f"/ledger/aid/row/{row.pk}/settle/"
    assert "Course" in said(client.get(address))
    answers = [client.post(address, {"amount": "60", "currency": "EUR"}).status_code for _ in range(2)]
    assert (answers, live()) == ([303, 422], [("promised", "100.00", "100.00"), ("actual", "60.00", "60.00")])
    assert [letter.kind for letter in models.Letter.objects.visible_to(cast.clara)] == ["actual"]
    page = said(client.get(f"/ledger/aid/{cast.hawk.pk}/")).replace("\xa0", " ")
    assert "promised: EUR 100" in page


def test_a_promise_is_given_up_with_its_reason(cast):
    row = aid.promise(cast, money(100))
    client, address = browser(cast.clara), f"/ledger/aid/row/{row.pk}/give-up/"
    assert "required" in said(client.post(address, {"reason": " "}))
    assert client.post(address, {"reason": "Cancelled"}).status_code == 303
    assert (live(), open_promises(cast.clara, 1).total) == ([], 0)
    assert client.get(address).status_code == 422


def test_the_overview_has_the_firms_with_most_first_and_the_promises_that_wait(cast):
    today = timezone.localdate()
    aid.promise(cast, money(10_000), on=today)
    aid.promise(cast, money(280_000), on=today, firm=cast.kite)
    found = near_the_ceiling(cast.clara, today, 1)
    assert [(one.name, one.used, one.room) for one in found] == [("Kite ApS", 290_000, 10_000), ("Hawk ApS", 290_000, 10_000)]
    page = said(browser(cast.clara).get("/ledger/aid/"))
    assert "2 firms got de minimis aid in the last three years. 2 have little or no room left. 2 promises wait" in page
    assert "Course" in said(browser(cast.clara).get("/ledger/aid/promises/"))


def test_what_a_firm_declared_counts_and_is_named_as_such(cast):
    aid.declare(cast.anna, cast.hawk, Declared(timezone.localdate(), money(120_000), "A municipality"))
    page = said(browser(cast.clara).get(f"/ledger/aid/{cast.hawk.pk}/")).replace("\xa0", " ")
    assert ("A municipality" in page, "declared by the firm" in page, "room for EUR 180,000" in page) == (True, True, True)


@pytest.mark.parametrize("address", ["/ledger/aid/", "/ledger/aid/promises/", "firm"])
def test_a_page_takes_the_same_queries_for_one_row_and_for_three(cast, address):
    client, asked = browser(cast.clara), []
    path = f"/ledger/aid/{cast.hawk.pk}/" if address == "firm" else address
    client.get(path)
    for _ in range(3):
        aid.promise(cast, money(10), on=timezone.localdate())
        with CaptureQueriesContext(connection) as queries:
            client.get(path)
        asked.append(len(queries))
    assert len(set(asked)) == 1


def test_the_overview_asks_no_more_for_firms_that_are_not_tied(cast):
    client, asked = browser(cast.clara), []
    Ownership.objects.system_rows("a test").delete()
    client.get("/ledger/aid/")
    for firm in (cast.hawk, cast.kite):
        aid.promise(cast, money(10), on=timezone.localdate(), firm=firm)
        with CaptureQueriesContext(connection) as queries:
            client.get("/ledger/aid/")
        asked.append(len(queries))
    assert len(set(asked)) == 1
