"""Real notices into rows: each valid one is there, again changes nothing, and what is known of some of them is right."""

import pytest

from klynge.market import tasks
from klynge.market.actions import intake
from klynge.market.models import Award, Notice, Unread
from klynge.market.tasks import unread_lines
from klynge.register.reference_tables import load_reference
from tests.real import real

pytestmark = pytest.mark.django_db
WHY = "a test looks at what was stored"


@pytest.fixture(autouse=True)
def _home(settings, tmp_path, monkeypatch):
    settings.RAW = tmp_path / "raw"
    monkeypatch.setattr(intake, "PAUSE", 0)
    load_reference()


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("ted-xml", "notices/eforms-examples.tar.gz"),
        ("ted-xml", "notices/eforms-real.tar.gz"),
        ("ocds", "notices/ocds-samples.tar.gz"),
        ("ocds", "notices/uk-ocds-releases.jsonl.gz"),
    ],
)
def test_real_files_are_taken_in_whole_and_again_without_a_change(client, source, name):
    first = tasks.intake(source, [real(name)])
    assert first.counts["read"] > 0
    assert len(list(unread_lines(first))) >= min(first.counts.get("unread", 0), 1)
    rows = list(Notice.objects.system_rows(WHY).order_by("pk").values_list("number", "version", "hash", "matched"))
    again = tasks.intake(source, [real(name)])
    assert again.counts.get("same", 0) == again.counts["read"] == first.counts["read"]
    assert list(Notice.objects.system_rows(WHY).order_by("pk").values_list("number", "version", "hash", "matched")) == rows
    for number, *_ in rows[:20]:
        assert client.get(f"/market/{source}/{number}/").status_code == 200, number
    assert client.get("/market/?all=1").status_code == 200


def test_invalid_examples_end_as_unread_with_a_reason_and_valid_ones_do_not():
    tasks.intake("ted-xml", [real("notices/eforms-examples.tar.gz")])
    unread = list(Unread.objects.system_rows(WHY))
    assert unread
    named = [row for row in unread if row.reason == "names-a-mark"]  # taken in, and listed for somebody to look at
    assert Notice.objects.system_rows(WHY).count() == 53
    assert all("INVALID" in row.where and row.reason and row.detail for row in unread if row not in named)


def test_winners_of_real_results_are_in_the_history():
    tasks.intake("ted-xml", [real("notices/eforms-real.tar.gz"), real("notices/eforms-examples.tar.gz")])
    awards = Award.objects.system_rows(WHY).exclude(winner_name="")
    assert awards.exists()
    assert set(awards.values_list("notice__kind", flat=True)) <= {"result", "direct", "modification", "other"}


def test_eu_topics_become_open_calls(client):
    counts = tasks.intake("eu-calls", [real("calls/eu-topics-2026.jsonl.gz")]).counts
    assert (counts["read"], counts.get("unread", 0)) == (629, 0)
    assert Notice.objects.system_rows(WHY).filter(kind="call", defence=True).count() >= 30
    assert client.get("/market/?kind=call&defence=1&all=1").status_code == 200
