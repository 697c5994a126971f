"""Admitting, changing and ending memberships; people who come and go."""

from datetime import date

import pytest

from klynge.access.journal import lines
from klynge.access.viewer import ANYONE
from klynge.core.errors import Conflict, Refused, Wrong
from klynge.core.tlp import Label
from klynge.register.actions.audience import Audience
from klynge.register.actions.organisation import Legal, admit_member, change_organisation, end_membership, start_membership
from klynge.register.actions.people import (
    add_person,
    end_affiliation,
    set_contact,
)
from klynge.register.actions.profile import (
    set_fact,
)
from klynge.register.actions.proposals import approve_proposal
from klynge.register.models import (
    Affiliation,
    ContactPoint,
    Membership,
    Organisation,
    Proposal,
)

CLEAR, GREEN = Audience(Label.CLEAR), Audience(Label.GREEN)
TODAY = date(2026, 11, 23)


def seen(viewer, model):
    return list(model.objects.visible_to(viewer))


def test_the_secretariat_admits_a_member_and_ends_the_membership(cast):
    legal = Legal(name="Ørn & Søn A/S", cvr="13 58 56 28")
    eagle = admit_member(by=cast.clara, legal=legal, type="company", from_on=TODAY, size_band="10-49", label=Label.CLEAR)
    assert (eagle.slug, eagle.cvr, eagle.cvr_note) == ("oern-soen-as", "13585628", "")
    [membership] = [m for m in seen(ANYONE, Membership) if m.organisation_id == eagle.pk]
    end_membership(by=cast.clara, membership_id=membership.pk, on=date(2026, 12, 31))
    with pytest.raises(Conflict):
        start_membership(by=cast.clara, organisation_id=eagle.pk, type="company", from_on=date(2026, 12, 31))
    start_membership(by=cast.clara, organisation_id=eagle.pk, type="associate", from_on=date(2027, 1, 1))


def test_a_number_that_is_taken_is_refused_and_a_name_gets_its_own_address(cast):
    again = {"by": cast.clara, "type": "company", "from_on": TODAY}
    with pytest.raises(Conflict):
        admit_member(legal=Legal(name="Other", cvr=cast.hawk.cvr, cvr_note="test"), **again)
    assert admit_member(legal=Legal(name="Hawk ApS"), **again).slug == "hawk-aps-2"
    with pytest.raises(Refused):
        admit_member(legal=Legal(name="X"), by=cast.anna, type="company", from_on=TODAY)


def test_a_wrong_check_digit_is_accepted_only_with_a_reason_that_is_kept(cast):
    with pytest.raises(Wrong) as refused:
        admit_member(by=cast.clara, legal=Legal(name="Odd", cvr="12345678"), type="company", from_on=TODAY)
    assert refused.value.where == "cvr_note"
    odd = admit_member(
        by=cast.clara, legal=Legal(name="Odd", cvr="12345678", cvr_note="Seen in the register"), type="company", from_on=TODAY
    )
    assert odd.cvr_note == "Seen in the register"
    assert lines(cast.clara, object_id=str(odd.pk))[-1].facts["cvr_note"] == "Seen in the register"
    for number in ("1234567", "123456789", "ABCDEFGH"):
        with pytest.raises(Wrong):
            admit_member(by=cast.clara, legal=Legal(name="Odd", cvr=number), type="company", from_on=TODAY)


def test_a_members_change_of_its_public_card_waits_but_the_secretariats_does_not(cast):
    card = {"organisation_id": cast.hawk.pk, "label": Label.CLEAR}
    done = change_organisation(by=cast.anna, legal=Legal(name="Hawk A/S", cvr=cast.hawk.cvr), **card)
    assert done.waits
    approve_proposal(by=cast.clara, proposal_id=done.proposal_id)
    change_organisation(by=cast.clara, legal=Legal(name="Hawk Group A/S", cvr=cast.hawk.cvr), **card)
    assert Organisation.objects.visible_to(ANYONE).get(pk=cast.hawk.pk).name == "Hawk Group A/S"


def test_a_card_that_closes_takes_its_membership_along(cast):
    change_organisation(
        by=cast.anna, organisation_id=cast.hawk.pk, label=Label.STRICT, legal=Legal(name="Hawk ApS", cvr=cast.hawk.cvr)
    )
    assert {m.organisation_id for m in seen(ANYONE, Membership)} == {cast.kite.pk}
    with pytest.raises(Refused):
        set_fact(by=cast.ben, organisation_id=cast.hawk.pk, name="phone", value="1")


def test_a_person_is_added_seen_and_leaves(cast):
    person = add_person(
        by=cast.anna,
        organisation_id=cast.hawk.pk,
        name="Pia",
        from_on=TODAY,
        email="Pia@Hawk.example",
        phone="+45 1",
        audience=GREEN,
    )
    assert [c.value for c in seen(cast.ben, ContactPoint)] == ["pia@hawk.example", "+45 1"]
    [work] = [a for a in seen(cast.ben, Affiliation) if a.person_id == person.pk]
    set_contact(by=cast.anna, affiliation_id=work.pk, kind="phone", value="")
    assert [c.kind for c in seen(cast.ben, ContactPoint)] == ["email"]
    with pytest.raises(Refused):
        end_affiliation(by=cast.ben, affiliation_id=work.pk)
    end_affiliation(by=cast.anna, affiliation_id=work.pk, on=TODAY)
    with pytest.raises(Refused):
        add_person(by=cast.ben, organisation_id=cast.hawk.pk, name="Spy", from_on=TODAY)


def test_a_public_contact_waits_and_until_then_only_we_see_the_person(cast):
    add_person(by=cast.anna, organisation_id=cast.hawk.pk, name="Pia", from_on=TODAY, email="pia@hawk.example", audience=CLEAR)
    assert seen(ANYONE, ContactPoint) == []
    assert sorted(p.target.split(":")[0] for p in seen(cast.clara, Proposal)) == ["affiliation", "contact"]
    for proposal in seen(cast.clara, Proposal):
        approve_proposal(by=cast.clara, proposal_id=proposal.pk)
    assert [c.value for c in seen(ANYONE, ContactPoint)] == ["pia@hawk.example"]
