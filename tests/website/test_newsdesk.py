"""The newsroom's desk and its topics."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from klynge.core.errors import Conflict, Refused
from klynge.website.actions.approve import ask_approval
from klynge.website.actions.topics import drop_topic, keep_topic
from klynge.website.models import Topic
from tests.website.releases import keep, quote_key, quoted, release
from tests.website.test_news import publish, reader

pytestmark = pytest.mark.django_db


def test_the_desk_says_what_waits_who_reads_and_what_went_out(cast, homes, browser):
    from klynge.website.tasks import news

    reader("anna")
    publish(release(homes["en"], "out", title="Out already"))
    news()
    page = quoted(homes["en"], title="In the making")
    told = {"part": "quote", "key": quote_key(page), "name": "Quentin", "email": "q@example.org", "language": "en"}
    ask_approval(by=cast.clara, page_id=page.pk, **told)
    shown = browser("clara").get("/desk/newsroom/").content.decode()
    for said in ("1 draft lacks something.", "In the making", "Quentin was asked on", "Out already", "Subscribers in English"):
        assert said in shown, said
    assert browser("clara", "da").get("/desk/newsroom/").status_code == 200


def test_the_same_number_of_queries_for_one_draft_and_for_three(cast, homes, browser):
    clara = browser("clara")

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert clara.get("/desk/newsroom/").status_code == 200
        return len(asked)

    def more(n: int) -> None:
        page = quoted(homes["en"], f"p{n}", ties=[("member", cast.hawk.pk)])
        told = {"part": "quote", "key": quote_key(page), "name": "Q", "email": f"q{n}@example.org", "language": "en"}
        ask_approval(by=cast.clara, page_id=page.pk, **told)
        publish(release(homes["en"], f"out{n}"))

    more(1)
    cost()
    one = cost()
    more(2)
    more(3)
    assert cost() == one


def test_topics_are_added_renamed_and_taken_out_while_nothing_is_about_them(cast, homes, browser):
    clara = browser("clara")
    assert clara.post("/desk/newsroom/topics/", {"name_da": "Droner", "name_en": "Drones"}).status_code == 303
    topic = Topic.objects.get()
    assert (topic.slug, topic.name_da) == ("drones", "Droner")
    clara.post(f"/desk/newsroom/topics/{topic.pk}/", {"name_da": "Droneteknik", "name_en": "Drone technology"})
    topic.refresh_from_db()
    assert (topic.slug, topic.name_da, topic.name_en) == ("drones", "Droneteknik", "Drone technology")
    with pytest.raises(Conflict):
        keep_topic(by=cast.clara, name_da="droneteknik", name_en="Other")
    page = release(homes["en"])
    publish(keep(page, topics=[topic]))
    assert clara.post(f"/desk/newsroom/topics/{topic.pk}/take-out/").status_code == 422
    other = keep_topic(by=cast.clara, name_da="Skibe", name_en="Drones")
    assert other.slug == "drones-2"
    reader("anna", topics=[other])
    with pytest.raises(Conflict):
        drop_topic(by=cast.clara, topic_id=other.pk)
    third = keep_topic(by=cast.clara, name_da="Rum", name_en="Space")
    drop_topic(by=cast.clara, topic_id=third.pk)
    assert set(Topic.objects.values_list("slug", flat=True)) == {"drones", "drones-2"}
    with pytest.raises(Refused):
        keep_topic(by=cast.anna, name_da="X", name_en="Y")
