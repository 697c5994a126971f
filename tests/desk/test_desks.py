"""The front page, the desks and the menus, as each of the cast opens them."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from klynge.access.viewer import ANYONE, Role
from klynge.core.errors import Wrong
from klynge.core.notice import Text
from klynge.core.tlp import Label
from klynge.desk.queries.journal import journal_lines
from klynge.market.actions import intake
from klynge.market.actions.decide import answer
from klynge.market.models import Match
from klynge.market.queries.funnel import funnel
from klynge.ops.models import Run
from klynge.ops.runs import broken
from klynge.people.actions import give_role
from klynge.people.models import Account
from klynge.register.models import Proposal
from klynge.website.cluster import Fact, story, write_story
from klynge.website.queries.front import front
from tests.market import said
from tests.register.members import capability, member

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


def test_the_front_page_shows_first_what_lies_in_the_members_fields(cast, opened):
    """Of six, the oldest is shown and the newest is not: it is the only one in a field that Kite openly works in."""
    capability(cast.kite, "35613000", system="cpv")
    days = iter(range(9, 0, -1))

    def notice(number: str, cpv: str, **more: object):
        on = timezone.localdate() - timedelta(days=next(days))
        return said.drones(number, title=Text({"en": number}), cpv=(cpv,), lots=(), published_on=on, **more)

    said.taken(notice("unmanned", "35613000", legal_basis="", buyers=(said.FJORD,)), notice("weapons", "35300000"))
    civil = [notice(f"furniture-{n}", "39100000", legal_basis="", buyers=(said.FJORD,)) for n in range(4)]
    said.taken(*civil)
    shown = front(ANYONE, language="en", now=timezone.now()).latest
    assert [card.title for card in shown] == ["unmanned", "weapons", "furniture-3", "furniture-2", "furniture-1"]


def test_a_closed_code_does_not_lift_a_notice_for_those_who_may_not_see_it(cast):
    capability(cast.kite, "35613000", system="cpv", label=Label.STRICT)
    said.taken(said.drones("mine", title=Text({"en": "mine"}), cpv=("35613000",), lots=()))
    said.taken(said.drones("newer", title=Text({"en": "newer"}), cpv=("35300000",), lots=(), published_on=timezone.localdate()))
    order = {
        who: [card.title for card in front(viewer, language="en", now=timezone.now()).latest]
        for who, viewer in (("guest", ANYONE), ("anna", cast.anna), ("ben", cast.ben))
    }
    assert order == {"guest": ["newer", "mine"], "anna": ["newer", "mine"], "ben": ["mine", "newer"]}


def test_the_journal_names_what_it_is_about(cast, opened, django_assert_num_queries):
    said.taken(said.drones("D1", title=Text({"en": "Sensors for harbours"})))
    match = matched("D1", cast.hawk, "approved")
    answer(by=cast.anna, match_id=match.pk, answer="interested")
    page = opened("clara", "/journal/")
    assert "<span>Hawk ApS</span>" in page
    assert "<span>Sensors for harbours</span>" in page
    assert "<span>interested</span>" in page
    for firm in (cast.kite, cast.abroad):
        answer(by=cast.clara, match_id=matched("D1", firm, "approved").pk, answer="interested")
    with django_assert_num_queries(3):
        lines = journal_lines(cast.clara, language="en")
    assert [line.facts["organisation"] for line in lines] == ["Cluster Abroad", "Kite ApS", "Hawk ApS"]


@pytest.mark.parametrize(("n", "words"), [(1, "role to confirm"), (2, "roles to confirm")])
def test_one_thing_is_told_in_the_singular(cast, opened, n, words):
    for role in (Role.FINANCE, Role.TECH)[:n]:
        give_role(by=cast.clara, email="erik@example.org", role=role, starts_on=timezone.localdate(), field="A field")
    assert f'<span class="stat-label">{words}</span>' in opened("clara", "/desk/")
