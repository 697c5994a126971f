"""Entries that are one organisation: found, merged without loss, taken apart exactly."""

from datetime import date

import pytest
from django.apps import apps

from klynge.access.guard import is_guarded
from klynge.core.errors import Conflict, Refused, Wrong
from klynge.core.tlp import Label
from klynge.register.actions.merge import keep_apart, merge, undo_merge
from klynge.register.actions.profile import set_capability, set_fact
from klynge.register.duplicates import Entry, core_name, duplicates
from klynge.register.models import Capability, Fact, Membership, Organisation, Ownership, Person
from klynge.register.queries.duplicates import likely_duplicates, merges
from tests.cast import organisation
from tests.samples.register import samples

SINCE = date(2020, 1, 1)


def pairs(*entries, apart=()):
    return [(pair.one, pair.other) for pair in duplicates(entries, apart)]


def test_a_legal_form_or_a_letter_makes_no_other_name():
    assert core_name("Ørn & Søn A/S") == core_name("OERN OG SOEN ApS") == "oern soen"
    names = ("Vestkystens Radar ApS", "Vestkystens  Radar A/S", "Radar Vestkystens", "Vestkistens Radar", "Østkystens Kabler ApS")
    assert pairs(*(Entry(n, name) for n, name in enumerate(names))) == [(0, 1), (0, 2), (1, 2), (0, 3), (1, 3), (2, 3)]


def test_shared_numbers_sites_telephones_and_mail_hosts_are_signs():
    one = Entry(1, "Alpha", ("DK", "13585628"), "https://www.alpha.dk/da", "+45 11 22 33 44", ("a@alpha.dk",))
    other = Entry(2, "Beta", ("DK", "13585628"), "alpha.dk", "11223344", ("b@alpha.dk",))
    [pair] = duplicates([one, other])
    assert [(sign.kind, sign.shared) for sign in pair.signs] == [
        ("number", "DK 13585628"),
        ("website", "alpha.dk"),
        ("email", "alpha.dk"),
        ("phone", "11223344"),
    ]


def test_a_mail_host_of_everybody_is_no_sign_and_pairs_told_apart_stay_away():
    assert pairs(Entry(1, "Alpha", emails=("a@gmail.com",)), Entry(2, "Beta", emails=("b@gmail.com",))) == []
    assert pairs(Entry(1, "Alpha"), Entry(2, "Alpha")) == [(1, 2)]
    assert pairs(Entry(1, "Alpha"), Entry(2, "Alpha"), apart=[(1, 2)]) == []


def test_two_numbers_of_one_register_outweigh_a_like_name():
    assert pairs(Entry(1, "Alpha", ("DK", "1")), Entry(2, "Alpha", ("DK", "2"))) == []


def test_nothing_is_no_duplicate_of_nothing():
    assert duplicates([]) == []
    assert pairs(Entry(1, "Alpha"), Entry(2, "Beta")) == []


@pytest.fixture
def twin(cast):
    """A second entry of Anna's firm with a profile, a code that Hawk has too, an owner, a member and a person of its own."""
    twin = organisation("Hawk A/S", label=Label.STRICT)
    for owner in (cast.hawk, twin):
        set_capability(by=cast.clara, organisation_id=owner.pk, system="cpv", code="35613000")
    set_fact(by=cast.clara, organisation_id=twin.pk, name="website", value="www.hawk.example")
    Membership.objects.create(organisation=twin, type="company", from_on=SINCE)
    Ownership.objects.create(organisation=cast.kite, owner=twin, share=30, from_on=SINCE)
    Ownership.objects.create(organisation=twin, owner=cast.hawk, share=100, from_on=SINCE)
    return twin


def everything():
    """All rows of all guarded apps that a merge could touch."""
    kept_aside = ("access.Entry", "register.Merge", "search.Passage", "search.Word")
    return {
        model._meta.label: list(model.objects.system_rows("the test compares all").order_by("pk").values())
        for model in apps.get_models()
        if is_guarded(model) and model._meta.label not in kept_aside
    }


def test_a_merge_moves_everything_that_the_kept_one_does_not_have(cast, twin):
    made = merge(by=cast.clara, kept_id=cast.hawk.pk, gone_id=twin.pk)
    assert [f.organisation_id for f in Fact.objects.visible_to(cast.clara)] == [cast.hawk.pk]
    assert sorted(c.organisation_id for c in Capability.objects.visible_to(cast.clara)) == [cast.hawk.pk, twin.pk]
    owned = {(o.owner_id, o.organisation_id) for o in Ownership.objects.visible_to(cast.clara)}
    assert owned == {(cast.hawk.pk, cast.kite.pk), (cast.hawk.pk, twin.pk)}  # nobody owns itself
    gone = Organisation.objects.visible_to(cast.clara).get(pk=twin.pk)
    assert (gone.merged_into_id, gone.slug) == (cast.hawk.pk, "hawk-as")
    assert len(made.moved) == 3


def test_undoing_a_merge_restores_exactly_what_was(cast, twin):
    samples(cast)
    before = everything()
    made = merge(by=cast.clara, kept_id=cast.hawk.pk, gone_id=twin.pk)
    assert everything() != before
    undo_merge(by=cast.clara, merge_id=made.pk)
    assert everything() == before


def test_no_row_is_lost_by_a_merge_even_one_that_the_secretariat_may_not_read(cast, twin):
    samples(cast)
    count = {label: len(rows) for label, rows in everything().items()}
    red = Fact.objects.create(organisation=twin, name="phone", value="1", label=Label.RED)
    merge(by=cast.clara, kept_id=cast.hawk.pk, gone_id=twin.pk)
    assert {label: len(rows) for label, rows in everything().items()} == {**count, "register.Fact": count["register.Fact"] + 1}
    assert Fact.objects.system_rows("test").get(pk=red.pk).organisation_id == cast.hawk.pk


def test_what_was_added_since_stays_with_the_kept_one(cast, twin):
    made = merge(by=cast.clara, kept_id=cast.hawk.pk, gone_id=twin.pk)
    set_fact(by=cast.anna, organisation_id=cast.hawk.pk, name="phone", value="+45 1")
    undo_merge(by=cast.clara, merge_id=made.pk)
    assert {f.name: f.organisation_id for f in Fact.objects.visible_to(cast.clara)} == {
        "phone": cast.hawk.pk,
        "website": twin.pk,
    }


def test_merging_twice_with_itself_or_undoing_twice_is_refused(cast, twin):
    with pytest.raises(Wrong):
        merge(by=cast.clara, kept_id=twin.pk, gone_id=twin.pk)
    first = merge(by=cast.clara, kept_id=cast.hawk.pk, gone_id=twin.pk)
    with pytest.raises(Conflict):
        merge(by=cast.clara, kept_id=cast.kite.pk, gone_id=twin.pk)
    second = merge(by=cast.clara, kept_id=cast.kite.pk, gone_id=cast.hawk.pk)
    with pytest.raises(Conflict):
        undo_merge(by=cast.clara, merge_id=first.pk)
    undo_merge(by=cast.clara, merge_id=second.pk)
    undo_merge(by=cast.clara, merge_id=first.pk)
    with pytest.raises(Conflict):
        undo_merge(by=cast.clara, merge_id=first.pk)


def test_only_the_secretariat_merges_and_sees_duplicates(cast, twin):
    for viewer in (cast.anna, cast.ben, cast.erik, cast.guest):
        with pytest.raises(Refused):
            merge(by=viewer, kept_id=cast.hawk.pk, gone_id=twin.pk)
        with pytest.raises(Refused):
            keep_apart(by=viewer, one_id=cast.hawk.pk, other_id=twin.pk)
    assert merges(cast.anna) == []


def test_the_secretariat_is_shown_a_pair_until_it_is_decided(cast, twin):
    [pair] = [p for p in likely_duplicates(cast.clara) if twin.pk in (p.kept.id, p.gone.id)]
    assert (pair.kept.id, pair.gone.id, [sign.kind for sign in pair.signs]) == (cast.hawk.pk, twin.pk, ["name"])
    keep_apart(by=cast.clara, one_id=twin.pk, other_id=cast.hawk.pk)
    keep_apart(by=cast.clara, one_id=cast.hawk.pk, other_id=twin.pk)
    assert likely_duplicates(cast.clara) == []


def test_rights_end_with_a_merge_that_gives_the_firm_away_and_come_back_with_its_undoing(cast, twin):
    person = Person.objects.system_rows("test").get(name="Anna")
    made = merge(by=cast.clara, kept_id=cast.kite.pk, gone_id=cast.hawk.pk)
    from klynge.register.viewers import viewer_of_person

    assert viewer_of_person(person.pk).organisations == {cast.kite.pk}
    undo_merge(by=cast.clara, merge_id=made.pk)
    assert viewer_of_person(person.pk).organisations == {cast.hawk.pk}
