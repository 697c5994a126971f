"""The front page, the desks and the menus, as each of the cast opens them."""

import json

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from klynge.access.viewer import ANYONE, Role
from klynge.core.errors import Wrong
from klynge.core.notice import Text
from klynge.core.tlp import Label
from klynge.desk.cluster import Fact, story, write_story
from klynge.market.actions import intake
from klynge.market.models import Match
from klynge.market.queries.funnel import funnel
from klynge.ops.models import Run
from klynge.ops.runs import broken
from klynge.people.models import Account, RoleGrant
from klynge.register.models import Proposal
from klynge.site.navigation import desk_menus, main_menu
from klynge.site.viewer import context
from tests.cast import SINCE
from tests.market import said
from tests.register.members import member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home(monkeypatch, settings, tmp_path):
    monkeypatch.setattr(intake, "PAUSE", 0)
    settings.RAW = tmp_path / "raw"
    settings.CLUSTER_FACTS = tmp_path / "cluster.json"
    settings.SECOND_FACTOR = False
    with translation.override("en"):
        yield


@pytest.fixture
def opened(client):
    """The page as somebody of the cast sees it, as text."""

    def open_page(name: str, path: str) -> str:
        client.logout()
        if name != "guest":
            client.force_login(Account.objects.get(email=f"{name}@example.org"))
        answer = client.get(path, headers={"accept-language": "en"})
        assert answer.status_code == 200, (name, path)
        return answer.content.decode()

    return open_page


def matched(number: str, firm, state: str, **more: object) -> Match:
    now = timezone.now()
    shown = state != "suggested"
    facts = {"shown": shown, "reasons": [["words", 2.0, ["droneord"]]], "suggested_at": now, **more}
    return Match.objects.create(notice=said.row(number), organisation=firm, score=2.0, place=1, state=state, **facts)


def labels(viewer, path: str = "/desk/") -> list[str]:
    return [entry.label for menu in desk_menus(viewer, path) for entry in menu.entries]


def test_a_guest_reads_on_the_front_page_only_what_is_clear(cast, opened):
    said.taken(said.drones("rav", title=Text({"en": "Amber words"})), label=Label.GREEN)
    said.taken(said.drones("klar", title=Text({"en": "Clear words"})))
    member("Hidden ApS", municipality="0851", label=Label.STRICT)
    page = opened("guest", "/")
    assert "Clear words" in page
    assert "Amber words" not in page
    assert "Hidden ApS" not in page
    assert '<span class="stat-value">2</span><span class="stat-label">members</span>' in page.replace("\n", "")
    assert "Amber words" in opened("anna", "/")


def test_the_front_page_tells_the_clusters_story_with_its_sources(cast, opened):
    write_story(
        [
            Fact("name", {"da": "Klyngen", "en": "The Cluster"}),
            Fact("milestone", {"en": "It grew"}, "https://www.example.org/news", 2014),
            Fact("milestone", {"en": "It began <b>"}, "A description", 2004, seen=False),
        ]
    )
    page = opened("guest", "/")
    assert "<h1>The Cluster</h1>" in page
    assert page.index("It began &lt;b&gt;") < page.index("It grew")
    assert 'href="https://www.example.org/news"' in page
    assert "Source: example.org" in page
    assert "no open source was found yet" in page


def test_without_facts_the_front_page_shows_the_clusters_name(cast, opened, settings):
    settings.CLUSTER = "Fjordklyngen"
    assert "<h1>Fjordklyngen</h1>" in opened("guest", "/")


@pytest.mark.parametrize("content", ["{", json.dumps([{"key": 3}]), json.dumps({"key": "name"})])
def test_a_damaged_file_of_facts_is_named(settings, content):
    settings.CLUSTER_FACTS.write_text(content)
    with pytest.raises(Wrong, match=r"cluster\.json"):
        story()


def test_each_sees_their_own_desk(cast, opened):
    assert "What needs you today" in opened("clara", "/desk/")
    assert "Hawk ApS" in opened("anna", "/desk/")
    assert "Kite ApS" not in opened("anna", "/desk/")
    assert "Cluster Abroad" in opened("dora", "/desk/")
    assert "This is what is open to you here." in opened("erik", "/desk/")


def test_a_member_reads_on_the_desk_what_was_approved_for_her_and_not_for_her_rival(cast, opened):
    said.taken(said.drones("et", title=Text({"en": "For Hawk"})), said.drones("to", title=Text({"en": "For Kite"})))
    said.taken(said.drones("tre", title=Text({"en": "Not yet"})))
    matched("et", cast.hawk, "approved")
    matched("to", cast.kite, "approved")
    matched("tre", cast.hawk, "suggested")
    page = opened("anna", "/desk/")
    assert [word for word in ("For Hawk", "For Kite", "Not yet") if word in page] == ["For Hawk"]


def test_a_match_counts_in_every_step_that_it_passed(cast):
    for number in ("a", "b", "c", "d", "e"):
        said.taken(said.drones(number))
    matched("a", cast.hawk, "suggested")
    matched("b", cast.hawk, "approved")
    matched("c", cast.hawk, "dismissed", shown=False)
    matched("d", cast.hawk, "bid", answered_at=timezone.now())
    matched("e", cast.hawk, "won", answered_at=timezone.now())
    assert funnel(cast.clara) == {"suggested": 5, "approved": 3, "sent": 2, "interested": 2, "bid": 2, "won": 1}
    assert funnel(cast.ben)["suggested"] == 0


def test_every_step_opens_as_many_rows_as_it_counts(cast, opened):
    said.taken(said.drones("a", title=Text({"en": "The won one"})), said.drones("b", title=Text({"en": "The open one"})))
    matched("a", cast.hawk, "won", answered_at=timezone.now())
    matched("b", cast.hawk, "approved")
    assert opened("clara", "/desk/matches/?step=won").count("The won one") == 1
    assert "The open one" not in opened("clara", "/desk/matches/?step=won")
    assert "The open one" in opened("clara", "/desk/matches/?step=approved")


def test_a_step_that_there_is_not_is_said_so(cast, client):
    client.force_login(Account.objects.get(email="clara@example.org"))
    answer = client.get("/desk/matches/?step=none", headers={"accept-language": "en"})
    assert (answer.status_code, "is no step" in answer.content.decode()) == (422, True)


def test_only_the_secretariat_opens_the_steps(cast, client):
    client.force_login(Account.objects.get(email="anna@example.org"))
    assert client.get("/desk/matches/").status_code == 404


def test_work_stands_still_until_a_newer_run_ends_well(cast):
    def run(state: str, subject: str = "ted") -> None:
        Run.objects.create(kind="intake", subject=subject, state=state, queued_at=timezone.now())

    run(Run.FAILED)
    run(Run.FAILED, "ocds")
    assert [one.subject for one in broken(cast.clara)] == ["ocds", "ted"]
    run(Run.DONE)
    run(Run.RUNNING, "ocds")
    assert [one.subject for one in broken(cast.clara)] == ["ocds"]
    assert broken(cast.anna) == []


def test_the_menus_show_each_the_doors_that_open(cast):
    assert [entry.label for entry in main_menu(ANYONE, "/")] == ["Members", "Market"]
    assert labels(cast.anna) == ["Overview", "For you this week", "Our profile", "What we took part in"]
    assert labels(cast.dora) == ["Overview", "For you this week", "What we took part in"]
    assert labels(cast.erik) == labels(cast.guest.with_roles(Role.FINANCE)) == ["Activities", "Grants"]
    assert {"Matches to approve", "All members", "Activities", "Grants", "Roles", "Journal"} <= set(labels(cast.clara))
    assert "Runs" in labels(cast.erik.with_roles(Role.TECH))


@pytest.mark.parametrize(
    ("path", "top", "side"),
    [
        ("/desk/", "My desk", "What needs you"),
        ("/market/matches/", "My desk", "Matches to approve"),
        ("/register/12/", "My desk", "All members"),
        ("/ledger/rows/", "My desk", "Activities"),
        ("/ledger/grants/3/", "My desk", "Grants"),
        ("/market/ted/1-2026/", "Market", ""),
        ("/members/hawk-aps/", "Members", ""),
    ],
)
def test_the_menus_mark_where_one_is(cast, path, top, side):
    assert [entry.label for entry in main_menu(cast.clara, path) if entry.current] == [top]
    marked = [entry.label for menu in desk_menus(cast.clara, path) for entry in menu.entries if entry.current]
    assert marked == ([side] if side else [])


def test_a_member_stands_at_our_profile_wherever_its_address_is(cast):
    marked = [e.label for menu in desk_menus(cast.anna, "/register/12/fact/line/") for e in menu.entries if e.current]
    assert marked == ["Our profile"]


def test_the_menu_counts_what_waits_and_leaves_out_what_does_not(cast):
    Proposal.objects.create(organisation=cast.hawk, target="fact:line:da", change={}, made_at=timezone.now())
    account = Account.objects.get(email="erik@example.org")
    RoleGrant.objects.create(account=account, role="finance", starts_on=SINCE)
    waits = {e.label: e.count for menu in desk_menus(cast.clara, "/") for e in menu.entries if e.count}
    assert waits == {"Changes to approve": 1, "Roles": 1}


def test_a_page_without_a_side_menu_asks_nothing_for_it(cast):
    request = RequestFactory().get("/market/")
    request.viewer = cast.clara
    with CaptureQueriesContext(
        connection,
    ) as asked:
        told = context(request)
    assert len(asked) == 0
    assert told["desk_navigation"]()


@pytest.mark.parametrize(
    ("name", "path"), [("guest", "/"), ("anna", "/desk/"), ("clara", "/desk/"), ("clara", "/desk/matches/?step=sent")]
)
def test_one_row_costs_as_many_queries_as_three(cast, client, name, path):
    if name != "guest":
        client.force_login(Account.objects.get(email=f"{name}@example.org"))

    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    def grow(number: str) -> None:
        said.taken(said.drones(number))
        matched(number, cast.hawk, "interested" if "sent" in path else "approved", answered_at=timezone.now())
        row = member(f"Firm {number} ApS", municipality="0851", text="Vi bygger radar")
        Run.objects.create(kind="match", subject=number, state=Run.DONE, queued_at=timezone.now())
        Proposal.objects.create(organisation=row, target="fact:line:da", change={}, made_at=timezone.now())

    grow("en")
    cost()
    one = cost()
    grow("to")
    grow("tre")
    assert cost() == one
