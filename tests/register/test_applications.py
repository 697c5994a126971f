"""An organisation applies for membership: written by a guest, confirmed by the link in the mail."""

import pytest
from django.core import mail
from lxml import html

from klynge.access.journal import lines
from klynge.core.errors import Refused
from klynge.register.queries.applications import application, applications
from klynge.register.queries.counts import applications_waiting
from tests.house.world import client_of
from tests.register.applying import FORM, link, member, rows, waiting, written

pytestmark = pytest.mark.django_db


def test_a_guest_applies_confirms_by_mail_and_only_then_the_secretariat_sees_it(cast):
    guest = client_of(None)
    answer = guest.post("/join/", FORM)
    assert (answer.status_code, answer.url) == (303, "/join/sent/")
    assert guest.get(answer.url).status_code == 200
    assert (applications_waiting(cast.clara), len(applications(cast.clara))) == (0, 0)
    with pytest.raises(Refused):
        application(cast.clara, rows()[0].pk)
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["lara@lark.example"], "Confirm the application of Lark Sensors ApS")
    where = link(sent)
    assert "Lark Sensors ApS" in guest.get(where).content.decode()
    assert guest.get(where).status_code == 200, "looking uses nothing up"
    assert guest.post(where).status_code == 200
    assert [guest.get(where).status_code, guest.post(where).status_code] == [404, 404]
    assert applications_waiting(cast.clara) == 1
    [row] = rows()
    kept = (row.cvr, row.website, row.email, row.employees, row.in_group, row.state)
    assert kept == ("10150817", "https://lark.example", "lara@lark.example", 12, False, "waiting")
    assert [line.verb for line in lines(cast.clara, kind="register.Application")] == ["confirm", "apply"]


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"cvr": "1234567"}, "cvr"),
        ({"cvr": "10150818"}, "cvr"),
        ({"email": "lara"}, "email"),
        ({"country": "Danmark"}, "country"),
        ({"website": "javascript:alert(1)"}, "website"),
        ({"why": " "}, "why"),
        ({"consent": ""}, "consent"),
        ({"kind": "club"}, "kind"),
        ({"employees": "-4"}, "employees"),
        ({"name": "x" * 300}, "name"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_is_kept(cast, change, where):
    answer = client_of(None).post("/join/", {**FORM, **change})
    page = html.document_fromstring(answer.content.decode())
    assert answer.status_code == 200
    assert page.xpath(f"//p[@class='wrong'][@id='id_{where}_error']")
    assert (rows(), mail.outbox) == ([], [])


def test_an_organisation_abroad_gives_its_own_number_and_no_cvr(cast):
    client_of(None).post("/join/", {**FORM, "country": "se", "foreign_number": "556000-0001", "cvr": "nonsense"})
    [row] = rows()
    assert (row.country, row.cvr, row.foreign_number) == ("SE", "", "556000-0001")


def test_known_and_unknown_get_the_same_answer(cast):
    """Whether the number is a member's, the address has an application open, or a robot filled in every field."""
    member("Lark Sensors", "10150817")
    waiting(email="known@lark.example", cvr="")
    told = []
    for change in ({"cvr": ""}, {}, {"email": "known@lark.example"}, {"fax": "1"}):
        answer = client_of(None).post("/join/", {**FORM, **change})
        told.append((answer.status_code, answer.url, answer.content))
    assert len(set(told)) == 1
    assert len(rows()) == 4, "the robot's is not kept"


def test_of_one_address_only_one_application_is_open(cast):
    guest = client_of(None)
    for _time in range(2):
        guest.post("/join/", FORM)
    first, second = (link(sent) for sent in mail.outbox)
    assert guest.post(first).status_code == 200
    assert guest.post(second).status_code == 404, "its twin went with the confirmation"
    guest.post("/join/", FORM)
    assert guest.post(link(mail.outbox[-1])).status_code == 422
    assert sorted(row.state for row in rows()) == ["new", "waiting"]


def test_nobodys_mailbox_is_filled(cast):
    for _time in range(5):
        client_of(None).post("/join/", FORM)
    assert (len(mail.outbox), len(rows())) == (3, 3)


def test_a_mail_that_does_not_leave_leaves_nothing_behind(cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    answer = client_of(None).post("/join/", FORM)
    assert (answer.status_code, "could not be sent" in answer.content.decode()) == (200, True)
    assert rows() == []


def test_the_mails_speak_the_language_of_the_application(cast):
    client_of(None, language="en").post("/join/?language=da", FORM)
    assert mail.outbox[0].subject == "Bekræft ansøgningen fra Lark Sensors ApS"
    assert [row.language for row in rows()] == ["da"]
    answer = client_of(None, language="en").get(link(mail.outbox[0]))
    assert answer.headers["Content-Language"] == "da", "and so does the page behind the link"


def test_a_forged_link_opens_nothing(cast):
    row = written()
    for way in ("confirm", "answer"):
        for token in ("1:forged", str(row.pk), link(mail.outbox[0]).split("/")[3] + "x"):
            assert client_of(None).get(f"/join/{way}/{token}/").status_code == 404


def test_a_name_with_a_line_break_makes_no_header_of_its_own(cast):
    written(name="Lark\nBcc: x@example.org")
    [sent] = mail.outbox
    assert (sent.subject, sent.recipients()) == ("Confirm the application of Lark Bcc: x@example.org", ["lara@lark.example"])
