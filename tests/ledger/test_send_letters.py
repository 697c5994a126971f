"""Letters leave by mail: once, with the PDF, to whoever looks after the firm; and what did not leave says why."""

from datetime import date
from smtplib import SMTPException

import pytest
from django.core import mail

from klynge.access.journal import Entry
from klynge.core.errors import Conflict, Refused, Unavailable, Wrong
from klynge.ledger.actions.aid import give_up_aid, settle_aid
from klynge.ledger.actions.letters import letter_file, make_letter
from klynge.ledger.actions.send_letters import send_letter, send_letters
from klynge.ledger.models import Letter
from klynge.register.models import Person
from tests.ledger import aid
from tests.ledger.aid import money
from tests.ledger.pages import browser, reachable, said

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 1)
WHY = "a test looks at letters"


@pytest.fixture
def cast(db):
    made = aid.make()
    reachable(made.hawk, made.anna, "anna@hawk.example")
    return made


def letter(cast, firm=None, amount=1000):
    row = aid.promise(cast, money(amount), firm=firm)
    return make_letter(by=cast.clara, aid_id=row.pk, on=TODAY)


def journal(verb):
    return Entry.objects.system_rows(WHY).filter(verb=verb)


def test_a_letter_leaves_with_its_pdf_to_whoever_looks_after_the_firm(cast):
    made = letter(cast)
    sent = send_letter(by=cast.clara, letter_id=made.pk)
    [one] = mail.outbox
    assert one.to == ["anna@hawk.example"]
    assert one.attachments == [
        ("State aid expected Hawk ApS.pdf", letter_file(by=cast.clara, letter_id=made.pk).content, "application/pdf")
    ]
    assert ("Hawk ApS is expected to get from us" in one.body, f"/ledger/aid/letter/{made.pk}/" in one.body) == (True, True)
    assert "1,000" not in one.body + one.subject  # the amount stands in the letter alone
    assert (sent.sent_at is not None, sent.again_at, journal("send letter").count()) == (True, None, 1)


def test_it_is_written_in_the_language_of_the_reader(cast):
    Person.objects.system_rows(WHY).filter(pk=cast.anna.person_id).update(language="da")
    row = settle_aid(by=cast.clara, aid_id=aid.promise(cast, money(1000)).pk, money=money(900))
    send_letter(by=cast.clara, letter_id=make_letter(by=cast.clara, aid_id=row.pk, on=TODAY).pk)
    [one] = mail.outbox
    assert ("har fået fra os" in one.body, one.subject, one.attachments[0][0]) == (
        True,
        "Et brev om statsstøtte til Hawk ApS",
        "Ydet statsstøtte Hawk ApS.pdf",
    )


def test_it_leaves_once_unless_it_is_sent_again(cast):
    made = letter(cast)
    first = send_letter(by=cast.clara, letter_id=made.pk)
    with pytest.raises(Conflict) as conflict:
        send_letter(by=cast.clara, letter_id=made.pk)
    assert (conflict.value.facts["day"] is not None, len(mail.outbox)) == (True, 1)
    again = send_letter(by=cast.clara, letter_id=made.pk, again=True)
    assert (again.sent_at, again.again_at > first.sent_at, len(mail.outbox)) == (first.sent_at, True, 2)
    assert [entry.facts["again"] for entry in journal("send letter").order_by("pk")] == [False, True]


def test_where_nobody_can_be_reached_nothing_is_recorded(cast):
    made = letter(cast, cast.kite)
    with pytest.raises(Wrong, match="Nobody at Kite ApS has an e-mail address"):
        send_letter(by=cast.clara, letter_id=made.pk)
    made.refresh_from_db()
    assert (made.sent_at, mail.outbox, journal("send letter").count()) == (None, [], 0)


def test_where_the_mail_does_not_leave_nothing_is_recorded(cast, monkeypatch):
    made = letter(cast)

    def broken(self, messages):
        raise SMTPException("no")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", broken)
    for act in (lambda: send_letter(by=cast.clara, letter_id=made.pk), lambda: send_letters(by=cast.clara)):
        with pytest.raises(Unavailable):
            act()
    made.refresh_from_db()
    assert (made.sent_at, journal("send letter").count()) == (None, 0)


def test_what_was_given_up_is_written_to_nobody(cast):
    made = letter(cast)
    give_up_aid(by=cast.clara, aid_id=made.aid_id, reason="Cancelled")
    with pytest.raises(Conflict, match="corrected or given up"):
        send_letter(by=cast.clara, letter_id=made.pk)
    assert (send_letters(by=cast.clara).sent, mail.outbox) == (0, [])


def test_only_the_house_sends(cast):
    made = letter(cast)
    for other in (cast.anna, cast.ben, cast.dora, cast.erik, cast.guest):
        for act in (lambda by=other: send_letter(by=by, letter_id=made.pk), lambda by=other: send_letters(by=by)):
            with pytest.raises(Refused):
                act()
    assert mail.outbox == []


def test_all_that_wait_leave_at_once_and_who_is_not_reached_is_named(cast):
    first, second, third = letter(cast), letter(cast, cast.kite), letter(cast)
    done = send_letters(by=cast.clara)
    assert (done.sent, [str(one) for one in done.kept], done.left) == (
        2,
        ["Nobody at Kite ApS has an e-mail address here. Add a contact first."],
        0,
    )
    rows = Letter.objects.system_rows(WHY)
    assert set(rows.exclude(sent_at=None).values_list("pk", flat=True)) == {first.pk, third.pk}
    reachable(cast.kite, cast.ben, "ben@kite.example")
    assert (send_letters(by=cast.clara).sent, mail.outbox[-1].to) == (1, ["ben@kite.example"])
    assert (send_letters(by=cast.clara).sent, rows.filter(sent_at=None).count(), second.kind) == (0, 0, "promise")


def test_the_pages_send_and_say_when_it_was_sent(cast):
    made = letter(cast)
    letter(cast, cast.kite)
    clara = browser(cast.clara)
    assert "2 letters have not been sent yet" in said(clara.get("/ledger/aid/"))
    words = said(clara.post("/ledger/aid/letters/send/", follow=True))
    for told in ("1 letter was sent.", "Nobody at Kite ApS has an e-mail address", "1 letter has not been sent yet.", "not sent"):
        assert told in words, told
    address = f"/ledger/aid/letter/{made.pk}/send/"
    assert "was sent on" in said(clara.post(address, follow=True))
    words = said(clara.post(address, {"again": "1"}, follow=True))
    assert ("The letter was sent." in words, "letter again" in words, "Send the letter again" in words) == (True, True, True)
    assert len(mail.outbox) == 2
    page = said(browser(cast.anna).get(f"/ledger/aid/{cast.hawk.pk}/"))
    assert ("Send the letter" in page, "letter sent" in page) == (False, False)
