"""Notices that a person enters, by hand or from a mail."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from klynge.connectors.handwritten import Handwritten
from klynge.core.errors import Refused
from klynge.core.tlp import Label
from klynge.market.actions.entry import close_notice, enter_notice
from klynge.market.models import Notice, Version
from klynge.people.models import Account
from tests.market import said

pytestmark = pytest.mark.django_db
WHY = "a test looks at what was stored"
MAIL = b"""From: Contracts <contracts@ncia.nato.int>
To: clara@example.org
Subject: Fwd: Deployable counter drone sensors
Message-ID: <1@example.org>
Content-Type: text/plain; charset=utf-8

NCIA intends to buy deployable sensors. Closing date: 15 January 2027 at 14:00 CET.
See https://www.ncia.nato.int/business
"""
FORM = {
    "title": "Feltkøkkener til Hjemmeværnet",
    "buyer": "Materielstyrelsen Nord",
    "kind": "competition",
    "language": "da",
    "text": "Ti feltkøkkener.",
    "requirements": "ISO 9001\nTre referencer",
    "deadline_at": "2027-01-15T14:00",
    "cpv": "39310000 39221000-7",
    "value": "1500000",
    "currency": "DKK",
    "label": "TLP:GREEN",
}


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.RAW = tmp_path / "raw"
    settings.SECOND_FACTOR = False


@pytest.fixture
def clara(cast, client):
    client.force_login(Account.objects.get(email="clara@example.org"))
    return client


def test_a_notice_by_hand_is_green_unless_somebody_says_otherwise_and_can_be_found(cast, clara, client):
    assert clara.get("/market/enter/").status_code == 200
    answer = clara.post("/market/enter/", FORM)
    assert answer.status_code == 303
    row = Notice.objects.system_rows(WHY).get()
    assert (row.source, row.label, row.cpv, row.currency) == ("manual", Label.GREEN, " 39310000 39221000 ", "DKK")
    assert "Feltkøkkener" in clara.get(answer.url).content.decode()
    assert "Feltkøkkener" in clara.get("/market/?q=feltkøkken").content.decode()
    clara.logout()
    assert "Feltkøkkener" not in clara.get("/market/?q=feltkøkken").content.decode()
    assert clara.get(answer.url).status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"buyer": ""},
        {"cpv": "abc"},
        {"value": "-1"},
        {"value": "1e400"},
        {"deadline_at": "2027-02-30T10:00"},
        {"url": "javascript:alert(1)"},
        {"kind": "nothing"},
        {"label": "TLP:PURPLE"},
        {"title": "x" * 501},
        {"title": "nul \x00"},
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_kept(clara, wrong):
    answer = clara.post("/market/enter/", {**FORM, **wrong})
    assert answer.status_code == 200
    assert "Feltkøkkener til" in answer.content.decode() or "title" in wrong  # what was written is still there
    assert not Notice.objects.system_rows(WHY).exists()


def test_the_same_number_again_is_a_new_version(clara):
    for text in ("Ti feltkøkkener.", "Tyve feltkøkkener."):
        assert clara.post("/market/enter/", {**FORM, "number": "FK-1", "text": text}).status_code == 303
    assert list(Version.objects.system_rows(WHY).order_by("pk").values_list("version", flat=True)) == ["01", "02"]
    assert Notice.objects.system_rows(WHY).get().version == "02"


def test_only_the_secretariat_enters(cast, client):
    client.force_login(Account.objects.get(email="anna@example.org"))
    assert client.get("/market/enter/").status_code == 404
    assert client.post("/market/enter/", FORM).status_code == 404
    with pytest.raises(Refused):
        enter_notice(by=cast.anna, entry=Handwritten("Titel", "Køber"), label=Label.CLEAR)
    assert not Notice.objects.system_rows(WHY).exists()


def test_a_mail_becomes_a_draft_and_nothing_is_kept_before_it_is_saved(clara):
    page = clara.post("/market/enter/mail/", {"mail": SimpleUploadedFile("a.eml", MAIL)}).content.decode()
    for words in ("Deployable counter drone sensors", "NATO Communications and Information Agency", "2027-01-15T14:00"):
        assert words in page
    assert not Notice.objects.system_rows(WHY).exists()


@pytest.mark.parametrize("body", [b"", b"\x00\xff" * 50, b"From: a\r\n" * 3000])
def test_a_broken_mail_is_told_and_the_next_request_works(clara, body):
    answer = clara.post("/market/enter/mail/", {"mail": SimpleUploadedFile("a.eml", body)})
    assert answer.status_code in (200, 422)
    assert clara.get("/market/enter/").status_code == 200


def test_a_notice_is_closed_by_the_secretariat_alone(cast, clara):
    said.taken(said.drones())
    clara.logout()
    assert clara.post("/market/close/ted-xml/2026-D1/").status_code == 404
    close_notice(by=cast.clara, source="ted-xml", number="2026-D1")
    assert said.row("2026-D1").withdrawn_at is not None
