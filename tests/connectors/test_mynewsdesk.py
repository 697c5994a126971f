"""A newsroom's saved answers: both shapes of JSON and XML say the same; what is broken is said where. The field names are those of the
service's documentation and of programs that read it; what stands in them here is invented."""

import json
from datetime import UTC, datetime

import pytest

from klynge.connectors.mynewsdesk import materials
from klynge.connectors.shapes import Answer
from klynge.core.material import Material
from klynge.core.notice import Unread

AT = {"datetime": "2021-02-04T09:00:00Z", "text": "2021-02-04 10:00:00"}
ITEM = {
    "id": 3039751,
    "type_of_media": "pressrelease",
    "language": "da",
    "header": "Opdigtet klynge ser dagens lys",
    "summary": "En linje, der siger det hele.",
    "body": "<p>Brødtekst med <b>vægt</b>.</p>",
    "url": "https://newsroom.example/pressreleases/opdigtet-3039751",
    "published_at": AT,
    "updated_at": AT,
    "image": "https://newsroom.example/a.jpg",
    "image_small": "https://newsroom.example/a-small.jpg",
    "image_caption": "En tegning",
    "tags": [{"text": "forsvar"}, "rumfart", "forsvar"],
    "related_items": [{"type_of_media": "image", "item_id": 7}, {"type_of_media": "contact_person", "item_id": 8}],
    "links": [],
    "subjects": [{"text": "Erhverv"}],
}
WANTED = Material(
    kind="pressrelease",
    key="3039751",
    language="da",
    title="Opdigtet klynge ser dagens lys",
    lead="En linje, der siger det hele.",
    body="<p>Brødtekst med <b>vægt</b>.</p>",
    url="https://newsroom.example/pressreleases/opdigtet-3039751",
    published_at=datetime(2021, 2, 4, 9, tzinfo=UTC),
    updated_at=datetime(2021, 2, 4, 9, tzinfo=UTC),
    tags=("forsvar", "rumfart"),
    picture="https://newsroom.example/a.jpg",
    caption="En tegning",
    related=(("image", "7"),),
    contacts=(("contact", "8"),),
    left=("subjects",),
)
XML = """<?xml version="1.0" encoding="UTF-8"?>
<items total-count="1"><item><id>3039751</id><type_of_media>pressrelease</type_of_media><language>da</language>
<header>Opdigtet klynge ser dagens lys</header><summary>En linje, der siger det hele.</summary>
<body>&lt;p&gt;Brødtekst med &lt;b&gt;vægt&lt;/b&gt;.&lt;/p&gt;</body>
<url>https://newsroom.example/pressreleases/opdigtet-3039751</url>
<published_at datetime="2021-02-04T09:00:00Z">2021-02-04 10:00:00</published_at>
<updated_at datetime="2021-02-04T09:00:00Z">2021-02-04 10:00:00</updated_at>
<image>https://newsroom.example/a.jpg</image><image_small>https://newsroom.example/a-small.jpg</image_small>
<image_caption>En tegning</image_caption><tags><tag>forsvar</tag><tag>rumfart</tag></tags>
<related_items><related_item><type_of_media>image</type_of_media><item_id>7</item_id></related_item>
<related_item><type_of_media>contact_person</type_of_media><item_id>8</item_id></related_item></related_items>
<subjects><subject>Erhverv</subject></subjects></item></items>"""


def read(body: bytes | str) -> list[Material | Unread]:
    return list(materials(Answer("file.json", body if isinstance(body, bytes) else body.encode())))


@pytest.mark.parametrize(
    "wrap", [lambda i: {"total_count": 1, "items": i}, lambda i: {"items": {"item": i}}, lambda i: {"item": i}]
)
def test_every_shape_of_answer_says_the_same(wrap):
    assert read(json.dumps(wrap([ITEM]))) == [WANTED]
    assert read(json.dumps({"search_result": wrap([ITEM])})) == [WANTED]


def test_xml_says_what_json_says():
    assert read(XML) == [WANTED]


def test_a_time_without_a_zone_is_that_of_the_cluster():
    told = {**ITEM, "published_at": {"text": "2021-07-04 10:00:00"}}
    assert read(json.dumps({"items": [told]}))[0].published_at == datetime(2021, 7, 4, 8, tzinfo=UTC)


def test_an_event_a_contact_a_document_and_a_video_keep_what_is_their_own():
    event = {
        "id": 1,
        "type_of_media": "event",
        "header": "Dag",
        "start": AT,
        "end": AT,
        "place": "Karup",
        "signup_url": "https://a.example",
    }
    contact = {
        "id": 2,
        "type_of_media": "contact_person",
        "header": "Opdigt Opdigtsen",
        "title": "Direktør",
        "phone": "1",
        "email": "a@a.example",
    }
    paper = {"id": 3, "type_of_media": "document", "header": "Rapport", "document": "https://a.example/a.pdf", "document_size": 9}
    video = {"id": 4, "type_of_media": "video", "header": "Film", "video_url": "https://a.example/v", "embed_code": "<iframe>"}
    one, two, three, four = read(json.dumps({"items": [event, contact, paper, video]}))
    at = datetime(2021, 2, 4, 9, tzinfo=UTC)
    assert (one.kind, one.starts_at, one.ends_at, one.place, one.signup) == ("event", at, at, "Karup", "https://a.example")
    assert (two.kind, two.title, two.role, two.phone, two.email) == (
        "contact",
        "Opdigt Opdigtsen",
        "Direktør",
        "1",
        "a@a.example",
    )
    assert (three.kind, three.document, three.left) == ("document", "https://a.example/a.pdf", ())
    assert (four.kind, four.video, four.left) == ("video", "https://a.example/v", ())


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "empty"),
        ("{", "not-json"),
        ('{"items": 3}', "no-items"),
        ('{"error": "no such key"}', "no-items"),
        ('{"items": [3]}', "not-an-item"),
        ('{"items": [{"id": 1, "header": "x", "type_of_media": "podcast"}]}', "kind"),
        ('{"items": [{"type_of_media": "news", "header": "x"}]}', "incomplete"),
        ('{"items": [{"type_of_media": "news", "id": 1}]}', "incomplete"),
        ("<html><body>Sign in</body></html>", "no-items"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><items/>', "doctype"),
        ("<items><item>", "cut"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_place(body, reason):
    found = read(body)
    assert [(type(one), one.reason, one.where.startswith("file.json")) for one in found] == [(Unread, reason, True)]


def test_an_item_that_is_broken_costs_no_other():
    found = read(json.dumps({"items": [{"id": 1}, ITEM, None]}))
    assert [type(one) for one in found] == [Unread, Material, Unread]


STRANGE = [
    None,
    True,
    False,
    0,
    -1,
    "",
    " ",
    "x" * 99,
    [],
    {},
    [[]],
    [{}],
    {"a": {"b": [1]}},
    {"text": []},
    [None, 3, {"item_id": {}}],
]


@pytest.mark.parametrize("value", STRANGE, ids=repr)
def test_whatever_stands_in_a_field_nothing_is_raised(value):
    told = [{**ITEM, name: value} for name in (*ITEM, "contact_people", "start", "photographer", "links")]
    assert len(read(json.dumps({"items": told}))) == len(told)
