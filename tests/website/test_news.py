"""A release is mailed once, on its first publication, to those who asked for it."""

import email
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from klynge.website.actions.news import PAUSE, news_waits, published_first
from klynge.website.models import Mailing, Region, ReleasePage, Sent, Subscriber, Topic
from klynge.website.tasks import news
from tests.website.releases import keep, release

pytestmark = pytest.mark.django_db
WHY = "the test looks at all rows"


def reader(name: str, language: str = "en", topics=(), regions=(), **more: object) -> Subscriber:
    at = timezone.now() - timedelta(days=1)
    told = {"email": f"{name}@example.org", "seal": uuid4().hex, "sentence": "Yes.", "form": "/", "asked_at": at}
    wanted = {"language": language, "topics": [one.pk for one in topics], "regions": list(regions)}
    return Subscriber.objects.create(**{**told, **wanted, "mailed_at": at, "confirmed_at": at, **more})


def publish(page: ReleasePage) -> ReleasePage:
    """As an approval or the clock does."""
    first = ReleasePage.objects.get(pk=page.pk).first_published_at is None
    page.get_latest_revision().publish()
    if first:
        published_first(page_id=page.pk)
    return ReleasePage.objects.get(pk=page.pk)


def sent() -> list[str]:
    found = sorted(one.to[0].partition("@")[0] for one in mail.outbox)
    mail.outbox.clear()
    return found


def topic(slug: str) -> Topic:
    return Topic.objects.create(slug=slug, name_da=slug, name_en=slug)


def test_it_goes_to_those_who_chose_its_topics_and_regions_or_none(homes):
    drones, ships, north = topic("drones"), topic("ships"), Region.objects.create(code="1081")
    reader("all")
    reader("drones", topics=[drones])
    reader("ships", topics=[ships])
    reader("north", regions=["1081"])
    reader("south", regions=["1083"])
    reader("both", topics=[drones, ships], regions=["1083", "1081"])
    reader("danish", language="da")
    reader("asked", confirmed_at=None)
    reader("ended", ended_at=timezone.now())
    reader("later", confirmed_at=timezone.now() + timedelta(hours=1))
    page = release(homes["en"])
    page = keep(page, topics=[drones], regions=[north])
    publish(page)
    assert news_waits() is True
    assert news() == {"mails": 4}
    assert sent() == ["all", "both", "drones", "north"]
    assert news_waits() is False


def test_one_that_names_no_region_concerns_all_and_one_without_topics_those_who_chose_none(homes):
    drones = topic("drones")
    reader("all")
    reader("drones", topics=[drones])
    reader("north", regions=["1081"])
    publish(release(homes["en"]))
    news()
    assert sent() == ["all", "north"]


def test_it_is_mailed_once_however_often_it_is_changed_taken_down_and_published(homes):
    reader("anna")
    page = publish(release(homes["en"]))
    assert news() == {"mails": 1}
    publish(keep(page, lead="Corrected."))
    page = ReleasePage.objects.get(pk=page.pk)
    page.unpublish()
    publish(page)
    assert news_waits() is False
    assert news() == {}
    assert Mailing.objects.system_rows(WHY).count() == 1


def test_each_reads_it_in_their_language_and_nobody_gets_both(homes):
    reader("dansk", language="da")
    reader("english")
    danish = publish(release(homes["da"], "flyvning", title="En flyvning"))
    assert news() == {"mails": 1}
    assert (mail.outbox[0].subject, sent()) == ("En flyvning", ["dansk"])
    changed_mind = Subscriber.objects.system_rows(WHY).get(email="dansk@example.org")
    changed_mind.language = "en"
    changed_mind.save()
    english = release(homes["en"], title="A flight")
    ReleasePage.objects.filter(pk=english.pk).update(translation_key=danish.translation_key)
    publish(keep(ReleasePage.objects.get(pk=english.pk), translation_key=danish.translation_key))
    assert news() == {"mails": 1}
    assert (mail.outbox[0].subject, sent()) == ("A flight", ["english"])


def test_what_came_from_an_import_and_what_is_under_embargo_is_not_mailed(homes):
    reader("anna")
    publish(release(homes["en"], "moved", source="mynewsdesk", source_key="1"))
    publish(release(homes["en"], "embargo", go_live_at=timezone.now() + timedelta(hours=1)))
    assert news_waits() is False
    assert Mailing.objects.system_rows(WHY).count() == 0


def test_what_is_taken_down_before_its_mail_left_is_not_mailed(homes):
    reader("anna")
    publish(release(homes["en"])).unpublish()
    assert news() == {"left out": 1}
    assert (sent(), news_waits()) == ([], False)


def test_the_mail_can_be_stopped_by_the_program_that_shows_it(homes):
    row = reader("anna")
    publish(release(homes["en"], lead="It flew.", place="Karup"))
    news()
    letter = email.message_from_bytes(mail.outbox[0].message().as_bytes())
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = letter["List-Unsubscribe"].strip("<>")
    path = stop[stop.index("/newsroom/") :]
    bare = Client(enforce_csrf_checks=True)
    answer = bare.post(path, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, dict(answer.cookies)) == (200, {})
    row.refresh_from_db()
    assert (row.ended_at is not None, row.ended_by) == (True, "one-click")
    assert bare.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200  # as multipart, and again
    text, html = (part.get_payload(decode=True).decode() for part in letter.get_payload())
    for said in ("A flight", "It flew.", "Karup", "/en/nyt/flight/"):
        assert said in text
        assert said in html
    assert path in html


def test_what_did_not_leave_is_tried_again_later_and_what_left_is_not(homes, settings):
    reader("anna")
    reader("ben")
    publish(release(homes["en"]))
    good = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9  # nobody listens there
    assert news() == {"failed": 2}
    assert news_waits() is False
    assert news_waits(timezone.now() + PAUSE) is True
    settings.EMAIL_BACKEND = good
    Sent.objects.system_rows(WHY).filter(subscriber__email="ben@example.org").update(fault="")  # as if it had left
    Mailing.objects.system_rows(WHY).update(again_at=timezone.now())
    assert news() == {"mails": 1}
    assert sent() == ["anna"]
    assert news_waits(timezone.now() + timedelta(days=9)) is False


def test_an_approval_and_the_clock_ask_for_the_mail(cast, homes, browser):
    from klynge.people.models import Account

    reader("anna")
    page = release(homes["en"])
    page.get_workflow().start(page, Account.objects.get(email="clara@example.org"))
    state = ReleasePage.objects.get(pk=page.pk).current_workflow_task_state
    browser("freja").post(f"/edit/pages/workflow/action/{page.pk}/approve/{state.pk}/")
    assert ReleasePage.objects.get(pk=page.pk).live is True
    assert news() == {"mails": 1}
