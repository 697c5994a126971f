"""Two signatures of two people stand under a month of hours, and fall when the hours change."""

import re

import pytest
from django.core import mail
from django.utils import timezone

from klynge.access.models import Entry
from klynge.core.errors import Conflict, Refused, Unavailable, Wrong
from klynge.ledger.actions.ask_hours import ask_to_sign_hours
from klynge.ledger.actions.hours import correct_hours, record_hours, withdraw_hours
from klynge.ledger.actions.locks import lock_month
from klynge.ledger.actions.sheets import PURPOSE, approve_sheet, open_sheet, sign_sheet
from klynge.people import links
from klynge.people.models import Account
from klynge.register.models import Affiliation, ContactPoint, Person
from klynge.register.viewers import viewer_of_person
from tests.cast import SINCE, person
from tests.ledger.things import DAY, WHY, annas, finance, grant, hours, rate, seen, sheets, spent

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(cast):
    rate(cast)
    return grant(cast)[1]


@pytest.fixture
def sheet(cast, paid):
    """Anna's three hours of March."""
    annas(cast, spent(paid, hours=3))
    return sheets().get()


def now(sheet):
    """Who has signed, and whether a signature fell."""
    row = sheets().get(pk=sheet.pk)
    return row.signed_by_id, row.approved_by_id, row.fell_at is not None


def sign(viewer, sheet):
    return sign_sheet(by=viewer, sheet_id=sheet.pk, seen=seen(sheet))


def approve(viewer, sheet):
    return approve_sheet(by=viewer, sheet_id=sheet.pk, seen=seen(sheet))


def email(viewer, firm, value):
    work = Affiliation.objects.system_rows(WHY).get(person_id=viewer.person_id, organisation=firm)
    ContactPoint.objects.create(affiliation=work, organisation=firm, kind="email", value=value)


def test_the_person_signs_then_somebody_else_and_both_are_dated(cast, sheet):
    with pytest.raises(Wrong, match="The person signs first"):
        approve(cast.clara, sheet)
    signed = sign(cast.anna, sheet)
    assert (signed.signed_at is not None, signed.rows) == (True, seen(sheet))
    approved = approve(cast.clara, sheet)
    assert approved.approved_at >= signed.signed_at
    assert now(sheet) == (cast.anna.person_id, cast.clara.person_id, False)
    before = sheets().values().get()
    sign(cast.anna, sheet), approve(cast.clara, sheet)
    assert sheets().values().get() == before


def test_nobody_signs_for_somebody_else(cast, sheet):
    for name, viewer in cast.everybody().items():
        if name != "anna":
            with pytest.raises(Refused):
                sign(viewer, sheet)
    sign(cast.anna, sheet)
    for viewer in (cast.guest, cast.ben, cast.dora, cast.erik, person("Carl", cast.hawk)):
        with pytest.raises(Refused):
            approve(viewer, sheet)
    assert now(sheet) == (cast.anna.person_id, None, False)


def test_a_colleague_who_looks_after_the_firm_signs_second(cast, sheet):
    chief = person("Chief", cast.hawk, manages=True)
    sign(cast.anna, sheet), approve(chief, sheet)
    assert now(sheet) == (cast.anna.person_id, chief.person_id, False)


TWO_OF = "The two signatures are of two people"


def test_two_signatures_of_one_person_are_refused_whichever_account_or_link_they_come_by(cast, sheet):
    sign(cast.anna, sheet)
    with pytest.raises(Wrong, match=TWO_OF):
        approve(cast.anna, sheet)
    with pytest.raises(Wrong, match=TWO_OF):
        approve(viewer_of_person(cast.anna.person_id), sheet)
    namesake = _again("aNNa", cast.hawk, "second@example.org")
    with pytest.raises(Wrong, match=TWO_OF):
        approve(namesake, sheet)
    same_mail = _again("A. Hansen", cast.hawk, "third@example.org")
    email(same_mail, cast.hawk, "Anna@Example.org")  # the address of Anna's own account
    with pytest.raises(Wrong, match=TWO_OF):
        approve(same_mail, sheet)
    assert now(sheet) == (cast.anna.person_id, None, False)


def _again(name, firm, address):
    """A second entry for somebody, with an account of its own, that looks after the firm."""
    row = Person.objects.create(name=name, account=Account.objects.create_user(address))
    Affiliation.objects.create(person=row, organisation=firm, manages=True, from_on=SINCE)
    return viewer_of_person(row.pk)


def test_the_secretariat_with_hours_of_its_own_does_not_sign_them_twice(cast, paid):
    Affiliation.objects.create(person_id=cast.clara.person_id, organisation=cast.hawk, from_on=SINCE)
    record_hours(by=cast.clara, person_id=cast.clara.person_id, organisation_id=cast.hawk.pk, spent=[spent(paid, hours=1)])
    sheet = sheets().get()
    sign(cast.clara, sheet)
    with pytest.raises(Wrong, match=TWO_OF):
        approve(cast.clara, sheet)
    approve(cast.anna, sheet)
    assert now(sheet) == (cast.clara.person_id, cast.anna.person_id, False)


def test_whoever_signs_signs_what_they_have_read(cast, paid, sheet):
    read = seen(sheet)
    annas(cast, spent(paid, hours=1, note="more"))
    with pytest.raises(Conflict, match="changed while you were reading"):
        sign_sheet(by=cast.anna, sheet_id=sheet.pk, seen=read)
    sign(cast.anna, sheet)
    read = seen(sheet)
    [row, _] = hours()
    correct_hours(by=cast.clara, hours_id=row.pk, reason="Less.", spent=spent(paid, hours=2))
    with pytest.raises(Conflict, match="changed while you were reading"):
        approve_sheet(by=cast.clara, sheet_id=sheet.pk, seen=read)


CHANGES = {
    "more": lambda c, p, row: annas(c, spent(p, hours=1, note="more")),
    "corrected": lambda c, p, row: correct_hours(by=c.clara, hours_id=row.pk, reason="Less.", spent=spent(p, hours=2)),
    "another month": lambda c, p, row: correct_hours(
        by=c.clara, hours_id=row.pk, reason="Later.", spent=spent(p, DAY.replace(month=4), hours=3)
    ),
    "withdrawn": lambda c, p, row: withdraw_hours(by=c.clara, hours_id=row.pk, reason="No."),
}


@pytest.mark.parametrize("case", CHANGES)
def test_when_the_hours_change_the_signatures_fall_and_it_says_so(cast, paid, sheet, case):
    sign(cast.anna, sheet), approve(cast.clara, sheet)
    CHANGES[case](cast, paid, hours().get())
    assert now(sheet) == (None, None, True)
    [told] = Entry.objects.system_rows(WHY).filter(verb="signatures fall")
    assert told.facts == {"signed_by": cast.anna.person_id, "approved_by": cast.clara.person_id}


def test_signed_again_it_holds_again(cast, paid, sheet):
    sign(cast.anna, sheet)
    annas(cast, spent(paid, hours=1, note="more"))
    sign(cast.anna, sheet), approve(cast.clara, sheet)
    assert now(sheet) == (cast.anna.person_id, cast.clara.person_id, False)


def test_hours_of_another_month_leave_the_signatures(cast, paid, sheet):
    sign(cast.anna, sheet)
    annas(cast, spent(paid, DAY.replace(month=4), hours=1))
    assert (now(sheet), sheets().count()) == ((cast.anna.person_id, None, False), 2)


def test_an_empty_sheet_and_a_locked_month_are_not_signed(cast, paid, sheet):
    empty = open_sheet(
        by=cast.clara,
        person_id=cast.anna.person_id,
        organisation_id=cast.hawk.pk,
        grant_id=paid.grant_id,
        month=DAY.replace(month=5, day=7),
    )
    with pytest.raises(Wrong, match="There are no hours on this sheet"):
        sign(cast.anna, empty)
    sign(cast.anna, sheet)
    lock_month(by=finance(cast), grant_id=paid.grant_id, month=DAY)
    with pytest.raises(Wrong, match="This month is locked"):
        approve(cast.clara, sheet)
    with pytest.raises(Wrong, match="This month is locked"):
        ask_to_sign_hours(by=cast.clara, sheet_id=sheet.pk)


def test_a_sheet_is_asked_for_by_the_secretariat_and_lets_the_person_record(cast, paid):
    said = {
        "person_id": cast.anna.person_id,
        "organisation_id": cast.hawk.pk,
        "grant_id": paid.grant_id,
        "month": timezone.localdate(),
    }
    for viewer in (cast.guest, cast.anna, cast.ben, cast.dora, cast.erik):
        with pytest.raises(Refused):
            open_sheet(by=viewer, **said)
    with pytest.raises(Wrong, match="does not work there"):
        open_sheet(by=cast.clara, **{**said, "organisation_id": cast.kite.pk})
    one = open_sheet(by=cast.clara, **said)
    assert open_sheet(by=cast.clara, **said).pk == one.pk
    annas(cast, spent(paid, hours=1), by=cast.anna)
    assert [row.hours for row in hours()] == [1]


def token_of(letter):
    return re.search(r"/ledger/hours/sign/([^/\s]+)/", letter.body).group(1)


def test_signatures_are_asked_for_by_mail_and_given_without_an_account(cast, sheet):
    chief = person("Chief", cast.hawk, manages=True)
    email(cast.anna, cast.hawk, "anna@hawk.example")
    email(chief, cast.hawk, "chief@hawk.example")
    Person.objects.system_rows(WHY).filter(pk=cast.anna.person_id).update(language="da")
    ask_to_sign_hours(by=cast.clara, sheet_id=sheet.pk)
    token = token_of(mail.outbox[0])
    opened = links.look(token, PURPOSE)
    assert (opened.subject, opened.person_id) == (str(sheet.pk), cast.anna.person_id)
    sign(viewer_of_person(opened.person_id), sheet)
    with pytest.raises(Refused):
        links.look(token, PURPOSE)
    ask_to_sign_hours(by=cast.clara, sheet_id=sheet.pk)
    opened = links.look(token_of(mail.outbox[1]), PURPOSE)
    approve(viewer_of_person(opened.person_id), sheet)
    assert now(sheet) == (cast.anna.person_id, chief.person_id, False)
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["anna@hawk.example"], "Skriv under på dine timer for marts 2026"),
        (["chief@hawk.example"], "Hours at Hawk ApS for March 2026 wait for your signature"),
    ]
    with pytest.raises(Conflict, match="Both signatures are there"):
        ask_to_sign_hours(by=cast.clara, sheet_id=sheet.pk)


def test_asking_again_ends_the_earlier_link_and_nobody_is_asked_to_sign_their_own_hours_second(cast, sheet):
    with pytest.raises(Wrong, match="no e-mail address there"):
        ask_to_sign_hours(by=cast.clara, sheet_id=sheet.pk)
    email(cast.anna, cast.hawk, "anna@hawk.example")
    for _ in range(2):
        ask_to_sign_hours(by=cast.clara, sheet_id=sheet.pk)
    with pytest.raises(Refused):
        links.look(token_of(mail.outbox[0]), PURPOSE)
    sign(cast.anna, sheet)
    with pytest.raises(Wrong, match="Nobody else who looks after the firm"):
        ask_to_sign_hours(by=cast.clara, sheet_id=sheet.pk)
    for viewer in (cast.anna, cast.ben, cast.erik):
        with pytest.raises(Refused):
            ask_to_sign_hours(by=viewer, sheet_id=sheet.pk)


def test_a_mail_that_does_not_leave_asked_nothing(cast, sheet, settings):
    email(cast.anna, cast.hawk, "anna@hawk.example")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", 1
    with pytest.raises(Unavailable, match="could not be sent"):
        ask_to_sign_hours(by=cast.clara, sheet_id=sheet.pk)
    assert sheets().get().asked_at is None
