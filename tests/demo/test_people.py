"""The people around the members, and the public facts of the case."""

from datetime import date

import pytest

from klynge.demo import cluster
from klynge.demo.dice import SEED
from klynge.demo.people import team
from klynge.demo.shapes import Kind
from tests.demo.conftest import TODAY


def test_seven_work_in_the_secretariat_each_with_a_field(members):
    whole = team(SEED, TODAY, members)
    assert len(whole.secretariat) == 7
    assert len({colleague.field for colleague in whole.secretariat}) == 7
    assert {colleague.office for colleague in whole.secretariat} == {"Karup", "København"}
    assert len({colleague.person.name.split()[-1] for colleague in whole.secretariat}) == 7


def test_the_board_has_seven_seats_one_chair_and_competing_fields(members):
    whole = team(SEED, TODAY, members)
    by_cvr = {firm.cvr: firm for firm in members}
    assert len(whole.board) == 7
    assert sum(seat.chair for seat in whole.board) == 1
    assert len({by_cvr[seat.firm_cvr].kind for seat in whole.board}) >= 4
    assert all(seat.person in by_cvr[seat.firm_cvr].people for seat in whole.board)


def test_anna_and_ben_work_for_rivals_and_the_others_for_no_member(members):
    doors = {door.key: door for door in team(SEED, TODAY, members).sign_ins}
    assert list(doors) == ["anna", "ben", "clara", "dora", "erik", "frida"]
    assert [door.role for door in doors.values()] == ["member", "member", "secretariat", "partner", "auditor", "secretariat"]
    assert {doors["anna"].cvr, doors["ben"].cvr} <= {firm.cvr for firm in members}
    assert doors["anna"].cvr != doors["ben"].cvr
    assert [doors[name].cvr for name in ("clara", "dora", "erik", "frida")] == ["", "", "", ""]
    assert all(door.email == f"{key}@klynge.example" for key, door in doors.items())


@pytest.mark.parametrize("key", ["clara", "frida"])
def test_one_approves_what_the_other_wrote_both_of_the_seven(members, key):
    whole = team(SEED, TODAY, members)
    one = next(door for door in whole.sign_ins if door.key == key)
    assert one.name in {colleague.person.name for colleague in whole.secretariat}


def test_the_same_seed_gives_the_same_people(members):
    assert team(SEED, TODAY, members) == team(SEED, TODAY, members)


def test_public_facts_have_a_source_and_both_languages():
    assert all(fact.source and set(fact.text) == {"da", "en"} for fact in cluster.facts())
    assert [fact.year for fact in cluster.milestones()] == [2004, 2007, 2014, 2018, 2019, 2021]
    assert [fact.key for fact in cluster.facts() if fact.key != "milestone"] == [
        *("name", "status", "task", "fields", "suppliers", "team", "offices", "programme", "label")
    ]


def test_facts_without_an_open_source_say_so():
    assert {(fact.key, fact.year) for fact in cluster.facts() if not fact.seen} == {
        ("team", None),
        ("offices", None),
        ("milestone", 2018),
    }
    assert all(fact.source.startswith("https://") for fact in cluster.facts() if fact.seen)


def test_knowledge_institutions_call_their_people_by_other_titles(members):
    learned = next(firm for firm in members if firm.kind is Kind.KNOWLEDGE)
    assert learned.people[0].title["en"] == "Head of centre"
    assert learned.memberships[-1].type == "knowledge"
    assert date(learned.founded, 1, 1) < TODAY
