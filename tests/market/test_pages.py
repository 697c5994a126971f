"""The market's pages, as each of the cast sees them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from klynge.core.notice import Requirement, RequirementKind, Text, Unread
from klynge.core.tlp import Label
from klynge.market.actions import intake
from klynge.market.actions.match import match as match_all
from klynge.market.models import Match
from klynge.ops.runs import running
from klynge.people.models import Account
from tests.cast import Cast
from tests.market import said
from tests.market.firms import say

pytestmark = pytest.mark.django_db
WHY = "a test looks at what was stored"
HOSTILE = "<script>alert('x')</script>"


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(intake, "PAUSE", 0)
    settings.RAW = tmp_path / "raw"
    settings.SECOND_FACTOR = False


@pytest.fixture
def sign_in(client):
    def go(name: str):
        client.logout()
        if name != "guest":
            client.force_login(Account.objects.get(email=f"{name}@example.org"))
        return client

    return go


def match(cast: Cast, number: str, firm, *, shown: bool = True, score: float = 2.0) -> Match:
    return Match.objects.create(
        notice=said.row(number),
        organisation=firm,
        score=score,
        place=1,
        reasons=[["words", score, ["droneord"]]],
        gaps=[["certificate", "AQAP 2110", "AQAP 2110", False]],
        shown=shown,
        state="approved" if shown else "suggested",
        suggested_at=timezone.now(),
    )


def text(answer) -> str:
    return answer.content.decode()


def test_everybody_reads_public_notices_and_only_those_named_read_the_rest(cast, sign_in):
    said.taken(said.drones())
    said.taken(said.drones("grøn", title=Text({"da": "Grønt udbud"})), label=Label.GREEN)
    said.taken(said.drones("lukket", title=Text({"da": "Lukket udbud"})), label=Label.AMBER)
    seen = {}
    for name in cast.everybody():
        page = text(sign_in(name).get("/market/"))
        seen[name] = {word for word in ("Sensorer til dronedetektion", "Grønt udbud", "Lukket udbud") if word in page}
    open_ = {"Sensorer til dronedetektion"}
    green = open_ | {"Grønt udbud"}
    assert seen == {"guest": open_, "anna": green, "ben": green, "clara": green | {"Lukket udbud"}, "dora": green, "erik": open_}
    assert sign_in("anna").get("/market/ted-xml/lukket/").status_code == 404
    assert sign_in("anna").get("/market/ted-xml/nothing/").status_code == 404
    assert sign_in("clara").get("/market/ted-xml/lukket/").status_code == 200


def test_the_notice_page_says_what_is_asked_when_and_from_whom(cast, client):
    asked = Requirement(RequirementKind.SELECTION, Text({"da": "Erfaring fra tre opgaver og AQAP 2110."}))
    said.taken(said.result(winner=cast.hawk.cvr), said.drones(requirements=(asked,)))
    page = text(client.get("/market/ted-xml/2026-D1/"))
    for words in (
        "Sensorer til dronedetektion",
        "Radarer og kameraer, der finder små droner.",
        "Erfaring fra tre opgaver",
        "AQAP 2110",
        "Materielstyrelsen Nord",
        "DKK",
        "udbud.example/2026-D1",
        "Radarer til flyvestation",  # what this buyer bought before
        "Hawk ApS",
        "/members/hawk-aps/",
    ):
        assert words in page, words


def test_the_readers_language_comes_first(cast, client):
    said.taken(said.drones())
    assert "Sensors for drone detection" in text(client.get("/market/", headers={"accept-language": "en"}))
    assert "Sensorer til dronedetektion" in text(client.get("/market/", headers={"accept-language": "da"}))
    page = text(client.get("/market/ted-xml/2026-D1/", headers={"accept-language": "en"}))
    assert page.index("Radars and cameras") < page.index("Radarer og kameraer")


def test_a_rival_sees_no_match_of_ours_and_a_member_none_that_was_not_approved(cast, sign_in):
    said.taken(said.drones(), said.drones("2026-D2", title=Text({"da": "Skjult forslag"})))
    say(cast.hawk, "Vi kan droneord.")
    match(cast, "2026-D1", cast.hawk)
    match(cast, "2026-D2", cast.hawk, shown=False)
    seen = {}
    for name in cast.everybody():
        client = sign_in(name)
        seen[name] = [
            "droneord" in text(client.get("/market/ted-xml/2026-D1/")),
            "droneord" in text(client.get("/market/ted-xml/2026-D2/")),
        ]
    nothing = [False, False]
    assert seen == {
        "guest": nothing,
        "anna": [True, False],
        "ben": nothing,
        "clara": [True, True],
        "dora": nothing,
        "erik": nothing,
    }
    assert "droneord" in text(sign_in("anna").get("/market/for-you/"))
    assert "Skjult forslag" not in text(sign_in("anna").get("/market/for-you/"))
    assert "droneord" not in text(sign_in("ben").get("/market/for-you/"))


def test_one_click_answers_and_the_back_button_is_kind(cast, sign_in):
    said.taken(said.drones())
    row = match(cast, "2026-D1", cast.hawk)
    client = sign_in("anna")
    for _ in range(2):
        assert client.post(f"/market/matches/{row.pk}/answer/", {"answer": "interested"}).status_code == 303
    assert Match.objects.system_rows(WHY).get().state == "interested"
    assert client.post(f"/market/matches/{row.pk}/answer/", {"answer": "dismissed"}).status_code == 422
    assert client.post(f"/market/matches/{row.pk}/answer/", {"answer": "bogus"}).status_code == 422
    assert client.get(f"/market/matches/{row.pk}/answer/").status_code == 405
    assert sign_in("ben").post(f"/market/matches/{row.pk}/answer/", {"answer": "bid"}).status_code == 404


def test_the_secretariat_approves_and_dismisses_many_at_once(cast, sign_in):
    said.taken(*[said.drones(f"n{n}") for n in range(3)])
    keys = [match(cast, f"n{n}", cast.hawk, shown=False).pk for n in range(3)]
    client = sign_in("clara")
    assert "n0" in text(client.get("/market/matches/")) or "Hawk ApS" in text(client.get("/market/matches/"))
    assert client.post("/market/matches/", {"match": keys[:2], "do": "approve"}).status_code == 303
    assert client.post("/market/matches/", {"match": keys[2:], "do": "dismiss", "why": "For langt væk"}).status_code == 303
    assert client.post("/market/matches/", {"match": ["x"], "do": "approve"}).status_code == 422
    assert client.post("/market/matches/", {"do": "approve"}).status_code == 422
    states = Match.objects.system_rows(WHY).order_by("pk").values_list("state", flat=True)
    assert list(states) == ["approved", "approved", "dismissed"]
    assert sign_in("anna").get("/market/matches/").status_code == 404


def test_titles_of_others_are_inert(cast, sign_in):
    said.taken(
        said.drones(title=Text({"da": HOSTILE}), description=Text({"da": HOSTILE}), url="javascript:alert(1)"),
        said.drones("n2", documents=("javascript:alert(1)", "https://good.example/")),
    )
    match(cast, "2026-D1", cast.hawk)
    client = sign_in("anna")
    for url in ("/market/", "/market/ted-xml/2026-D1/", "/market/for-you/", "/market/ted-xml/n2/"):
        page = text(client.get(url))
        assert HOSTILE not in page
        assert "javascript:" not in page


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=abc", "page=-5", "page=" + "9" * 30],
)
def test_an_impossible_page_number_is_told_and_not_a_fault(client, db, query):
    assert client.get("/market/?" + query).status_code == 422


@pytest.mark.parametrize("query", ["days=x", "field=%00", "kind=nothing", "sort=x", "q=%00%01", "q=" + "a" * 5000, "country=XX"])
def test_any_filter_in_an_address_answers(client, db, query):
    assert client.get("/market/?" + query).status_code == 200


def test_filters_narrow_and_count_what_the_viewer_may_see(cast, sign_in):
    said.taken(
        said.drones(),
        said.drones("it", title=Text({"da": "It-drift"}), cpv=("72000000",), lots=(), legal_basis="", buyers=(said.FJORD,)),
    )
    said.taken(said.drones("secret", title=Text({"da": "Fortrolig drift"}), cpv=("72000000",), lots=()), label=Label.AMBER)
    page = text(sign_in("guest").get("/market/?field=72"))
    assert "It-drift" in page
    assert "Sensorer til dronedetektion" not in page
    defence = text(sign_in("guest").get("/market/?defence=1"))
    assert "It-drift" not in defence
    assert "Sensorer til dronedetektion" in defence


def test_search_finds_words_of_notices(cast, client):
    said.taken(
        said.drones(),
        said.drones("it", title=Text({"da": "It-drift"}), description=Text({"da": "Servere"}), cpv=("72000000",), lots=()),
    )
    page = text(client.get("/market/?q=dronedetektion"))
    assert "Sensorer til dronedetektion" in page
    assert "It-drift" not in page


def test_versions_say_what_changed(cast, client):
    said.taken(said.drones(), said.drones(version="02", title=Text({"da": "Sensorer til dronedetektion og varsling"})))
    page = text(client.get("/market/ted-xml/2026-D1/", headers={"accept-language": "en"}))
    assert "Sensorer til dronedetektion og varsling" in page
    assert "Title" in page


def test_pages_cost_the_same_number_of_queries_for_one_and_three(cast, sign_in):
    counted = []
    for n in (1, 2):
        said.taken(*[said.drones(f"d{n}{i}") for i in range(n)], *[said.result(f"r{n}{i}") for i in range(n)])
        for i in range(n):
            match(cast, f"d{n}{i}", cast.hawk)
            match(cast, f"d{n}{i}", cast.kite, shown=False)
        counts = []
        for name, url in (
            ("guest", "/market/"),
            ("clara", "/market/ted-xml/d10/"),
            ("anna", "/market/ted-xml/d10/"),
            ("anna", "/market/for-you/"),
            ("clara", "/market/matches/"),
        ):
            client = sign_in(name)
            client.get(url)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(url).status_code == 200
            counts.append((url, len(seen)))
        counted.append(counts)
    assert counted[0] == counted[1]


def test_what_could_not_be_read_is_listed_for_those_who_run_the_house(cast, sign_in):
    said.taken(Unread("doctype", "bad.xml", "The file has a DOCTYPE."))
    assert "bad.xml" in text(sign_in("clara").get("/market/unread/"))
    assert sign_in("anna").get("/market/unread/").status_code == 404


def test_contracts_that_end_are_listed_with_the_first_to_end_first(cast, client):
    said.taken(said.result("a", awards=said.result().awards), said.result("b", published_on=timezone.localdate()))
    assert "Hawk ApS" in text(client.get("/market/ending/?months=24"))
    assert client.get("/market/ending/?months=<x>").status_code == 200


def test_one_notice_from_two_sources_is_matched_once_and_each_names_the_other(cast, client):
    say(cast.hawk, "Radarer og sensorer til dronedetektion.", "35613000")
    said.taken(said.drones("uuid-1", published_as="17-2026"))
    said.taken(said.drones("17-2026", source="ted", published_as="17-2026"), source="ted")
    with running("match") as run:
        match_all(run)
    assert set(Match.objects.system_rows(WHY).values_list("notice__source", flat=True)) == {"ted-xml"}
    assert "/market/ted/17-2026/" in text(client.get("/market/ted-xml/uuid-1/"))
