"""Subscribing: asked by a form, said again by mail, stopped by one press; with proof of each step, and nobody learns who subscribes."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from klynge.core.errors import Refused
from klynge.register.erasing import Gone
from klynge.website.actions.forget import forget as forget_person
from klynge.website.actions.subscribe import KEPT, confirm, forget_due, seal
from klynge.website.models import Subscriber, Topic
from klynge.website.tasks import forget
from tests.house.world import client_of

pytestmark = pytest.mark.django_db
FORM = "/newsroom/subscribe/"
WHY = "the test looks at all rows"


def rows():
    return Subscriber.objects.system_rows(WHY).order_by("pk")


def ask(email: str = "reader@example.org", language: str = "en", **more: object):
    return client_of(None).post(FORM, {"email": email, "language": language, **more})


def link(name: str, n: int = -1) -> str:
    return re.search(rf"/newsroom/{name}/[^\s>]+", mail.outbox[n].body).group()


def subscribed(email: str = "reader@example.org", **more: object) -> Subscriber:
    ask(email, **more)
    client_of(None).post(link("subscribe"))
    return rows().get(email=email, ended_at=None)


def test_one_subscribes_by_asking_and_saying_so_again(db):
    topic = Topic.objects.create(slug="drones", name_da="Droner", name_en="Drones")
    answer = ask(topics=[topic.pk], regions=["1081"])
    assert "Look in your mail" in answer.content.decode()
    row = rows().get()
    assert (row.email, row.language, row.topics, row.confirmed_at) == ("reader@example.org", "en", [topic.pk], None)
    [letter] = mail.outbox
    assert letter.to == ["reader@example.org"]
    guest = client_of(None)
    assert "One press" in guest.get(link("subscribe")).content.decode()
    assert rows().get().confirmed_at is None  # a program that looks through mails has confirmed nothing
    assert "You subscribe now" in guest.post(link("subscribe")).content.decode()
    assert rows().get().confirmed_at is not None


def test_the_proof_says_what_was_agreed_to_in_which_words_where_and_when(db):
    row = subscribed("laeser@example.org", language="da")
    assert row.sentence.startswith("When you press the button, you agree that")
    assert (row.form, row.seal) == (FORM, seal("laeser@example.org"))
    assert row.asked_at <= row.confirmed_at


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(db):
    subscribed("known@example.org")
    rows().update(mailed_at=timezone.now() - timedelta(hours=2))
    told = {name: ask(f"{name}@example.org").content.decode().replace(name, "x") for name in ("known", "other")}
    assert told["known"] == told["other"]
    assert [letter.to for letter in mail.outbox[-2:]] == [["known@example.org"], ["other@example.org"]]
    assert "You subscribe to the news" in mail.outbox[-2].subject


def test_nobody_is_flooded_with_mails_by_the_form(db):
    for _n in range(5):
        ask()
    assert (len(mail.outbox), rows().count()) == (1, 1)
    subscribed("two@example.org")
    for _n in range(5):
        ask("TWO@example.org")
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    "sent",
    [
        {"email": "no address"},
        {"email": ""},
        {"language": "xx"},
        {"topics": ["999"]},
        {"topics": ["x"]},
        {"regions": ["atlantis"]},
        {"email": "a@example.org\nBcc: b@example.org"},
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(db, sent):
    Topic.objects.create(slug="drones", name_da="Droner", name_en="Drones")
    answer = client_of(None).post(FORM, {"email": "reader@example.org", "language": "en", **sent})
    assert (answer.status_code, rows().count(), mail.outbox) == (200, 0, [])
    assert 'class="wrong"' in answer.content.decode()


def test_a_mail_that_cannot_leave_is_said_and_one_can_ask_again_at_once(db, settings):
    good = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    assert "The mail could not be sent" in ask().content.decode()
    settings.EMAIL_BACKEND = good
    assert "Look in your mail" in ask().content.decode()
    assert len(mail.outbox) == 1


def test_no_form_of_a_reader_leaves_a_cookie_and_another_site_asks_for_nobody(db):
    guest = Client()
    for path in (FORM, *(link("subscribe") for _ in [ask()])):
        assert not guest.get(path).cookies
    told = {"email": "x@example.org", "language": "en"}
    assert guest.post(FORM, told, headers={"origin": "https://evil.example"}).status_code == 403
    assert rows().filter(email="x@example.org").count() == 0


def test_choices_are_changed_and_mails_stopped_by_the_link_of_a_mail(db):
    topic = Topic.objects.create(slug="drones", name_da="Droner", name_en="Drones")
    row = subscribed()
    rows().update(mailed_at=timezone.now() - timedelta(hours=2))
    ask()
    manage, guest = link("subscription"), client_of(None)
    assert "reader@example.org" in guest.get(manage).content.decode()
    answer = guest.post(manage, {"language": "da", "topics": [topic.pk], "regions": []})
    assert "Your choices are kept" in answer.content.decode()
    assert list(rows().values_list("language", "topics", "regions")) == [("da", [topic.pk], [])]
    stop = re.search(r"/newsroom/stop/[^\"]+", guest.get(manage).content.decode()).group()
    assert "One press" in guest.get(stop).content.decode()
    assert rows().get().ended_at is None
    assert "No more mails come" in guest.post(stop).content.decode()
    row.refresh_from_db()
    assert (row.ended_at is not None, row.ended_by) == (True, "link")
    assert "It has ended" in guest.get(manage).content.decode()
    assert guest.post(manage, {"language": "en"}).status_code == 200
    assert rows().get().language == "da"


def test_a_link_that_confirmed_does_not_begin_again_what_was_stopped(db):
    subscribed()
    again = link("subscribe")
    rows().update(ended_at=timezone.now(), ended_by="link")
    with pytest.raises(Refused):
        confirm(token=again.split("/")[-2])
    ask()
    assert rows().count() == 2  # a new one, with a proof of its own


def test_the_link_of_one_purpose_does_nothing_for_another(db):
    subscribed()
    token = link("subscribe").split("/")[-2]
    guest = client_of(None)
    assert [guest.post(f"/newsroom/{name}/{token}/").status_code for name in ("stop", "subscription", "approve")] == [404] * 3
    assert rows().get().ended_at is None


def test_what_was_never_confirmed_and_what_ended_long_ago_is_forgotten_but_for_the_seal(db):
    subscribed("old@example.org")
    subscribed("fresh@example.org")
    subscribed("runs@example.org")
    ask("never@example.org")
    ask("asked@example.org")
    now = timezone.now()
    rows().filter(email="old@example.org").update(ended_at=now - KEPT - timedelta(days=1))
    rows().filter(email="fresh@example.org").update(ended_at=now - KEPT + timedelta(days=1))
    rows().filter(email="never@example.org").update(asked_at=now - timedelta(days=8))
    assert forget_due() is True
    assert forget() == {"unconfirmed": 1, "ended": 1}
    assert forget_due() is False
    assert [row.email for row in rows()] == ["", "fresh@example.org", "runs@example.org", "asked@example.org"]
    assert rows()[0].seal == seal("old@example.org")


def test_whoever_is_erased_subscribes_no_more_and_leaves_the_seal_alone(db):
    row = subscribed()
    forget_person(Gone(1, None, "X", frozenset({"reader@example.org"}), None, None, False))
    row.refresh_from_db()
    assert (row.email, row.ended_by, row.seal) == ("", "house", seal("reader@example.org"))


def test_the_mails_and_pages_speak_danish(db):
    guest = client_of(None, language="da")
    told = guest.post(FORM, {"email": "laeser@example.org", "language": "da"}).content.decode()
    assert "Se i din indbakke" in told
    assert mail.outbox[-1].subject.startswith("Bekræft: nyheder fra")
    assert "Nu er du tilmeldt" in guest.post(link("subscribe")).content.decode()
    assert rows().get().sentence.startswith("Når du trykker på knappen, siger du ja til, at")
