"""Lists of members: taken in whole, again without change, and given back as they were."""

from datetime import date
from decimal import Decimal

import pytest

from klynge.core.errors import Refused, Wrong
from klynge.core.tlp import Label
from klynge.register.actions.imports import import_members, take_in
from klynge.register.models import (
    Affiliation,
    Capability,
    Certificate,
    ContactPoint,
    Fact,
    Figure,
    Import,
    Membership,
    Organisation,
    Person,
    Site,
)
from klynge.register.queries.version import content as row_content
from tests.register.lists import DANISH, ROWS, as_workbook, danish

TODAY = date(2026, 11, 23)
KEPT = (Organisation, Membership, Site, Fact, Figure, Capability, Certificate, Person, Affiliation, ContactPoint)


def read(cast, content, name="members.csv"):
    return import_members(by=cast.clara, name=name, content=content, today=TODAY)


def take(cast, content, name="members.csv"):
    return take_in(by=cast.clara, import_id=read(cast, content, name).pk, today=TODAY)


def register():
    """Everything that the register says, to compare before and after."""
    return {
        model.__name__: [(row.pk, row_content(row)) for row in model.objects.system_rows("the test compares all").order_by("pk")]
        for model in KEPT
    }


def problems(made, errors_only=True):
    return [(row, column) for row, column, _, _, error in made.problems if error or not errors_only]


def test_reading_a_list_changes_no_member(cast):
    before = register()
    made = read(cast, danish())
    assert (made.counts, made.problems) == ({"new": 3, "changed": 0, "same": 0, "wrong": 0}, [])
    assert register() == before


def test_a_danish_list_is_taken_in_whole(cast):
    take(cast, danish())
    radar = Organisation.objects.visible_to(cast.clara).get(cvr="13585628")
    assert (radar.name, radar.slug, radar.label) == ("Æbelø Radar ApS", "aebeloe-radar-aps", Label.STRICT)
    of = {"organisation": radar}
    [membership] = Membership.objects.visible_to(cast.clara).filter(**of)
    assert (membership.type, membership.size_band, membership.from_on) == ("company", "10-49", date(2019, 2, 1))
    [site] = Site.objects.visible_to(cast.clara).filter(**of)
    assert (site.municipality, site.postcode, site.main) == ("0791", "8800", True)
    facts = {(f.name, f.language): f.value for f in Fact.objects.visible_to(cast.clara).filter(**of)}
    assert facts == {
        ("profile", "da"): "Vi bygger radar;\nog sensorer",
        ("profile", "en"): "We build radars",
        ("website", ""): "https://www.aebeloe.example",
    }
    figures = {(f.name, f.year): (f.amount, f.currency) for f in Figure.objects.visible_to(cast.clara).filter(**of)}
    assert figures == {("staff", 2025): (Decimal(24), ""), ("turnover", 2025): (Decimal("12500000.50"), "DKK")}
    assert [c.code for c in Capability.objects.visible_to(cast.clara).filter(**of)] == ["35613000", "48000000"]
    held = {c.name: c.expires_on for c in Certificate.objects.visible_to(cast.clara).filter(**of)}
    assert held == {"ISO 9001": date(2027, 5, 1), "AQAP 2110": None}
    [work] = Affiliation.objects.visible_to(cast.clara).filter(**of)
    assert (Person.objects.visible_to(cast.clara).get(pk=work.person_id).name, work.manages) == ("Åse Ørum", True)
    university = Organisation.objects.visible_to(cast.clara).get(cvr="19319970")
    assert Figure.objects.visible_to(cast.clara).get(organisation=university).amount == 1250
    assert Membership.objects.visible_to(cast.clara).get(organisation=university).from_on == date(2020, 8, 15)
    abroad = Organisation.objects.visible_to(cast.clara).get(foreign_number="556000-1111")
    assert (abroad.country, abroad.kind) == ("SE", "company")


@pytest.mark.parametrize("form", [danish, lambda: as_workbook(danish())], ids=["csv", "xlsx"])
def test_the_same_list_again_changes_nothing(cast, form):
    take(cast, form())
    before = register()
    again = take(cast, form())
    assert again.counts == {"new": 0, "changed": 0, "same": 3, "wrong": 0}
    assert register() == before


def test_a_workbook_says_the_same_as_its_csv(cast):
    take(cast, danish())
    assert read(cast, as_workbook(danish()), "members.xlsx").counts["same"] == 3


def test_taking_in_twice_by_double_click_is_once(cast):
    made = read(cast, danish())
    first = take_in(by=cast.clara, import_id=made.pk, today=TODAY)
    before = register()
    second = take_in(by=cast.clara, import_id=made.pk, today=TODAY)
    assert (second.pk, second.taken_at) == (first.pk, first.taken_at)
    assert register() == before


def test_one_bad_row_and_nothing_is_taken_in(cast):
    before = register()
    made = read(cast, danish(ROWS[0], "Bad;1234567" + ";" * 20))
    assert problems(made) == [(3, "cvr")]
    with pytest.raises(Wrong):
        take_in(by=cast.clara, import_id=made.pk, today=TODAY)
    assert register() == before


def test_a_list_changes_and_adds_but_takes_nothing_away(cast):
    take(cast, danish())
    Fact.objects.system_rows("opened by hand").filter(name="website").update(label=Label.CLEAR.value)
    made = take(
        cast, "Navn;CVR;Hjemmeside;CPV;Certifikater\nÆbelø Radar A/S;13585628;ny.example;72000000;ISO 9001 (2030-01-01)".encode()
    )
    [[row, state, _, changes]] = made.rows
    assert (row, state, [(column, was, now) for column, was, now in changes]) == (
        2,
        "changed",
        [
            ("name", "Æbelø Radar ApS", "Æbelø Radar A/S"),
            ("website", "https://www.aebeloe.example", "https://ny.example"),
            ("cpv", "", "72000000"),
            ("certificates", "", "ISO 9001 (2030-01-01)"),
        ],
    )
    website = Fact.objects.visible_to(cast.guest, "organisation").filter(name="website")
    radar = Organisation.objects.visible_to(cast.clara).get(cvr="13585628")
    assert (radar.name, radar.slug, list(website)) == ("Æbelø Radar A/S", "aebeloe-radar-aps", [])
    assert Fact.objects.visible_to(cast.clara).get(name="website").label == Label.CLEAR
    assert [c.code for c in Capability.objects.visible_to(cast.clara)] == ["35613000", "48000000", "72000000"]
    assert {c.name: c.expires_on for c in Certificate.objects.visible_to(cast.clara)} == {
        "ISO 9001": date(2030, 1, 1),
        "AQAP 2110": None,
    }


def test_a_new_contact_is_added_and_a_known_one_is_changed(cast):
    take(cast, danish(ROWS[0]))
    head = "Name,CVR,Contact,Contact email,Contact title,Contact phone\n"
    take(cast, (head + "Æbelø Radar ApS,13585628,Åse Ørum,aase@aebeloe.example,CEO,+45 11 22 33 44").encode())
    [work] = [a for a in Affiliation.objects.visible_to(cast.clara) if a.title == "CEO"]
    take(cast, (head + "Æbelø Radar ApS,13585628,Ib Lund,ib@aebeloe.example,,").encode())
    works = Affiliation.objects.visible_to(cast.clara).filter(organisation_id=work.organisation_id)
    assert [w.manages for w in works] == [True, False]
    assert sorted(c.value for c in ContactPoint.objects.visible_to(cast.clara)) == [
        "+45 11 22 33 44",
        "aase@aebeloe.example",
        "ib@aebeloe.example",
    ]


def test_figures_of_another_year_stand_beside_those_that_are_there(cast):
    take(cast, danish(ROWS[0]))
    take(cast, b"Name,CVR,Staff,Figures year\n\xc3\x86bel\xc3\xb8 Radar ApS,13585628,30,2024")
    staff = Figure.objects.visible_to(cast.clara).filter(name="staff")
    assert {f.year: f.amount for f in staff} == {2025: 24, 2024: 30}


def test_a_number_beside_another_name_is_a_problem_and_not_a_change(cast):
    made = read(cast, f"{DANISH}\nQuite Other Ltd;{cast.hawk.cvr}{';' * 20}".encode())
    assert problems(made) == [(2, "cvr")]


def test_a_number_of_an_entry_that_the_secretariat_may_not_see_is_a_problem(cast):
    Organisation.objects.system_rows("test").filter(pk=cast.hawk.pk).update(label=Label.RED.value)
    made = read(cast, f"Name;CVR\nHawk ApS;{cast.hawk.cvr}".encode())
    assert problems(made) == [(2, "cvr")]


def test_a_wrong_check_digit_is_taken_in_with_a_note(cast):
    made = read(cast, b"Name;CVR\nOdd ApS;12345678", "list.csv")
    assert (problems(made), problems(made, errors_only=False)) == ([], [(2, "cvr")])
    take_in(by=cast.clara, import_id=made.pk, today=TODAY)
    assert Organisation.objects.visible_to(cast.clara).get(cvr="12345678").cvr_note == "list.csv, 2026-11-23, Clara"


def test_an_organisation_without_membership_becomes_a_member(cast):
    take(cast, b"Name;Country;Member since\nCluster Abroad;SE;2025-01-01")
    [membership] = Membership.objects.visible_to(cast.clara).filter(organisation=cast.abroad)
    assert (membership.from_on, membership.type) == (date(2025, 1, 1), "company")


def test_only_the_secretariat_reads_and_takes_in(cast):
    made = read(cast, danish())
    for viewer in (cast.anna, cast.dora, cast.erik, cast.guest):
        with pytest.raises(Refused):
            import_members(by=viewer, name="x", content=danish(), today=TODAY)
        with pytest.raises(Refused):
            take_in(by=viewer, import_id=made.pk, today=TODAY)
    assert Import.objects.visible_to(cast.anna).count() == 0


def test_an_odd_file_name_is_only_a_name(cast):
    made = read(cast, danish(), "../../etc/\u202epasswd\n\x00" + "x" * 400 + ".csv")
    assert len(made.name) <= 200
    assert "/" not in made.name
    assert made.name.isprintable()
