"""A newsroom from Mynewsdesk moves in: what its web service answered, and the files beside it."""

import json
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image

from klynge.connectors.mynewsdesk import NAME, materials
from klynge.connectors.shapes import Answer
from klynge.core.errors import Refused, Wrong
from klynge.people.models import Account
from klynge.website.actions.move_in import move_in, publish_moved_in
from klynge.website.models import ContactPage, EventPage, MaterialPage, MediaPage, NewsroomPage, Picture, ReleasePage
from klynge.website.queries.published import published
from tests.connectors.test_mynewsdesk import AT, ITEM

pytestmark = pytest.mark.django_db
CONTACT = {
    "id": 8,
    "type_of_media": "contact_person",
    "language": "da",
    "header": "Opdigt Opdigtsen",
    "title": "Direktør",
    "phone": "+45 1",
}
IMAGE = {
    "id": 7,
    "type_of_media": "image",
    "language": "da",
    "header": "En tegning",
    "image": "https://a.example/a.jpg",
    "published_at": AT,
}
EVENT = {
    "id": 9,
    "type_of_media": "event",
    "language": "da",
    "header": "En dag",
    "start": AT,
    "place": "Karup",
    "published_at": AT,
}
BODY = "<h2>Baggrund</h2><p>Et <b>ord</b>.</p><script>alert(1)</script><table><tr><td>1</td></tr></table><p onclick='x()'>To.</p>"


@pytest.fixture
def newsrooms(homes) -> dict[str, NewsroomPage]:
    made = {}
    for code, home in homes.items():
        made[code] = home.add_child(instance=NewsroomPage(title="News", slug="news", locale=home.locale))
    return made


def drawn() -> bytes:
    out = BytesIO()
    Image.new("RGB", (20, 10), "navy").save(out, "JPEG")
    return out.getvalue()


def moved(by, *items: dict, files=None, seen=True):
    beside = {"a.jpg": drawn()} if files is None else files
    found = list(materials(Answer("answer.json", json.dumps({"items": list(items)}).encode())))
    return move_in(by=by, source=NAME, found=found, files=beside.get, seen=seen)


def whole(told) -> list[tuple[str, str, list[str]]]:
    return [(one.kind, one.what, [sentence % facts for sentence, facts in one.notes]) for one in told]


def test_a_newsroom_moves_in_with_all_that_belongs_together(newsrooms, cast, freja):
    told = moved(cast.clara, {**ITEM, "body": BODY}, CONTACT, IMAGE, EVENT)
    assert whole(told) == [
        ("pressrelease", "made", ["A table within the text was left out.", "There is no place for its field “subjects”."]),
        ("contact", "made", []),
        ("image", "made", []),
        ("event", "made", []),
    ]
    release = ReleasePage.objects.get()
    assert [(block.block_type, str(block.value)) for block in release.body][1:2] == [("heading", "Baggrund")]
    text = release.body[2].value.source
    assert ("<b>ord</b>" in text, "script" in text, "onclick" in text) == (True, False, False)
    assert release.body[0].value["image"].contextual_alt_text == "En tegning"
    assert (release.told_on.isoformat(), set(release.tags.names())) == ("2021-02-04", {"forsvar", "rumfart"})
    assert [one.contact.title for one in release.contacts.all()] == ["Opdigt Opdigtsen"]
    assert [one.other.title for one in release.related.all()] == ["En tegning"]
    assert (ContactPage.objects.get().role, EventPage.objects.get().venue) == ("Direktør", "Karup")
    assert release.slug == "opdigtet-3039751"
    assert not published(MaterialPage).exists()
    assert publish_moved_in(by=freja, source=NAME) == 4
    shown = ReleasePage.objects.get()
    assert (shown.live, shown.first_published_at) == (True, datetime(2021, 2, 4, 9, tzinfo=UTC))
    assert set(published(MaterialPage).values_list("title", flat=True)) == {
        "Opdigtet klynge ser dagens lys",
        "Opdigt Opdigtsen",
        "En tegning",
        "En dag",
    }


def test_again_changes_nothing(newsrooms, cast):
    moved(cast.clara, ITEM, CONTACT, IMAGE)
    before = list(MaterialPage.objects.values_list("pk", "latest_revision_id")), Picture.objects.count()
    assert {one.what for one in moved(cast.clara, ITEM, ITEM, CONTACT, IMAGE)} == {"here"}
    assert (list(MaterialPage.objects.values_list("pk", "latest_revision_id")), Picture.objects.count()) == before


def test_what_somebody_has_changed_here_stays(newsrooms, cast):
    moved(cast.clara, ITEM)
    page = ReleasePage.objects.get()
    page.title = "Rettet her"
    page.save_revision().publish()
    moved(cast.clara, {**ITEM, "header": "Rettet der"}, CONTACT)
    assert ReleasePage.objects.get().title == "Rettet her"


def test_whoever_moves_it_in_does_not_publish_it(newsrooms, cast):
    moved(cast.clara, ITEM)
    with pytest.raises(Refused, match="moved these in yourself"):
        publish_moved_in(by=cast.clara, source=NAME)
    with pytest.raises(Refused):
        publish_moved_in(by=cast.anna, source=NAME)
    with pytest.raises(Refused):
        moved(cast.anna, ITEM)


def test_a_file_that_is_missing_broken_or_not_looked_at_is_said_and_costs_nothing_else(newsrooms, cast):
    lacking = moved(cast.clara, IMAGE, ITEM, files={})
    assert whole(lacking)[0][:2] == ("image", "left")
    assert "a.jpg is not beside the answers" in whole(lacking)[0][2][0]
    assert whole(lacking)[1][1] == "made"
    broken = moved(cast.clara, {**IMAGE, "id": 17}, files={"a.jpg": b"GIF89a"})
    assert (broken[0].what, Picture.objects.count()) == ("left", 0)
    unseen = moved(cast.clara, {**IMAGE, "id": 18}, seen=False)
    assert (unseen[0].what, "left out (rule unreadable" in whole(unseen)[0][2][0]) == ("left", True)


def test_a_mark_is_not_moved_in(newsrooms, cast):
    told = moved(cast.clara, {**ITEM, "body": "<p>NATO SECRET</p><p>x</p>"})
    assert (told[0].what, MaterialPage.objects.exists()) == ("left", False)
    assert "protective mark" in whole(told)[0][2][0]


def test_what_has_no_place_is_said(newsrooms, cast):
    told = moved(
        cast.clara,
        {**EVENT, "start": None},
        {"id": 3, "type_of_media": "video", "header": "Film", "video_url": "javascript:1"},
        {"id": 1},
    )
    assert [(one.kind, one.what) for one in told] == [("event", "left"), ("video", "left"), ("", "left")]
    assert MediaPage.objects.count() == 0


def test_without_a_newsroom_nothing_moves_in(homes, cast):
    with pytest.raises(Wrong, match="no newsroom"):
        moved(cast.clara, ITEM)


def test_a_title_of_script_is_a_title(newsrooms, cast):
    moved(cast.clara, {**ITEM, "header": "<script>alert(1)</script>", "url": ""})
    assert MaterialPage.objects.get().slug == "scriptalert1script"


def test_what_was_taken_down_here_is_not_published_again(newsrooms, cast, freja):
    moved(cast.clara, ITEM)
    assert publish_moved_in(by=freja, source=NAME) == 1
    ReleasePage.objects.get().unpublish()
    assert publish_moved_in(by=freja, source=NAME) == 0
    assert not ReleasePage.objects.get().live


def test_whoever_wrote_the_newest_words_does_not_publish_them(newsrooms, cast, freja):
    moved(cast.clara, ITEM)
    page = ReleasePage.objects.get()
    page.title = "Other words"
    page.save_revision(user=Account.objects.get(pk=freja.account_id))
    with pytest.raises(Refused, match="moved these in yourself"):
        publish_moved_in(by=freja, source=NAME)
