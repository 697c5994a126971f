"""The member directory: who is listed for whom, facets, counts, order, search and map."""

import pytest

from klynge.access.viewer import ANYONE, Viewer
from klynge.core.tlp import Label
from klynge.register.models import Membership, Organisation
from klynge.register.queries.directory import Wanted, directory
from tests.register.members import TODAY, capability, certificate, codes, fact, member

pytestmark = pytest.mark.django_db


def listed(viewer: Viewer, *, text: str = "", sort: str = "", page: int = 1, **chosen: tuple[str, ...]):
    return directory(viewer, Wanted(text, chosen, sort, page), language="en", today=TODAY)


def names(viewer: Viewer, **asked) -> list[str]:
    return [card.name for card in listed(viewer, **asked).members]


def counts(found, facet: str) -> dict[str, int]:
    return {one.key: one.count for one in found.facets[facet]}


def test_a_member_is_listed_where_card_and_membership_are_open(cast):
    hidden = member("Hidden A/S", label=Label.STRICT)
    secret = member("Secret Member A/S")
    Membership.objects.system_rows("test").filter(organisation=secret).update(label=Label.STRICT)
    former = member("Former A/S")
    Membership.objects.system_rows("test").filter(organisation=former).update(to_on="2025-12-31")
    seen = {name: set(names(viewer)) for name, viewer in cast.everybody().items()}
    both = {"Hawk ApS", "Kite ApS"}
    assert hidden.pk
    assert seen == {
        "guest": both,
        "anna": both,
        "ben": both,
        "clara": both | {"Hidden A/S", "Secret Member A/S"},
        "dora": both,
        "erik": both,
    }


def test_a_word_of_a_rivals_strict_profile_is_nowhere_in_the_answer(cast):
    fact(cast.kite, "Torpedoer", label=Label.STRICT)
    fact(cast.hawk, "Sonar")
    for viewer in (cast.guest, cast.anna, cast.dora, cast.erik):
        found = listed(viewer, text="torpedo")
        assert (found.members.total, found.places, [counts(found, facet) for facet in found.facets]) == (0, (), [{}] * 7)
    assert names(cast.ben, text="torpedo") == ["Kite ApS"]
    assert "Torpedo" in str(listed(cast.clara, text="torpedo").members.items[0].snippet)


def test_a_strict_certificate_place_or_field_is_in_no_facet_of_a_rival(cast):
    codes()
    certificate(cast.kite, "AQAP 2110", label=Label.STRICT)
    capability(cast.kite, "sensors.radar", label=Label.STRICT)
    assert counts(listed(cast.anna), "certificate") == counts(listed(cast.anna), "field") == {}
    assert names(cast.anna, certificate=("AQAP 2110",)) == names(cast.anna, field=("sensors",)) == []
    assert counts(listed(cast.ben), "certificate") == {"AQAP 2110": 1}
    assert [one.name for one in listed(cast.ben).facets["field"]] == ["Sensors"]


def test_counts_of_a_facet_hold_with_the_other_facets_as_chosen(db):
    member("Nord A/S", municipality="0851", size="0-9")
    member("Midt A/S", municipality="0791", size="0-9")
    member("Midt To A/S", municipality="0791", size="50-249")
    found = listed(ANYONE, region=("1082",))
    assert sorted(card.name for card in found.members) == ["Midt A/S", "Midt To A/S"]
    assert counts(found, "region") == {"1081": 1, "1082": 2}
    assert counts(found, "size") == {"0-9": 1, "50-249": 1}
    assert counts(listed(ANYONE, region=("1082",), size=("0-9",)), "region") == {"1081": 1, "1082": 1}
    assert names(ANYONE, region=("1081", "1082"), size=("0-9",)) == ["Midt A/S", "Nord A/S"]
    assert [one.key for one in listed(ANYONE).facets["size"]] == ["0-9", "50-249"]


def test_what_is_chosen_stays_to_be_taken_off_when_nothing_is_left(db):
    member("Nord A/S", municipality="0851", text="Radar")
    found = listed(ANYONE, text="ubåd", region=("1081",))
    assert found.members.total == 0
    assert [(one.key, one.count, one.chosen) for one in found.facets["region"]] == [("1081", 0, True)]


def test_regions_are_those_of_the_day(db):
    from datetime import date

    member("Øst A/S", municipality="0101")
    member("Sjælland A/S", municipality="0265")
    before = directory(ANYONE, Wanted(), language="da", today=date(2026, 12, 31))
    after = directory(ANYONE, Wanted(), language="da", today=date(2027, 1, 1))
    assert [one.name for one in before.facets["region"]] == ["Region Sjælland", "Region Hovedstaden"]
    assert [(one.name, one.count) for one in after.facets["region"]] == [("Region Østdanmark", 2)]


def test_an_expired_certificate_is_no_facet(db):
    row = member("Nord A/S")
    certificate(row, "ISO 9001", expires_on="2026-11-22")
    certificate(row, "ISO 14001", expires_on="2026-11-23")
    certificate(row, "NATO SECRET", kind="clearance")
    assert counts(listed(ANYONE), "certificate") == {"ISO 14001": 1}


def test_names_stand_in_the_order_of_the_danish_alphabet(db):
    for name in ("Ålborg A/S", "Zeta A/S", "Ærø A/S", "Aabenraa A/S", "Alfa A/S", "Øst A/S"):
        member(name)
    assert names(ANYONE) == ["Alfa A/S", "Zeta A/S", "Ærø A/S", "Øst A/S", "Aabenraa A/S", "Ålborg A/S"]


def test_the_newest_members_can_stand_first_and_search_puts_the_best_answer_first(db):
    old = member("Alfa A/S", text="Vi laver radarer")
    member("Radar A/S", text="Vi laver udstyr")
    Membership.objects.system_rows("test").filter(organisation=old).update(from_on="2026-01-01")
    assert names(ANYONE, sort="newest") == ["Alfa A/S", "Radar A/S"]
    assert names(ANYONE, text="radar") == ["Radar A/S", "Alfa A/S"]
    assert names(ANYONE, text="radar", sort="name") == ["Alfa A/S", "Radar A/S"]


def test_pages_hold_twenty_and_the_last_holds_the_rest(db):
    for number in range(23):
        member(f"Firm {number:02}")
    found = listed(ANYONE, page=9)
    assert (found.members.number, found.members.pages, found.members.total, len(found.members)) == (2, 2, 23, 3)


def test_the_map_counts_a_member_in_each_of_its_municipalities_and_says_who_has_none(db):
    from klynge.register.models import Site

    two = member("Nord A/S", municipality="0851")
    Site.objects.create(organisation=two, municipality="0791", label=Label.CLEAR)
    Site.objects.create(organisation=two, municipality="0101", label=Label.STRICT)
    member("Nowhere A/S")
    found = listed(ANYONE)
    assert (found.places, found.nowhere) == ((("0791", 1), ("0851", 1)), 1)
    assert names(ANYONE, municipality=("0791",)) == ["Nord A/S"]
    assert names(ANYONE, municipality=("0101",)) == []


def test_the_profile_is_shown_in_the_readers_language_where_there_is_one(db):
    row = member("Nord A/S", text="Vi laver radar")
    assert [card.text for card in listed(ANYONE).members] == ["Vi laver radar"]
    fact(row, "We make radars", language="en")
    assert [(card.text, card.text_language) for card in listed(ANYONE).members] == [("We make radars", "en")]


def test_one_line_goes_before_the_beginning_of_the_profile(db):
    row = member("Nord A/S", text="Vi laver radar")
    fact(row, "Radar til havne", name="line")
    assert [card.text for card in listed(ANYONE).members] == ["Radar til havne"]


def test_one_and_three_members_take_the_same_number_of_queries(db, django_assert_num_queries):
    def one(number: int) -> None:
        row = member(f"Firm {number}", municipality="0851", text="Vi laver radar")
        certificate(row, "ISO 9001")
        capability(row, "sensors")

    one(1)
    for many in (False, True):
        if many:
            one(2)
            one(3)
        with django_assert_num_queries(6):
            assert listed(ANYONE).members.total == (3 if many else 1)
        with django_assert_num_queries(9):
            assert listed(ANYONE, text="radar").members.total == (3 if many else 1)


def test_merged_and_closed_members_are_not_listed(cast):
    gone = member("Gone A/S")
    Organisation.objects.system_rows("test").filter(pk=gone.pk).update(merged_into=cast.hawk)
    member("Closed A/S", closed_on="2026-01-01")
    assert names(cast.clara) == ["Hawk ApS", "Kite ApS"]
