"""Intake: each version once, the newest on top, nothing lost, nothing twice."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from klynge.core.errors import Wrong
from klynge.core.money import Money
from klynge.core.notice import Kind, Text, Unread
from klynge.core.tlp import Label
from klynge.market.actions import intake
from klynge.market.actions.raw import kept, place
from klynge.market.models import Award, Earlier, Raw, Version
from klynge.market.models import Notice as Row
from klynge.market.models import Unread as UnreadRow
from klynge.market.plain.content import read
from klynge.ops.runs import running
from tests.market import said

pytestmark = pytest.mark.django_db
WHY = "a test looks at what was stored"


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(intake, "PAUSE", 0)
    settings.RAW = tmp_path / "raw"


def everything() -> list[tuple[object, ...]]:
    """All rows of the market but for keys and moments."""
    found: list[tuple[object, ...]] = []
    for model in (Row, Version, Award, Earlier, Raw, UnreadRow):
        names = [f.attname for f in model._meta.fields if f.attname not in ("id", "taken_at", "seen_at", "run_id")]
        found += sorted((model.__name__, *map(str, values)) for values in model.objects.system_rows(WHY).values_list(*names))
    return found


def test_a_notice_becomes_a_row_and_comes_back_whole():
    notice = said.drones()
    assert said.taken(notice) == {"read": 1, "new": 1}
    row = said.row("2026-D1")
    assert (row.kind, row.cpv_main, row.cpv, row.countries, row.buyer_key, row.defence, row.label) == (
        "competition",
        "35613000",
        " 35613000 38115100 35722000 ",
        " DK ",
        "DK:31415926",
        True,
        Label.CLEAR,
    )
    assert (row.value, row.currency, row.value_eur) == (Decimal("7460000.00"), "DKK", Decimal("1000000.00"))
    assert read(bytes(Version.objects.system_rows(WHY).get().content)) == notice


def test_the_same_input_twice_changes_nothing():
    items = [said.drones(), said.drones("2026-D2", version="02"), said.result(), Unread("doctype", "a.xml", "It has a DOCTYPE.")]
    said.taken(*items)
    before = everything()
    assert said.taken(*items) == {"read": 3, "same": 3, "unread": 1}
    assert everything() == before


def test_a_newer_version_replaces_and_an_older_one_never_does():
    said.taken(said.drones(version="02", title=Text({"da": "To"})))
    assert said.taken(said.drones(version="01", title=Text({"da": "En"}))) == {"read": 1, "older": 1}
    assert said.row("2026-D1").title == {"da": "To"}
    assert said.taken(said.drones(version="10", title=Text({"da": "Ti"}))) == {"read": 1, "changed": 1}
    assert said.taken(said.drones(version="9", title=Text({"da": "Ni"}))) == {"read": 1, "older": 1}
    assert said.row("2026-D1").title == {"da": "Ti"}
    assert Version.objects.system_rows(WHY).count() == 4


def test_versions_in_one_batch_end_as_the_newest_in_any_order():
    versions = [said.drones(version=f"0{n}", title=Text({"da": str(n)})) for n in (2, 3, 1)]
    assert said.taken(*versions) == {"read": 3, "new": 1, "changed": 1, "older": 1}
    assert said.row("2026-D1").title == {"da": "3"}


def test_the_same_number_from_two_sources_is_two_notices():
    said.taken(said.drones())
    said.taken(said.drones(source="ocds"), source="ocds")
    assert Row.objects.system_rows(WHY).count() == 2


def test_awards_are_kept_with_winner_value_and_end():
    said.taken(said.result())
    award = Award.objects.system_rows(WHY).get()
    assert (award.winner_key, award.value_eur, award.cpv, award.tenders, award.ends_on) == (
        "DK:11111118",
        Decimal("500000.00"),
        "35613000",
        3,
        date(2027, 11, 1),
    )
    said.taken(said.result(version="02", awards=()))
    assert not Award.objects.system_rows(WHY).exists()


@pytest.mark.parametrize(
    "more",
    [
        {"title": Text(), "description": Text(), "cpv": (), "buyers": (), "lots": (), "deadline_at": None, "published_on": None},
        {"published_on": date(2199, 1, 1)},
        {"published_on": timezone.now().date(), "deadline_at": timezone.now() - timedelta(days=900)},
        {"deadline_at": timezone.now().replace(year=9999, month=12, day=31)},
        {"cpv": ("00000000", "99999999", "abc")},
        {"value": Money(Decimal("1e30"), "DKK")},
        {"value": Money(Decimal("-1"), "XXX")},
        {"value": Money(Decimal("NaN"), "EUR")},
        {"title": Text({"da": "<script>alert(1)</script>" * 500})},
        {"kind": Kind.OTHER, "form": "x" * 500, "procedure_id": "y" * 500},
    ],
    ids=[
        "empty",
        "future",
        "closed before it was published",
        "never ends",
        "codes",
        "huge",
        "negative",
        "no number",
        "long",
        "names",
    ],
)
def test_an_odd_notice_is_a_row_like_any_other(more):
    assert said.taken(said.drones("odd", **more)) == {"read": 1, "new": 1}
    assert said.row("odd").title
    assert said.taken(said.drones("next")) == {"read": 1, "new": 1}


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"title": Text({"da": "half \ud83d pair"})}, "broken-text"),
        ({"description": Text({"da": "nul \x00"})}, "broken-text"),
        ({"number": ""}, "no-number"),
        ({"number": "9" * 201}, "long-number"),
    ],
)
def test_text_that_cannot_be_kept_ends_as_unread_and_the_rest_goes_on(more, reason):
    counts = said.taken(said.drones(), said.drones(**more), said.drones("2026-D3"))
    assert counts == {"read": 2, "new": 2, "unread": 1}
    assert UnreadRow.objects.system_rows(WHY).get().reason == reason


def test_answers_are_kept_raw_once_and_a_changed_file_is_noticed():
    incoming = said.answers(said.drones())
    for _ in range(2):
        with running("intake", "ted-xml") as run:
            intake.take_in("ted-xml", said.reads, incoming, run)
    raw = Raw.objects.system_rows(WHY).get()
    assert kept(raw.sha256) == incoming[0].answer.body
    place(raw.sha256).write_bytes(b"")
    with pytest.raises(Wrong):
        kept(raw.sha256)


def test_what_vanished_from_a_whole_source_is_closed_and_opens_again_when_it_is_back():
    many = [said.drones(f"n{n}") for n in range(10)]
    said.taken(*many)
    assert said.taken(*many[1:], whole=True) == {"read": 9, "same": 9, "closed": 1}
    assert [row.number for row in said.rows() if row.withdrawn_at] == ["n0"]
    said.taken(*many, whole=True)
    assert [row.number for row in said.rows() if row.withdrawn_at] == []


def test_the_brake_stops_a_source_that_says_most_of_it_vanished():
    many = [said.drones(f"n{n}") for n in range(10)]
    said.taken(*many)
    with pytest.raises(Wrong, match="Nothing was closed"):
        said.taken(*many[:4], whole=True)
    assert [row.number for row in said.rows() if row.withdrawn_at] == []


def test_the_number_of_queries_does_not_grow_with_the_notices():
    counted = []
    for n in (1, 3):
        with CaptureQueriesContext(connection) as seen:
            said.taken(*[said.result(f"r{n}-{i}") for i in range(n)])
        counted.append(len(seen))
    assert counted[0] == counted[1]
