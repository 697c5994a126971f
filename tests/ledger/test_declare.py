"""Declarations: asked by mail, signed by link or signed in, overseen by the secretariat."""

import re
from datetime import date, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from klynge.core.errors import Conflict, Refused, Unavailable, Wrong
from klynge.core.money import Money
from klynge.ledger import models
from klynge.ledger.actions.declare import Declared, ask_declaration, begin_declaration, declare_aid, digest
from klynge.ledger.queries.declarations import declaration, overview
from klynge.register.models import Affiliation, Ownership
from tests.ledger import aid
from tests.ledger.aid import money
from tests.ledger.pages import browser, line_of, lines, reachable, said

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db):
    made = aid.make()
    models.Declaration.objects.system_rows("a test begins without").delete()
    reachable(made.hawk, made.anna, "anna@example.org")
    return made


def rows(cast):
    return models.Declaration.objects.visible_to(cast.clara)


def live() -> list[tuple[str, str]]:
    found = models.Aid.objects.system_rows("a test").filter(live=True, step="declared").order_by("on")
    return [(str(row.euro), row.giver) for row in found]


def link() -> str:
    return re.search(r"https?://[^/\s]+(/ledger/declare/\S+/)", mail.outbox[-1].body).group(1)


def test_the_mail_says_nothing_of_aid_and_its_link_signs_once(cast):
    ask_declaration(by=cast.clara, organisation_id=cast.hawk.pk)
    [letter] = mail.outbox
    assert (letter.to, letter.subject) == (["anna@example.org"], "A declaration for Hawk ApS")
    address, guest = link(), Client()
    assert "de minimis aid" in said(guest.get(address, headers={"accept-language": "en"}))
    sent = lines(line_of(0, "2025-05-06", "1.000,50", "A town"), group="Kite ApS")
    assert "The declaration is signed" in said(guest.post(address, sent, headers={"accept-language": "en"}))
    assert live() == [("1000.50", "A town")]
    assert guest.get(address).status_code == 404
    assert guest.post(address, sent).status_code == 404


def test_a_declaration_is_sealed_with_the_statement_that_was_read(cast):
    begun = begin_declaration(by=cast.anna, organisation_id=cast.hawk.pk)
    browser(cast.anna).post(f"/ledger/declarations/{begun.pk}/", lines(line_of(0, "2025-05-06", "10", "A town")))
    row = rows(cast).get()
    assert (row.signed_by_id, row.hash == digest(row), "EUR\xa0300,000" in row.text) == (cast.anna.person_id, True, True)
    row.group = "Somebody else"
    assert row.hash != digest(row)


def test_nobody_who_can_be_reached_is_said_and_nothing_is_kept(cast):
    with pytest.raises(Wrong, match="Nobody at Kite ApS has an e-mail address"):
        ask_declaration(by=cast.clara, organisation_id=cast.kite.pk)
    assert list(rows(cast)) == []


def test_while_a_question_waits_no_other_is_sent(cast):
    ask_declaration(by=cast.clara, organisation_id=cast.hawk.pk)
    with pytest.raises(Conflict, match="asked already"):
        ask_declaration(by=cast.clara, organisation_id=cast.hawk.pk)
    rows(cast).update(until_on=timezone.localdate() - timedelta(days=1))
    ask_declaration(by=cast.clara, organisation_id=cast.hawk.pk)
    assert len(mail.outbox) == 2


def test_a_mail_that_does_not_leave_takes_the_question_back(cast, settings):
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )
    with pytest.raises(Unavailable, match="could not be sent"):
        ask_declaration(by=cast.clara, organisation_id=cast.hawk.pk)
    assert list(rows(cast)) == []


def test_only_the_house_asks_and_only_the_firm_begins(cast):
    for other in (cast.anna, cast.ben, cast.dora, cast.erik, cast.guest):
        with pytest.raises(Refused):
            ask_declaration(by=other, organisation_id=cast.hawk.pk)
    for other in (cast.ben, cast.clara, cast.dora, cast.erik, cast.guest):
        with pytest.raises(Refused):
            begin_declaration(by=other, organisation_id=cast.hawk.pk)
    first, again = (begin_declaration(by=cast.anna, organisation_id=cast.hawk.pk) for _ in range(2))
    assert first == again


def test_whoever_looks_after_the_firm_no_more_signs_by_no_old_link(cast):
    ask_declaration(by=cast.clara, organisation_id=cast.hawk.pk)
    Affiliation.objects.system_rows("a test").filter(person_id=cast.anna.person_id).update(to_on=date(2020, 1, 1))
    assert Client().get(link()).status_code == 404
    assert Client().post(link(), lines()).status_code == 404
    assert live() == []


def test_a_new_declaration_begins_with_the_last_one_and_the_ownership(cast):
    aid.declare(cast.anna, cast.hawk, Declared(date(2025, 1, 2), money(5), "A town", "A course"))
    begun = begin_declaration(by=cast.anna, organisation_id=cast.hawk.pk)
    card = declaration(cast.anna, begun.pk)
    assert (card.lines, card.group) == ([["2025-01-02", "5", "EUR", "A town", "A course"]], "")
    Ownership.objects.system_rows("a test").update(label="TLP:CLEAR")
    assert declaration(cast.anna, begun.pk).group == "Kite ApS"
    assert 'value="A town"' in browser(cast.anna).get(f"/ledger/declarations/{begun.pk}/").content.decode()


def test_more_lines_keep_what_was_written_and_sign_nothing(cast):
    begun = begin_declaration(by=cast.anna, organisation_id=cast.hawk.pk)
    sent = {**lines(line_of(0, "2025-05-06", "10", "A town"), group="Falcon ApS"), "more": "1"}
    page = browser(cast.anna).post(f"/ledger/declarations/{begun.pk}/", sent).content.decode()
    assert ('value="A town"' in page, "Falcon ApS" in page, 'name="line-5-on"' in page, "Mend this" in page) == (
        True,
        True,
        True,
        False,
    )
    assert rows(cast).get().signed_at is None


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (line_of(0, "2025-05-06", "abc", "A town"), "is no number"),
        (line_of(0, "2025-05-06", "-5", "A town"), "is no number"),
        (line_of(0, "2025-05-06", "0", "A town"), "above zero"),
        (line_of(0, "2999-01-01", "5", "A town"), "has not come yet"),
        (line_of(0, "", "5", "A town"), "required"),
        (line_of(0, "2025-05-06", "5", ""), "required"),
        (line_of(0, "2025-05-06", "5", "A town", currency="XXX"), "Select a valid choice"),
        (
            line_of(0, "2025-05-06", "5", "A town", currency="SEK"),
            "No exchange rate of SEK is known for 6 May 2025. Write the amount in euro",
        ),
        (line_of(0, "1999-05-06", "5", "A town\x00"), "Null characters"),
    ],
)
def test_what_cannot_be_declared_is_said_and_nothing_is_signed(cast, line, says):
    begun = begin_declaration(by=cast.anna, organisation_id=cast.hawk.pk)
    answer = browser(cast.anna).post(f"/ledger/declarations/{begun.pk}/", lines(line))
    assert (answer.status_code, says in said(answer)) == (200, True), said(answer)
    assert (rows(cast).get().signed_at, live()) == (None, [])


def test_without_the_confirmation_nothing_is_signed(cast):
    begun = begin_declaration(by=cast.anna, organisation_id=cast.hawk.pk)
    browser(cast.anna).post(f"/ledger/declarations/{begun.pk}/", lines(sure=False))
    assert rows(cast).get().signed_at is None


def test_a_form_that_was_tampered_with_breaks_nothing(cast):
    begun = begin_declaration(by=cast.anna, organisation_id=cast.hawk.pk)
    for number in ("61", "9999"):
        sent = {**lines(), f"line-{number}-giver": "A town"}
        assert browser(cast.anna).post(f"/ledger/declarations/{begun.pk}/", sent).status_code == 200
    with pytest.raises(Wrong, match="at most 60 lines"):
        declare_aid(by=cast.anna, declaration_id=begun.pk, lines=[Declared(date(2025, 1, 1), Money(1, "EUR"), "x")] * 61)
    assert rows(cast).get().signed_at is None


@pytest.mark.parametrize("total", ["0", "-1", "abc", "100000", "", "9" * 30])
def test_no_line_is_lost_whatever_the_form_says_of_itself(cast, total):
    begun = begin_declaration(by=cast.anna, organisation_id=cast.hawk.pk)
    sent = {**lines(line_of(0, "2025-05-06", "5", "A town")), "line-TOTAL_FORMS": total, "line-INITIAL_FORMS": total}
    browser(cast.anna).post(f"/ledger/declarations/{begun.pk}/", sent)
    assert live() == [("5.00", "A town")]


def test_a_line_that_was_emptied_is_gone(cast):
    aid.declare(cast.anna, cast.hawk, Declared(date(2025, 1, 2), money(5), "A town"))
    begun = begin_declaration(by=cast.anna, organisation_id=cast.hawk.pk)
    browser(cast.anna).post(
        f"/ledger/declarations/{begun.pk}/", lines(line_of(0, "", "", ""), line_of(1, "2025-03-04", "7", "A bank"))
    )
    assert live() == [("7.00", "A bank")]


def test_the_overview_says_who_has_one_who_was_asked_and_whose_is_too_old(cast):
    today = timezone.localdate()
    aid.declare(cast.ben, cast.kite)
    begin_declaration(by=cast.anna, organisation_id=cast.hawk.pk)
    found, counts = overview(cast.clara, today, 1)
    assert [(one.name, one.state) for one in found] == [("Hawk ApS", "asked"), ("Kite ApS", "good")]
    assert dict(counts) == {"none": 0, "old": 0, "asked": 1, "good": 1}
    later, _ = overview(cast.clara, today + timedelta(days=400), 1)
    assert [(one.name, one.state) for one in later] == [("Hawk ApS", "none"), ("Kite ApS", "old")]


def test_the_chosen_are_asked_and_those_who_cannot_be_reached_are_named(cast):
    answer = browser(cast.clara).post("/ledger/declarations/", {"firm": [cast.hawk.pk, cast.kite.pk, "x", "9" * 30]}, follow=True)
    page = said(answer)
    assert ("1 firm was asked." in page, "Nobody at Kite ApS has an e-mail address here" in page) == (True, True)
    assert [letter.to for letter in mail.outbox] == [["anna@example.org"]]


def test_the_overview_takes_the_same_queries_for_one_firm_and_for_three(cast):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.cast import organisation

    clara, asked = browser(cast.clara), []
    clara.get("/ledger/declarations/")
    for number in (1, 2, 3):
        firm = organisation(f"Falcon {number}")
        models.Declaration.objects.create(organisation=firm, asked_at=timezone.now(), until_on=timezone.localdate())
        with CaptureQueriesContext(connection) as queries:
            clara.get("/ledger/declarations/")
        asked.append(len(queries))
    assert len(set(asked)) == 1
