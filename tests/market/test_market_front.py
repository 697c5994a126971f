"""What the list of notices counts and what it says is chosen; what the page of a notice leaves out."""

import pytest
from django.utils import timezone

from klynge.access.viewer import ANYONE
from klynge.core.notice import Lot, Place, Text
from klynge.market.actions import intake
from klynge.market.queries.invented import remember_invented
from klynge.market.queries.notices import Wanted, counts, notices
from tests.market import said

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(intake, "PAUSE", 0)
    settings.RAW = tmp_path / "raw"


def text(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_count_of_a_field_is_the_number_of_notices_that_choosing_it_gives(cast, client):
    said.taken(
        said.drones(lots=(), cpv=("35613000", "72000000")),
        said.drones("it", title=Text({"da": "It-drift"}), cpv=("72000000",), lots=()),
    )
    counted = counts(ANYONE, Wanted(), now=timezone.now())["divisions"]
    opened = {key: notices(ANYONE, Wanted(divisions=(key,)), 1, language="da", now=timezone.now()).total for key in counted}
    assert counted == opened == {"72": 2, "35": 1}


def test_what_was_searched_for_can_be_taken_off(cast, client):
    said.taken(said.drones())
    page = text(client.get("/market/?q=nothing+like+it&field=35", headers={"accept-language": "en"}))
    assert "“nothing like it”" in page
    assert 'href="?field=35"' in page


def test_an_invented_notice_says_so_and_opens_no_address(cast, client, settings, tmp_path):
    settings.HOME, settings.DEMO = tmp_path, True
    addresses = {"url": "https://ted.europa.eu/en/notice/-/detail/1-2026", "documents": ("https://www.nord.example/papers",)}
    said.taken(said.drones(**addresses))
    remember_invented(cast.clara)
    said.taken(said.drones("real", title=Text({"en": "Taken in later"}), **addresses))
    remember_invented(cast.clara)
    seen = {n: text(client.get(f"/market/ted-xml/{n}/", headers={"accept-language": "en"})) for n in ("2026-D1", "real")}
    assert {n for n, page in seen.items() if "invented for the demonstration" in page.lower()} == {"2026-D1"}
    assert {n for n, page in seen.items() if "ted.europa.eu" in page} == {"real"}
    assert {n for n, page in seen.items() if "nord.example" in page} == {"real"}
    settings.DEMO = False
    assert "ted.europa.eu" in text(client.get("/market/ted-xml/2026-D1/"))


def test_a_single_lot_that_repeats_the_notice_is_not_told_twice(cast, client):
    title, about = Text({"da": "Masteskove"}), Text({"da": "Otte master med kamera."})
    lot = Lot("LOT-1", title=title, description=about, places=(Place("DK", "DK042"), Place("SE", "SE332")))
    said.taken(said.drones(title=title, description=about, lots=(lot,)))
    page = text(client.get("/market/ted-xml/2026-D1/", headers={"accept-language": "da"}))
    assert page.count("Otte master med kamera.") == 1
    assert "Delaftaler" not in page
    assert "Danmark (Østjylland), Sverige (SE332)" in page
