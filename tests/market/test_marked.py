"""A marked word in what a source sends does not stop the run, and nothing that bears a mark as marked papers do is kept."""

import gzip
from pathlib import Path

import pytest
from django.conf import settings as live

from klynge.connectors.shapes import Answer
from klynge.core.notice import Text
from klynge.core.notice import Unread as Unreadable
from klynge.market.actions import intake
from klynge.market.actions.intake import Incoming, take_in
from klynge.market.models import Notice, Raw, Unread, Version
from klynge.market.sources import connector
from klynge.ops.runs import running
from tests.market import said

pytestmark = pytest.mark.django_db
WHY = "a test looks at what was stored"
CANARY = "zqcanary"
MARKED = f"NATO SECRET\n{CANARY}"


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(intake, "PAUSE", 0)
    settings.RAW = tmp_path / "raw"


def everything() -> str:
    rows = [str(row) for model in (Notice, Version, Raw, Unread) for row in model.objects.system_rows(WHY).values_list()]
    return "\n".join(rows) + "".join(gzip.decompress(file.read_bytes()).decode() for file in Path(live.RAW).rglob("*.gz"))


def reasons() -> list[str]:
    return sorted(Unread.objects.system_rows(WHY).values_list("reason", flat=True))


def run(source: str, reads, *answers: Answer) -> dict[str, int]:
    with running("intake", "test") as going:
        take_in(source, reads, (Incoming(str(n), one) for n, one in enumerate(answers, 1)), going)
    return dict(going.counts)


def test_a_marked_notice_is_unread_and_the_rest_is_taken_in():
    marked = said.drones("2026-M1", description=Text({"en": MARKED}))
    items = {"good": said.drones("2026-D2"), "bad": marked}
    counts = run("ted-xml", lambda answer: iter([items[answer.where]]), Answer("bad", MARKED.encode()), Answer("good", b"good"))
    assert counts == {"read": 1, "new": 1, "unread": 1}
    assert (reasons(), CANARY in everything()) == (["marked"], False)
    assert Raw.objects.system_rows(WHY).get().where == "good"


def test_two_marked_notices_in_one_answer_are_two_reasons_to_look_and_one_line():
    both = [said.drones(f"2026-M{n}", description=Text({"en": MARKED})) for n in (1, 2)]
    counts = run("ocds", lambda answer: iter([*both, said.drones("2026-D3")]), Answer("page", MARKED.encode()))
    assert counts == {"read": 1, "new": 1, "unread": 2}
    assert (reasons(), CANARY in everything()) == (["marked"], False)


def test_a_notice_that_names_a_mark_is_taken_in_and_somebody_told_to_look():
    named = said.drones(description=Text({"de": "Es gelten die Regeln für den Geheimhaltungsgrad VS-NfD laut Merkblatt."}))
    assert run("ted-xml", lambda answer: iter([named]), Answer("a", b"a")) == {"read": 1, "new": 1, "unread": 1}
    assert reasons() == ["names-a-mark"]
    assert Unread.objects.system_rows(WHY).get().where == "ted-xml 2026-D1"


def test_a_clearance_that_is_asked_of_bidders_is_nothing_to_look_at():
    asked = said.drones(description=Text({"en": "The firm holds a facility security clearance at the level NATO SECRET."}))
    assert run("ted-xml", lambda answer: iter([asked]), Answer("a", b"a")) == {"read": 1, "new": 1}


def test_what_could_not_be_read_is_not_kept_either_when_it_is_marked():
    broken = Unreadable("not-xml", MARKED, MARKED)
    assert run("ted-xml", lambda answer: iter([broken]), Answer("a.xml", MARKED.encode())) == {"read": 0, "unread": 1}
    assert (reasons(), CANARY in everything()) == (["marked"], False)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (f"From: a@example.org\r\nSubject: Sensors\r\n\r\n{MARKED}", "marked"),
        (
            f"From: a@example.org\r\nSubject: Sensors\r\n\r\nPapers {CANARY} up to NATO RESTRICTED may be sent to us, too.",
            "names-a-mark",
        ),
    ],
)
def test_a_mail_by_hand_is_not_kept_in_either_case(body, reason):
    assert run("manual", connector("manual").reads, Answer("a.eml", body.encode())) == {"read": 0, "unread": 1}
    assert (reasons(), CANARY in everything()) == ([reason], False)


def test_a_mail_without_marks_comes_in():
    mail = b"From: Buyer <a@example.org>\r\nSubject: Sensors\r\n\r\nWe look for sensors."
    assert run("manual", connector("manual").reads, Answer("a.eml", mail)) == {"read": 1, "new": 1}
