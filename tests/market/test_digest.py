"""The weekly mail: one to a person, with that person's eyes, never twice; and the answers by its links."""

import re
from datetime import timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from klynge.core.notice import Text
from klynge.core.tlp import Label
from klynge.market.actions import intake
from klynge.market.actions.digest import send_digests
from klynge.market.models import Digest, Match
from klynge.ops.runs import running
from klynge.register.models import Affiliation, ContactPoint, Person
from tests.cast import Cast
from tests.market import said
from tests.market.firms import say

pytestmark = pytest.mark.django_db
WHY = "a test looks at what was stored"


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(intake, "PAUSE", 0)
    settings.RAW = tmp_path / "raw"
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


@pytest.fixture
def week(cast: Cast) -> Cast:
    """A notice that was approved for Anna's firm and for Ben's, each with a word of its own profile as its reason."""
    said.taken(said.drones())
    say(cast.hawk, "Høgeord og radarer.")
    say(cast.kite, "Glenteord og kameraer.")
    for firm, word in ((cast.hawk, "høgeord"), (cast.kite, "glenteord")):
        approved("2026-D1", firm, word)
    return cast


def approved(number: str, firm: object, word: str) -> Match:
    return Match.objects.create(
        notice=said.row(number),
        organisation=firm,
        score=2.0,
        place=1,
        reasons=[["words", 2.0, [word]]],
        gaps=[["certificate", "AQAP 2110", "AQAP 2110", False]],
        shown=True,
        state="approved",
        suggested_at=timezone.now(),
    )


def sent() -> dict[str, int]:
    with running("digest") as run:
        send_digests(run)
    return run.counts


def all_of(message) -> str:
    return message.subject + message.body + str(message.alternatives) + str(message.extra_headers)


def test_each_gets_one_mail_with_their_own_matches_and_nothing_of_the_rival(week):
    assert sent() == {"sent": 2}
    by_address = {message.to[0]: all_of(message) for message in mail.outbox}
    assert [message.to for message in mail.outbox] == [["anna@example.org"], ["ben@example.org"]]
    anna, ben = by_address["anna@example.org"], by_address["ben@example.org"]
    for one, own, other in ((anna, "høgeord", "glenteord"), (ben, "glenteord", "høgeord")):
        assert own in one
        assert other not in one
        assert "AQAP 2110" in one
        assert "Sensors for drone detection" in one
        assert "TLP:AMBER+STRICT" in one
    assert set(Match.objects.system_rows(WHY).values_list("state", flat=True)) == {"sent"}


def test_again_in_the_same_week_sends_nothing_and_next_week_tells_what_still_waits(week):
    sent()
    assert sent() == {}
    with running("digest") as run:
        send_digests(run, now=timezone.now() + timedelta(days=7))
    assert run.counts == {"sent": 2}


def test_a_mail_is_in_the_readers_language(week):
    Person.objects.system_rows(WHY).filter(name="Anna").update(language="da")
    sent()
    anna = next(message for message in mail.outbox if message.to == ["anna@example.org"])
    assert "Sensorer til dronedetektion" in anna.body
    assert "Sensors for drone detection" not in anna.body


def test_a_run_that_was_cut_off_goes_on_without_sending_twice(week, monkeypatch):
    class Killed(BaseException):
        """Stands for kill -9 in the middle of sending."""

    real = EmailBackend.send_messages

    def dies(self, messages):
        real(self, messages)
        raise Killed

    monkeypatch.setattr(EmailBackend, "send_messages", dies)
    with pytest.raises(Killed):
        sent()
    monkeypatch.setattr(EmailBackend, "send_messages", real)
    assert sent() == {"sent": 1}
    assert sorted(message.to[0] for message in mail.outbox) == ["anna@example.org", "ben@example.org"]
    unsure = Digest.objects.system_rows(WHY).filter(sent_at=None)
    assert unsure.count() == 1  # the one of which nobody knows whether it left: named, and not sent again


def test_a_mail_server_that_refuses_is_written_down_the_rest_goes_out_and_it_is_tried_again(week, monkeypatch):
    real = EmailBackend.send_messages

    def refuses(self, messages):
        if messages[0].to == ["anna@example.org"]:
            raise SMTPException("mailbox unavailable")
        return real(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuses)
    assert sent() == {"failed": 1, "sent": 1}
    assert "mailbox unavailable" in Digest.objects.system_rows(WHY).get(sent_at=None).fault
    monkeypatch.setattr(EmailBackend, "send_messages", real)
    assert sent() == {"sent": 1}
    assert Digest.objects.system_rows(WHY).filter(fault="", sent_at__isnull=False).count() == 2


def test_a_strict_notice_is_told_of_but_not_told(week):
    said.taken(said.drones("hemmelig", title=Text({"da": "Ordet der ikke må med"})), label=Label.GREEN)
    row = said.row("hemmelig")
    approved("hemmelig", week.hawk, "høgeord")
    type(row).objects.system_rows(WHY).filter(pk=row.pk).update(label=Label.RED)
    sent()
    assert not [message for message in mail.outbox if "Ordet der ikke må med" in all_of(message)]


def test_who_left_the_firm_or_asked_for_silence_gets_none(week, client):
    sent()
    anna = next(message for message in mail.outbox if message.to == ["anna@example.org"])
    stop = re.search(r"http://[^\s/]+(/market/stop/[^/\s>]+/)", anna.body)[1]
    assert client.get(stop).status_code == 200
    assert client.post(stop).status_code == 200
    Affiliation.objects.system_rows(WHY).filter(person__name="Ben").update(to_on=timezone.localdate() - timedelta(days=1))
    with running("digest") as run:
        send_digests(run, now=timezone.now() + timedelta(days=7))
    assert run.counts == {}


def test_an_address_that_could_smuggle_another_recipient_is_not_used(week):
    work = Affiliation.objects.system_rows(WHY).get(person__name="Anna")
    ContactPoint.objects.create(
        affiliation=work, organisation=week.hawk, kind="email", value="a@example.org\nBcc: all@example.org", label=Label.CLEAR
    )
    sent()
    assert [message.to for message in mail.outbox] == [["ben@example.org"]]


def links(message) -> str:
    return re.search(r"http://[^\s/]+(/market/answer/[^/\s]+/)\?answer=interested", message.body)[1]


def test_looking_at_a_link_answers_nothing_and_its_button_does_without_signing_in(week, client):
    sent()
    anna = next(message for message in mail.outbox if message.to == ["anna@example.org"])
    address = links(anna)
    page = client.get(address + "?answer=interested")
    assert page.status_code == 200
    assert "høgeord" in page.content.decode()
    assert Match.objects.system_rows(WHY).get(organisation=week.hawk).state == "sent"
    assert client.post(address, {"answer": "dismissed"}).status_code == 422  # a reason is missing, and the link is not used up
    assert client.post(address, {"answer": "interested"}).status_code == 200
    assert Match.objects.system_rows(WHY).get(organisation=week.hawk).state == "interested"
    assert Match.objects.system_rows(WHY).get(organisation=week.kite).state == "sent"


def test_a_link_ends_with_its_persons_right_and_cannot_be_bent(week, client):
    sent()
    anna = next(message for message in mail.outbox if message.to == ["anna@example.org"])
    address = links(anna)
    assert client.get(address[:-2] + "x/").status_code == 404
    assert client.get("/market/answer/nonsense/").status_code == 404
    Affiliation.objects.system_rows(WHY).filter(person__name="Anna").update(to_on=timezone.localdate() - timedelta(days=1))
    assert client.get(address).status_code == 404
    assert client.post(address, {"answer": "bid"}).status_code == 404
    assert Match.objects.system_rows(WHY).get(organisation=week.hawk).state == "sent"
